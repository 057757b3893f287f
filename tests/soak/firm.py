# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The model: the firm's rows, and what the handbook's rules (HANDBOOK.md;
ARCHITECTURE.md, "Sync tokens" and "Policy") say that each person may see of
them and do with them."""

import dataclasses
import datetime
import itertools
import re

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from item_text import Object, local, utc

LOOK_BACKS = {"7 days": relativedelta(days=7),
              "1 month": relativedelta(months=1),
              "2 months": relativedelta(months=2)}
FOREVER = datetime.datetime.max
DAY = datetime.timedelta(days=1)
NO_TIME = datetime.timedelta()
STAMPS = itertools.count(1)     # one is never another item's: names come back


@dataclasses.dataclass
class Person:
    login: str
    password: str
    staff_id: int
    name: str
    zone: str
    look_back: str


@dataclasses.dataclass
class Body:
    """What a person's client wrote last for an item; shown as it is while
    stamp is the item's, and its extras after."""
    object: Object
    stamp: int


class Item:
    """A row of advolux.appointment or advolux.task with what belongs to it."""

    def __init__(self, kind, key, main, object):
        self.kind = kind
        self.key = key
        self.main = main
        self.mode = "both" if kind == "appointment" else "none"
        self.others = set()         # rows of advolux.participant
        self.matter = None          # its key
        self.deadline = False
        self.trashed = False
        self.object = object
        self.bodies = {}            # login -> Body
        self.stamps = {}            # login -> what tells its states apart
        self.entered = set()        # logins in whose calendar it ever was
        self.names = {}             # login -> name in that calendar
        self.uids = {}              # login -> UID there
        self.former = {}            # login -> (name, UID) until another had it
        self.put_at = datetime.datetime.min     # a client's last write

    @property
    def event(self):
        return self.kind == "appointment"

    def owners(self):
        return {self.main} | self.others

    def access(self, login):
        """None: as if it did not exist."""
        if (self.mode == "none" or self.deadline or self.trashed
                or login not in self.owners()):
            return None
        if self.mode == "device":
            return "device"
        return "editable" if login == self.main else "participant"

    def is_owned(self, login):
        return not self.trashed and login in self.owners()

    def stamp(self, login):
        return self.stamps.get(login, 0)

    def bump(self, *logins):
        """It is something new to them, or to everybody."""
        for login in logins or set(self.stamps) | self.owners():
            self.stamps[login] = next(STAMPS)
            if self.access(login):
                self.entered.add(login)

    def heal(self, login):
        """Another version of the same."""
        body = self.bodies.get(login)
        current = body and body.stamp == self.stamp(login)
        self.bump(login)
        if current:
            body.stamp = self.stamp(login)

    def pass_on(self, login):
        """The name in that calendar has become another item's."""
        self.former[login] = self.names.pop(login), self.uids.pop(login)
        self.entered.discard(login)

    def forget(self, login):
        """Nothing of it is left in that calendar."""
        for of in (self.bodies, self.names, self.uids, self.former):
            of.pop(login, None)
        self.entered.discard(login)


# Instances

def rule_of(component):
    """dateutil's rule, over naive wall clock."""
    def until(match):
        moment = datetime.datetime.strptime(match[1], "%Y%m%dT%H%M%S")
        return "UNTIL=%s" % local(moment, component.zone).strftime(
            "%Y%m%dT%H%M%S")
    return rrulestr(re.sub(r"UNTIL=(\w{15})Z", until, component.rrule),
                    dtstart=component.start)


def is_endless(object):
    rule = object.master.rrule
    return bool(rule) and "COUNT" not in rule and "UNTIL" not in rule


def anchor(component):
    return component.start or component.end


def starts(object, before=None):
    """Wall clock of the instances that the rule, RDATE and EXDATE make, the
    overridden ones among them; an endless rule is followed to before."""
    master = object.master
    found = {anchor(master)} | set(master.rdate)
    if master.rrule:
        rule = rule_of(master)
        found |= set(itertools.takewhile(lambda m: m < before, rule)
                     if is_endless(object) else rule)
    return sorted(found - set(master.exdate))


def extent(component, zone):
    """(begin, end) in naive UTC; all-day items are days of zone."""
    of = zone if component.all_day else component.zone
    begin, end = anchor(component), component.end or component.start
    return utc(begin, of), utc(max(begin, end), of)


def extents(object, zone, before=None):
    """Of every instance, where its override puts it."""
    length = (object.master.end or object.master.start) - anchor(object.master)
    for moment in starts(object, before):
        if moment not in object.overrides:
            yield extent(object.master.but(start=moment, end=moment + length),
                         zone)
    for override in object.overrides.values():
        yield extent(override, zone)


class Firm:
    def __init__(self, now):
        self.now = now              # naive UTC
        self.purged = False         # some tombstones are
        self.people = {}            # login -> Person
        self.matters = {}           # key -> number
        self.items = {}             # (kind, key) -> Item
        self.bound = {}             # (login, kind, name) -> Item

    # The window (S5)

    def today(self, person):
        return local(self.now, person.zone).replace(
            hour=0, minute=0, second=0, microsecond=0)

    def cutoff(self, person):
        return utc(self.today(person) - LOOK_BACKS[person.look_back],
                   person.zone)

    def in_window(self, item, person):
        if not item.event or is_endless(item.object):
            return True
        return max(item.put_at, *(
            end for _, end in extents(item.object, person.zone))
            ) > self.cutoff(person)

    def sees(self, person, item):
        return (item.access(person.login) is not None
                and self.in_window(item, person))

    def visible(self, person, kind):
        return [item for item in self.items.values()
                if item.kind == kind and self.sees(person, item)]

    @staticmethod
    def overlaps(item, person, begin, end):
        """RFC 4791 section 9.9, for appointments; naive UTC."""
        return any(
            from_ < end and to > begin or from_ == to and begin <= from_ < end
            for from_, to in extents(item.object, person.zone, end + DAY))

    # What is shown

    def shown(self, person, item):
        """The Object in that person's calendar, its UID left out."""
        body = item.bodies.get(person.login)
        if body and body.stamp == item.stamp(person.login):
            return body.object
        extra = {"matter": self.matters.get(item.matter),
                 "participants": tuple(
                     self.people[login].name for login in item.others
                     if login != item.main)}
        object = item.object
        extras = {None: (), "calendar": ()}
        if body:
            extras.update((key, body.object.extras.get(key, ()))
                          for key in (None, "calendar"))
        for key in object.overrides:
            extras[key] = inherited(moved_key(key, object, body.object),
                                    body.object) if body else ()
        return object.but(
            master=object.master.but(**extra), extras=extras,
            overrides={key: override.but(**extra)
                       for key, override in object.overrides.items()})

    # Names

    def bind(self, person, item, name, uid):
        login = person.login
        before = self.bound.get((login, item.kind, name))
        if before and before is not item:
            before.pass_on(login)
        self.bound[login, item.kind, name] = item
        item.names[login] = name
        item.uids[login] = uid
        item.former.pop(login, None)

    def called_again(self, login, item):
        """(name, UID) that an item comes back by; None: another than it had,
        since that one is in use."""
        name, uid = item.former.get(login) or (item.names.get(login),
                                               item.uids.get(login))
        used = [other for other in self.items.values()
                if other.kind == item.kind and other.is_owned(login)
                and other is not item]
        return (None if name in [one.names.get(login) for one in used] else name,
                None if uid in [one.uids.get(login) for one in used] else uid)

    def purge(self):
        """What is gone is forgotten, and what it was called."""
        self.purged = True
        for key, item in list(self.bound.items()):
            if not item.is_owned(key[0]):
                del self.bound[key]
        for item in self.items.values():
            for login in self.people:
                if not item.is_owned(login) or login not in item.names:
                    item.forget(login)
            if not item.names:
                item.put_at = datetime.datetime.min

    def remove(self, item):
        del self.items[item.kind, item.key]


def inherited(key, body):
    """Of an instance that the text has not, what its series has there."""
    return body.extras.get(key if key in body.overrides else None, ())


def moved_key(key, object, body):
    """Where the text that a client wrote has the instance."""
    new, old = object.master, body.master
    if new.all_day or old.all_day or new.zone == old.zone:
        return key
    return local(utc(key, new.zone), old.zone)


# Comparing

def normal(component):
    c = component
    if c.all_day or anchor(c) is None:
        c = c.but(zone=None)
    return c.but(participants=tuple(sorted(c.participants)),
                 description=c.description or None,
                 location=c.location or None)


def meant(component):
    """What it says, however a client writes it: defaults are as good as
    nothing, so is "medium" priority; the rest of it is not taken from one."""
    c = normal(component)
    usual = {"status": ("confirmed", "needs-action"), "privacy": ("public",),
             "priority": (0, 5), "percent": (0,)}
    return c.but(
        rrule=plain_rule(c.rrule), sequence=0, matter=None, participants=(),
        **{field: None for field, values in usual.items()
           if getattr(c, field) in values})


def plain_rule(rule):
    parts = {tuple(sorted(part.replace("=", ",").split(",")))
             for part in (rule or "").split(";")}
    return parts - {("1", "INTERVAL"), ("MO", "WKST")}


def difference(one, other, but_alarms=False):
    """What differs between two Objects, in words; empty if nothing does.
    With but_alarms, what a client may not write to a read-only item."""
    found = []
    view = meant if but_alarms else normal
    ones, others = one.components(), other.components()
    for key in sorted(set(ones) | set(others), key=str):
        a, b = (view(c[key]) if key in c else None for c in (ones, others))
        if a is None or b is None:
            found.append("instance %s: %s, %s" % (key, a, b))
            continue
        for field in dataclasses.fields(a):
            x, y = getattr(a, field.name), getattr(b, field.name)
            if x != y:
                found.append("%s of %s: %r, %r" % (field.name, key, x, y))
    for key in {"calendar", *ones}:
        x, y = (o.extras.get(key, ()) for o in (one, other))
        if but_alarms:
            x, y = (sorted(line for line in without_alarms(lines)
                           if not line.startswith("X-")) for lines in (x, y))
        if x != y:
            found.append("extra lines of %s: %r, %r" % (key, x, y))
    return "; ".join(found)


def without_alarms(lines):
    inside = False
    for line in lines:
        inside |= line == "BEGIN:VALARM"
        if not inside:
            yield line
        inside &= line != "END:VALARM"
