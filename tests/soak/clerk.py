# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What people do from a shell: the office's deeds by advoluxctl."""

import datetime
import re
import subprocess

import imagination
from firm import anchor
from item_text import UTC, local, utc
from office import OFTEN, SELDOM, Office, columns, different
from support.process import advoluxctl

SECOND = "%Y-%m-%d %H:%M:%S"

# column -> option, and how the option says its value
OPTIONS = {
    "title": ("--title", str), "description": ("--description", str),
    "location": ("--location", str), "status": ("--status", str),
    "class": ("--class", str), "priority": ("--priority", str),
    "categories": ("--categories", ",".join), "percent": ("--percent", str),
    "free": ("--free", lambda free: "yes" if free else "no"),
    "rrule": ("--rrule", str), "sync_mode": ("--mode", str),
    "exdate": ("--exdate", lambda days: moments(days)),
    "rdate": ("--rdate", lambda days: moments(days)),
    "time_zone": ("--time-zone", str), "name": ("--name", str),
    "look_back": ("--look-back", str),
}


def moments(days):
    return ",".join(day.strftime(SECOND) for day in days)


def words(values):
    """Options of columns other than those that say when."""
    for name, value in values.items():
        if name in OPTIONS:
            option, say = OPTIONS[name]
            yield from (option, "" if value is None else say(value))


def when(values):
    """--start and --end or --due of an item's columns, all of them."""
    if "all_day" not in values:
        return
    for option, at, date in (("--start", "start_at", "start_date"),
                             ("--end", "end_at", "end_date"),
                             ("--due", "due_at", "due_date")):
        if values.get(date):
            yield from (option, values[date].isoformat())
        elif values.get(at):
            moment = local(values[at].astimezone(UTC).replace(tzinfo=None),
                           values["time_zone"])
            yield from (option, moment.strftime("%Y-%m-%d %H:%M"))
        elif at in values:
            yield from (option, "")


def speakable(after, before):
    """Whether options can say what differs: none says a list with commas in its
    words, nor when a task was done, which its status sets."""
    return (after.sequence == before.sequence
            and (after.status == before.status or after.completed is None
                 and after.status != "completed")
            and (after.categories == before.categories
                 or "," not in "".join(after.categories)))


class Clerk(Office):
    """learn() takes the names that items have by now into the model."""

    def __init__(self, cluster, firm, chance, learn):
        self.environment = cluster.environment(user="advolux_owner")
        self.program = advoluxctl()
        self.firm = firm
        self.chance = chance
        self.learn = learn

    def tool(self, *arguments):
        done = subprocess.run(
            [self.program, *arguments], env=self.environment, timeout=60,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr) == (0, b""), (arguments, done)
        return done.stdout.decode()

    def login(self, staff_id):
        return next(person.login for person in self.firm.people.values()
                    if person.staff_id == staff_id)

    # How it is done

    def can(self, old, new):
        a, b = old.master, new.master
        added = [c for key, c in new.overrides.items()
                 if key not in old.overrides]
        return (all(new.overrides.get(key) == c
                    for key, c in old.overrides.items())
                and a.completed == b.completed
                and (anchor(b) is not None or not a.all_day)
                and all(speakable(c, b) for c in added) and speakable(b, a))

    def insert(self, table, values):
        return int(self.tool(
            table, "add", "--for", self.login(values["main_editor"]),
            *words(values), *when(values)))

    def update(self, item, **values):
        if "trashed_at" in values:
            self.tool(item.kind, "remove" if values["trashed_at"] else "restore",
                      str(item.key))
            return
        options = [*words(values), *when(values)]
        if "main_editor" in values:
            options += ["--for", self.login(values["main_editor"])]
        if "matter_id" in values:
            options += ["--matter",
                        self.firm.matters.get(values["matter_id"], "")]
        self.tool(item.kind, "edit", str(item.key), *options)

    def update_person(self, person, **values):
        self.tool("staff", "edit", person.login, *words(values))

    def join(self, item, person):
        self._participants(item, item.others | {person.login})

    def leave(self, item, person):
        self._participants(item, item.others - {person.login})

    def _participants(self, item, logins):
        self.tool("appointment", "edit", str(item.key), "--participants",
                  ",".join(sorted(logins)))

    def _overrides(self, item, old, new):
        master = columns(item.object.master, item.kind, override=True)
        for key in new.keys() - old.keys():
            differs = different(master, columns(new[key], item.kind,
                                                override=True))
            self.tool(item.kind, "edit", str(item.key), "--instance",
                      key.strftime(SECOND), *words(differs), *when(differs))

    # Deeds of its own

    def restore(self):
        """It is called as it was, where nobody else is by now."""
        self.learn()
        item = self.item(trashed=True, renamed=True) or self.item(trashed=True)
        if item is None:
            return None
        expected = {login: self.firm.called_again(login, item)
                    for login in item.owners()}
        self.update(item, trashed_at=None)
        item.trashed = False
        item.bump()
        self.learn()
        for login, (name, uid) in expected.items():
            if item.access(login):
                called = item.names[login], item.uids[login]
                assert (name or called[0], uid or called[1]) == called, (
                    "%s %d was %s, %s to %s, and is %s, %s" % (
                        item.kind, item.key, name, uid, login, *called))
        return "%s %d restored by the clerk" % (item.kind, item.key)

    def leave_out(self):
        item = self.item()
        if item is None or not item.object.master.start:
            return None
        new = imagination.without(self.chance, item.object, item.event, None,
                                  None)
        gone = set(new.master.exdate) - set(item.object.master.exdate)
        if not gone:
            return None
        instance, = moments(gone).split(",")
        self.tool(item.kind, "remove", str(item.key), "--instance", instance)
        item.object = new
        item.bump()
        return "%s %d: not on %s" % (item.kind, item.key, instance)

    def end(self):
        item = self.item()
        if item is None or not item.object.master.rrule:
            return None
        old, master = item.object, item.object.master
        later = [moment for moment in imagination.free_instances(old)
                 if moment > master.start]
        if not later:
            return None
        end = self.chance.choice(later)
        last = end - datetime.timedelta(seconds=1)
        until = (last.strftime("%Y%m%d") if master.all_day else
                 utc(last, master.zone).strftime("%Y%m%dT%H%M%SZ"))
        self.tool(item.kind, "end", str(item.key), end.strftime(SECOND))
        kept = {key for key in old.overrides if key < end}
        item.object = old.but(
            master=master.but(
                rrule=re.sub(";(COUNT|UNTIL)=[^;]*", "", master.rrule)
                + ";UNTIL=" + until,
                exdate=tuple(day for day in master.exdate if day < end),
                rdate=tuple(day for day in master.rdate if day < end)),
            overrides={key: old.overrides[key] for key in kept},
            extras={key: lines for key, lines in old.extras.items()
                    if key in kept or key not in old.overrides})
        item.bump()
        return "%s %d ends before %s" % (item.kind, item.key, end)


DEEDS = {
    Clerk.create: 8, Clerk.change: 22, Clerk.mode: OFTEN,
    Clerk.participant: OFTEN, Clerk.main_editor: 3, Clerk.trash: 4,
    Clerk.restore: 8, Clerk.leave_out: 3, Clerk.end: 2, Clerk.matter: 3,
    Clerk.rename: SELDOM, Clerk.look_back: SELDOM, Clerk.zone: SELDOM,
}
