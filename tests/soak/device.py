# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Three clients with different habits: what each keeps of a calendar, and how
it writes. What it may expect, the model says."""

import dataclasses
import datetime
from urllib.parse import unquote

import imagination
from firm import Body, Item, anchor, difference, without_alarms
from item_text import Object, read, write
from support.replica import quoted


@dataclasses.dataclass
class Copy:
    etag: str
    object: Object
    stamp: int          # of the model's item when it was fetched
    dirty: bool = False     # a refused edit stays until the next sync


class Device:
    """conditional: writes with If-Match and If-None-Match."""

    conditional = True
    batch = 50

    def __init__(self, dav, person, firm, chance, learn):
        self.dav = dav
        self.person = person
        self.firm = firm
        self.chance = chance
        self.learn = learn      # brings the names of new items into the model
        self.stores = {"appointment": {}, "task": {}}
        self.wishes = 0
        self.deleted = []       # (kind, name, UID), the last of them

    def __str__(self):
        return "%s of %s" % (type(self).__name__, self.person.login)

    def place(self, kind):
        return self.dav.termine if kind == "appointment" else self.dav.aufgaben

    def path(self, kind, name):
        return self.place(kind) + quoted(name)

    def name(self, kind, href):
        assert href.startswith(self.place(kind)), href
        return unquote(href[len(self.place(kind)):])

    def item(self, kind, name):
        return self.firm.bound.get((self.person.login, kind, name))

    # Reading

    def fetch(self, kind, names):
        """By multiget, a batch at a time; one that is gone is forgotten."""
        store, names = self.stores[kind], sorted(names)
        for at in range(0, len(names), self.batch):
            answer = self.dav.multiget(self.place(kind), [
                self.path(kind, name) for name in names[at:at + self.batch]])
            for href, member in answer.members.items():
                name = self.name(kind, href)
                if member.status == 404:
                    store.pop(name, None)
                    continue
                assert member.etag and member.data, (href, member.status)
                if self.item(kind, name) is None:
                    self.learn()
                item = self.item(kind, name)
                store[name] = Copy(
                    member.etag, read(member.data, self.person.zone),
                    item.stamp(self.person.login) if item else 0)

    def take_listing(self, kind, members):
        """{name: ETag} is all that there is."""
        store = self.stores[kind]
        for name in store.keys() - members.keys():
            del store[name]
        self.fetch(kind, [name for name, etag in members.items()
                          if name not in store or store[name].etag != etag])

    def listing(self, kind, answer):
        return {self.name(kind, href): member.etag
                for href, member in answer.members.items()
                if href != self.place(kind)}

    def expected(self, kind):
        """The model's items that this client has after a sync."""
        return self.firm.visible(self.person, kind)

    # Writing: each returns what it did, in words; None if it could not

    def new_uid(self):
        self.wishes += 1
        return "soak-%s-%s-%d" % (type(self).__name__, self.person.login,
                                  self.wishes)

    def create(self):
        uid = self.new_uid()
        return self._create(self.chance.choice((
            "appointment", "appointment", "task")), uid + ".ics", uid)

    def create_again(self):
        """What was deleted comes anew; some clients give it another name, and
        some make another item of that name."""
        if not self.deleted:
            return None
        kind, name, uid = self.chance.choice(self.deleted)
        how = self.chance.random()
        if how < 0.2:
            name = self.new_uid() + ".ics"
        elif how < 0.4:
            uid = self.new_uid()
        return self._create(kind, name, uid)

    def _create(self, kind, name, uid):
        others = [p.login for p in self.firm.people.values()]
        made = imagination.new(
            self.chance, kind, self.firm.today(self.person), self.person.zone,
            uid, imagination.extras(self.chance, self.chance.choice(
                [None, self.chance.choice(others) + "@kanzlei.example"])))
        made = made.but(extras={**made.extras, "calendar": ("X-SOAK-CAL:1",)})
        return self._put(kind, name, made, None, floating=(
            self.chance.random() < 0.3
            and made.master.zone == self.person.zone
            and all(o.zone == self.person.zone
                    for o in made.overrides.values())))

    def edit(self):
        kind, name, copy = self._any()
        if copy is None or copy.dirty:
            return None
        new = imagination.change(
            self.chance, copy.object, kind, self.firm.today(self.person),
            self.person.zone)
        if self.chance.random() < 0.2:
            new = new.but(extras={**new.extras, None:
                                  imagination.extras(self.chance)})
        if difference(new, copy.object) == "":
            return None
        return self._put(kind, name, new, copy)

    def own_alarm(self):
        kind, name, copy = self._any()
        if copy is None or copy.dirty:
            return None
        kept = tuple(without_alarms(copy.object.extras[None]))
        return self._put(kind, name, copy.object.but(extras={
            **copy.object.extras, None: kept + imagination.alarm(self.chance)
        }), copy)

    def delete(self):
        kind, name, copy = self._any()
        if copy is None:
            return None
        item = self.item(kind, name)
        headers = {"If_Match": copy.etag} if self.conditional else {}
        expected = self._judge_delete(item, copy)
        answer = self.dav.delete(self.path(kind, name), **headers)
        assert answer.status == expected, "DELETE %s: %d expected, %r" % (
            name, expected, answer)
        self.stores[kind].pop(name)
        if expected == 204:
            self.deleted = self.deleted[-9:] + [
                (kind, name, copy.object.uid)]
            item.trashed = True
            item.bump()
        elif expected == 403:
            assert answer.preconditions == ["D:need-privileges"], answer
            item.heal(self.person.login)
        return "%s: DELETE %s, %d" % (self, name, answer.status)

    def _any(self):
        kinds = [kind for kind, store in self.stores.items() if store]
        if not kinds:
            return None, None, None
        kind = self.chance.choice(kinds)
        name = self.chance.choice(sorted(
            self.stores[kind], key=lambda name: self._order(kind, name)))
        return kind, name, self.stores[kind][name]

    def _order(self, kind, name):
        """The same in each run of a seed, which no server's name is."""
        item = self.item(kind, name)
        return (item.key if item else 0, name)

    def _is_fresh(self, item, copy):
        return copy.stamp == item.stamp(self.person.login)

    def _judge_delete(self, item, copy):
        if item is None or not self.firm.sees(self.person, item):
            return 404
        if self.conditional and not self._is_fresh(item, copy):
            return 412
        return 204 if item.access(self.person.login) == "editable" else 403

    def _judge_put(self, item, copy, new):
        """(status, whether the columns are written)."""
        login = self.person.login
        if item is None or not self.firm.sees(self.person, item):
            if copy and self.conditional:
                return 412, False
            if item and item.is_owned(login):
                return 403, False           # hidden
            return 201, True
        if self.conditional and not (copy and self._is_fresh(item, copy)):
            return 412, False
        if item.access(login) == "editable":
            return 204, True
        same = not difference(new, self.firm.shown(self.person, item),
                              but_alarms=True)
        return (204, False) if same else (403, False)

    def _clashes(self, kind, item, name, uid):
        """RFC 4791 section 5.3.2.1, no-uid-conflict: the name has another
        UID by now, or another item has it."""
        login = self.person.login
        if item and self.firm.sees(self.person, item):
            return item.uids[login] != uid
        return any(other.kind == kind and other.uids.get(login) == uid
                   and other.names.get(login) != name
                   and other.is_owned(login)
                   for other in self.firm.items.values())

    def _put(self, kind, name, new, copy, floating=False):
        login = self.person.login
        if not self.conditional or copy is None:
            self.learn()
        item = self.item(kind, name)
        headers = {}
        if self.conditional:
            headers = ({"If_Match": copy.etag} if copy else
                       {"If_None_Match": "*"})
        status, writes = self._judge_put(item, copy, new)
        clash = (self._clashes(kind, item, name, new.uid)
                 and (status == 201 or not self.conditional))
        if clash:
            status, writes = 403, False
        shown = item is not None and self.firm.sees(self.person, item)
        text = write(new, kind == "appointment", floating)
        answer = self.dav.put(self.path(kind, name), text, **headers)
        assert answer.status == status, "PUT %s: %d expected, %r\n%s" % (
            name, status, answer, text)
        said = "%s: PUT %s, %d" % (self, name, status)
        if clash:
            assert answer.preconditions in (
                ["C:no-uid-conflict"], ["D:need-privileges"]), answer
            return said
        if status == 403:
            assert answer.preconditions == ["D:need-privileges"], answer
            if shown:
                item.heal(login)
            if shown and copy:      # the phone keeps its edit until it is told
                copy.object, copy.dirty = new, True
            return said
        if status == 412:
            return said
        if status == 201:
            item = self._created(kind, name, new)
        elif writes:
            item.put_at = self.firm.now
            item.object = plain_fields(new, self.person.zone)
            item.bump()
        else:
            item.bump(login)
        item.bodies[login] = Body(new, item.stamp(login))
        assert answer.etag and not answer.etag.startswith("W/"), answer
        self.stores[kind][name] = Copy(answer.etag, new, item.stamp(login))
        return said + " (%s %d)" % (kind, item.key)

    def _created(self, kind, name, new):
        login = self.person.login
        item = Item(kind, self.learn(name, kind, self.person), login,
                    plain_fields(new, self.person.zone))
        item.mode = "both"
        item.put_at = self.firm.now
        self.firm.items[kind, item.key] = item
        self.firm.bind(self.person, item, name, new.uid)
        item.bump()
        return item


def plain_fields(object, zone):
    """What becomes columns: without what is shown of Advolux and kept for the
    client; what needs no zone is in the calendar's."""
    def plain(component):
        needs = anchor(component) and not component.all_day
        return component.but(matter=None, participants=(),
                             zone=component.zone if needs else zone)
    return Object(None, plain(object.master), {
        key: plain(override) for key, override in object.overrides.items()},
        {})


class Careful(Device):
    """sync-collection, in pages of any size."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.tokens = {"appointment": "", "task": ""}

    def sync(self, kind):
        changed = set()
        more = True
        while more:
            limit = self.chance.choice((None, 1, 2, 5, 100))
            if not self.tokens[kind]:       # names what there is, not what went
                self.stores[kind].clear()
            answer = self.dav.sync_collection(self.place(kind),
                                              self.tokens[kind], limit)
            if answer.status == 403:    # it is too old, after a purge
                assert answer.preconditions == ["D:valid-sync-token"], answer
                assert self.tokens[kind], "an empty token is never too old"
                self.tokens[kind] = ""
                changed.clear()
                continue
            more = self._page(kind, answer, changed, limit)
        self.fetch(kind, changed)

    def _page(self, kind, answer, changed, limit):
        more, count = False, 0
        for href, member in answer.members.items():
            if href == self.place(kind):
                assert member.status == 507, member.status
                more = True
                continue
            count += 1
            name = self.name(kind, href)
            if member.status == 404:
                changed.discard(name)
                self.stores[kind].pop(name, None)
            else:
                changed.add(name)
        # No page ends before what was purged: its token would be too old.
        assert limit is None or count <= limit or self.firm.purged, answer
        assert not more or answer.sync_token != self.tokens[kind], answer
        self.tokens[kind] = answer.sync_token
        return more


class Careless(Device):
    """A full listing each time; writes without asking what is there."""

    conditional = False

    def sync(self, kind):
        answer = self.dav.propfind(self.place(kind), ["D:getetag"], depth="1")
        self.take_listing(kind, self.listing(kind, answer))


class Ranged(Device):
    """Asks for a span of time if CTag says that there is something new."""

    batch = 10
    back, ahead = (datetime.timedelta(days=days) for days in (20, 40))

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.tags = {}

    def range(self):
        today = self.firm.today(self.person)
        return today - self.back, today + self.ahead

    def sync(self, kind):
        answer = self.dav.propfind(self.place(kind), ["CS:getctag"])
        tag = (answer.only.text("CS:getctag"), self.range())
        if self.tags.get(kind) == tag:
            return
        inside = "<C:comp-filter name=\"VTODO\"/>"
        if kind == "appointment":
            begin, end = (moment.strftime("%Y%m%dT%H%M%SZ")
                          for moment in self.range())
            inside = ("<C:comp-filter name=\"VEVENT\"><C:time-range "
                      "start=\"%s\" end=\"%s\"/></C:comp-filter>" % (begin,
                                                                     end))
        answer = self.dav.query(self.place(kind), "<C:comp-filter name="
                                "\"VCALENDAR\">%s</C:comp-filter>" % inside)
        self.take_listing(kind, self.listing(kind, answer))
        self.tags[kind] = tag

    def expected(self, kind):
        found = self.firm.visible(self.person, kind)
        return [item for item in found if kind == "task"
                or self.firm.overlaps(item, self.person, *self.range())]


HABITS = (Careful, Careless, Ranged)
OPERATIONS = {Device.create: 5, Device.create_again: 3, Device.edit: 20,
              Device.own_alarm: 4, Device.delete: 6}
