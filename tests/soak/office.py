# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What the Advolux application does: plain SQL on schema advolux, and the same
to the model. (What people do from a shell, clerk.py has.)"""

import datetime

import psycopg2.extras

import imagination
from firm import LOOK_BACKS, Item
from item_text import Component, Object, UTC, local, utc

APPLICATION = "advolux_app"
CANARY_KINDS = ("deadline", "advance")
TABLES = ("appointment", "task")
TIMES = ("all_day", "time_zone", "start_at", "end_at", "due_at", "start_date",
         "end_date", "due_date")


def columns(component, kind, override=False):
    """The row that holds a component."""
    c = component
    ends = "end" if kind == "appointment" else "due"
    found = {"title": c.title, "description": c.description,
             "location": c.location, "all_day": c.all_day,
             "time_zone": c.zone, "start_at": None, ends + "_at": None,
             "start_date": None, ends + "_date": None, "status": c.status,
             "class": c.privacy, "priority": c.priority,
             "categories": list(c.categories) or None, "sequence": c.sequence}
    for name, moment in (("start", c.start), (ends, c.end)):
        if moment and c.all_day:
            found[name + "_date"] = moment.date()
        elif moment:
            found[name + "_at"] = utc(moment, c.zone).replace(tzinfo=UTC)
    if kind == "appointment":
        found["free"] = c.free
    else:
        found["percent"] = c.percent
        found["completed_at"] = c.completed and c.completed.replace(tzinfo=UTC)
    if not override:
        found.update(rrule=c.rrule, exdate=list(c.exdate) or None,
                     rdate=list(c.rdate) or None)
    return found


def component(row, kind):
    """A row as a component."""
    ends = "end" if kind == "appointment" else "due"
    zone = row["time_zone"]

    def moment(name):
        if row["all_day"]:
            day = row[name + "_date"]
            return day and datetime.datetime.combine(day, datetime.time())
        at = row[name + "_at"]
        return at and local(at.astimezone(UTC).replace(tzinfo=None), zone)
    done = row.get("completed_at")
    return Component(
        title=row["title"], description=row["description"],
        location=row["location"], all_day=row["all_day"], zone=zone,
        start=moment("start"), end=moment(ends), status=row["status"],
        privacy=row["class"], free=bool(row.get("free")),
        priority=row["priority"], categories=tuple(row["categories"] or ()),
        percent=row.get("percent"),
        completed=done and done.astimezone(UTC).replace(tzinfo=None),
        rrule=row.get("rrule"), exdate=tuple(sorted(row.get("exdate") or ())),
        rdate=tuple(sorted(row.get("rdate") or ())), sequence=row["sequence"])


def different(before, after):
    """Columns that a change sets; those that say when go together."""
    found = {name: value for name, value in after.items()
             if value != before[name]}
    if found.keys() & set(TIMES):
        found.update((name, after[name]) for name in TIMES if name in after)
    return found


NOTHING = Object(None, Component(), {}, {})


class Office:
    """Each deed makes its change and returns what it was, in words; None if
    there was nothing to do it to."""

    def __init__(self, cluster, firm, chance):
        self.connection = cluster.connect(APPLICATION)
        self.connection.autocommit = False
        self.firm = firm
        self.chance = chance

    # SQL

    def sql(self, text, *values):
        with self.connection.cursor() as cursor:
            cursor.execute(text, values or None)
            return cursor.fetchall() if cursor.description else []

    def rows(self, text, *values):
        with self.connection.cursor(
                cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute(text, values or None)
            return cursor.fetchall()

    def insert(self, table, values):
        return self.sql("INSERT INTO advolux.%s (%s) VALUES (%s) "
                        "RETURNING %s_id" % (table, ", ".join(values),
                                             ", ".join(map(cast, values)),
                                             table), *values.values())[0][0]

    def update(self, item, **values):
        self.sql("UPDATE advolux.%s SET %s WHERE %s_id = %%s" % (
            item.kind, ", ".join("%s = %s" % (name, cast(name))
                                 for name in values), item.kind),
                 *values.values(), item.key)

    def update_person(self, person, **values):
        self.sql("UPDATE advolux.staff SET %s WHERE staff_id = %%s" % ", ".join(
            name + " = %s" for name in values), *values.values(),
                 person.staff_id)

    def join(self, item, person):
        self.sql("INSERT INTO advolux.participant VALUES (%s, %s)", item.key,
                 person.staff_id)

    def leave(self, item, person):
        self.sql("DELETE FROM advolux.participant WHERE appointment_id = "
                 "%s AND staff_id = %s", item.key, person.staff_id)

    def can(self, old, new):
        """Whether there is a way to make the change."""
        return True

    # Choosing

    def person(self):
        return self.chance.choice(list(self.firm.people.values()))

    def item(self, kind=None, trashed=False, renamed=False):
        """renamed: whose name another one has had since."""
        found = [item for item in self.firm.items.values()
                 if item.trashed == trashed and kind in (None, item.kind)
                 and (item.former or not renamed)]
        return self.chance.choice(found) if found else None

    # Deeds

    def create(self):
        kind = self.chance.choice(("appointment",) * 2 + ("task",))
        person = self.person()
        made = imagination.new(self.chance, kind, self.firm.today(person),
                               person.zone, None)
        if not self.can(NOTHING, made):
            return None
        mode = self.chance.choice(("both", "both", "both", "device", "none"))
        key = self.insert(kind, {"main_editor": person.staff_id,
                                 "sync_mode": mode,
                                 **columns(made.master, kind)})
        item = Item(kind, key, person.login, made)
        item.mode = mode
        self.firm.items[kind, key] = item
        self._overrides(item, {}, made.overrides)
        item.bump()
        return "%s %d of %s, mode %s" % (kind, key, person.login, mode)

    def change(self):
        item = self.item()
        if item is None:
            return None
        person = self.firm.people[item.main]
        old = item.object
        new = imagination.change(self.chance, old, item.kind,
                                 self.firm.today(person), person.zone)
        before, after = (columns(o.master, item.kind) for o in (old, new))
        differs = different(before, after)
        if not differs and old.overrides == new.overrides \
                or not self.can(old, new):
            return None
        # What is left of a series goes before it is another one.
        self._overrides(item, old.overrides, {
            key: value for key, value in new.overrides.items()
            if key in old.overrides})
        if differs:
            self.update(item, **differs)
        self._overrides(item, {k: v for k, v in new.overrides.items()
                               if k in old.overrides}, new.overrides)
        item.object = new
        item.bump()
        return "%s %d: %s" % (item.kind, item.key, ", ".join(differs) or
                              "overrides")

    def _overrides(self, item, old, new):
        for key in old.keys() - new.keys():
            self.sql("DELETE FROM advolux.override WHERE %s_id = %%s AND "
                     "recurrence_id = %%s" % item.kind, item.key, key)
        for key, component in new.items():
            values = columns(component, item.kind, override=True)
            if key not in old:
                self.insert("override", {item.kind + "_id": item.key,
                                         "recurrence_id": key, **values})
            elif component != old[key]:
                self.sql("UPDATE advolux.override SET %s WHERE %s_id = %%s "
                         "AND recurrence_id = %%s" % (
                             ", ".join("%s = %s" % (name, cast(name))
                                       for name in values), item.kind),
                         *values.values(), item.key, key)

    def mode(self):
        item = self.item()
        if item is None:
            return None
        mode = self.chance.choice(("both", "device", "none"))
        if mode == item.mode:
            return None
        self.update(item, sync_mode=mode)
        item.mode = mode
        item.bump()
        return "%s %d: mode %s" % (item.kind, item.key, mode)

    def participant(self):
        item, person = self.item("appointment"), self.person()
        if item is None:
            return None
        if person.login in item.others:
            self.leave(item, person)
            item.bump()
            item.others.discard(person.login)
            return "appointment %d without %s" % (item.key, person.login)
        self.join(item, person)
        item.others.add(person.login)
        item.bump()
        return "appointment %d with %s" % (item.key, person.login)

    def main_editor(self):
        item, person = self.item(), self.person()
        if item is None or person.login == item.main:
            return None
        self.update(item, main_editor=person.staff_id)
        item.bump()
        item.main = person.login
        item.bump(person.login)
        return "%s %d: main editor %s" % (item.kind, item.key, person.login)

    def trash(self):
        item = self.item()
        if item is None:
            return None
        self.update(item, trashed_at=self.firm.now.replace(tzinfo=UTC))
        item.trashed = True
        item.bump()
        return "%s %d to the trash" % (item.kind, item.key)

    def restore(self):
        item = self.item(trashed=True, renamed=True) or self.item(trashed=True)
        if item is None:
            return None
        self.update(item, trashed_at=None)
        item.trashed = False
        item.bump()
        return "%s %d restored" % (item.kind, item.key)

    def destroy(self):
        item = self.item(trashed=True) or self.item()
        if item is None:
            return None
        self.sql("DELETE FROM advolux.%s WHERE %s_id = %%s" % (
            item.kind, item.kind), item.key)
        self.firm.remove(item)
        item.trashed = True
        return "%s %d destroyed" % (item.kind, item.key)

    def deadline(self):
        """An appointment or task turns out to be a deadline, or not (S18)."""
        from support.canary import CANARY
        item = self.item()
        if item is None:
            return None
        if item.deadline:
            self.update(item, deadline_id=None)
        else:
            key = self.insert("deadline", {
                "staff_id": self.firm.people[item.main].staff_id,
                "title": CANARY, "note": CANARY,
                "kind": self.chance.choice(CANARY_KINDS),
                "due_date": self.firm.now.date()})
            self.update(item, deadline_id=key)
        item.deadline = not item.deadline
        item.bump()
        return "%s %d: deadline %s" % (item.kind, item.key, item.deadline)

    def matter(self):
        item = self.item()
        if item is None:
            return None
        key = self.chance.choice((None, *self.firm.matters))
        if key == item.matter:
            return None
        self.update(item, matter_id=key)
        item.matter = key
        item.bump()
        return "%s %d: matter %s" % (item.kind, item.key, key)

    def renumber(self):
        key = self.chance.choice(list(self.firm.matters))
        number = "%d/%d" % (self.chance.randint(1, 10 ** 9), key)
        self.sql("UPDATE advolux.matter SET number = %s WHERE matter_id = %s",
                 number, key)
        self.firm.matters[key] = number
        for item in self.firm.items.values():
            if item.matter == key:
                item.bump()
        return "matter %d is %s" % (key, number)

    def rename(self):
        person = self.person()
        person.name = "Ä., %s %d" % (person.login, self.chance.randint(1, 999))
        self.update_person(person, name=person.name)
        for item in self.firm.items.values():
            if person.login in item.others:
                item.bump()
        return "%s is called %s" % (person.login, person.name)

    def look_back(self):
        person = self.person()
        person.look_back = self.chance.choice(list(LOOK_BACKS))
        self.update_person(person, look_back=person.look_back)
        return "%s looks back %s" % (person.login, person.look_back)

    def zone(self):
        person = self.person()
        zone = self.chance.choice(("Europe/Berlin", "America/New_York",
                                   "Asia/Tokyo"))
        if zone == person.zone:
            return None
        self.update_person(person, time_zone=zone)
        person.zone = zone
        for item in self.firm.items.values():
            if person.login in item.entered | item.owners():
                item.bump()
        return "%s lives in %s" % (person.login, zone)

    # What there is

    def stored(self):
        """(kind, key) -> (row, Object, participants) of all rows."""
        found = {}
        for kind in TABLES:
            for row in self.rows("SELECT * FROM advolux." + kind):
                found[kind, row[kind + "_id"]] = (
                    row, Object(None, component(row, kind), {}, {}), set())
        for row in self.rows("SELECT * FROM advolux.override"):
            kind = "appointment" if row["appointment_id"] else "task"
            found[kind, row[kind + "_id"]][1].overrides[
                row["recurrence_id"]] = component(row, kind)
        for row in self.rows("SELECT * FROM advolux.participant"):
            found["appointment", row["appointment_id"]][2].add(
                row["staff_id"])
        return found


def cast(name):
    return {"exdate": "%s::timestamp[]", "rdate": "%s::timestamp[]",
            "categories": "%s::text[]"}.get(name, "%s")


OFTEN, SELDOM = 6, 1
DEEDS = {
    Office.create: 8, Office.change: 22, Office.mode: OFTEN,
    Office.participant: OFTEN, Office.main_editor: 3, Office.trash: 5,
    Office.restore: 3, Office.destroy: 3, Office.deadline: 2, Office.matter: 3,
    Office.renumber: SELDOM, Office.rename: SELDOM, Office.look_back: 2,
    Office.zone: SELDOM,
}
