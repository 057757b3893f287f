# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Staff members for tests: in Advolux by SQL, on the phone by DAV."""

import datetime
import itertools
import os
from zoneinfo import ZoneInfo

from . import ics
from .dav import Dav
from .password import bcrypt
from .replica import Replica, quoted

PASSWORD = "Kennwort für Tests"
DEMO = ("berger", "anna.hoffmann", "mueller-weiss", "yilmaz", "schulte")

_number = itertools.count(1)


class Item(int):
    """Key of an appointment or a task."""

    def __new__(cls, key, kind):
        item = super().__new__(cls, key)
        item.kind = kind
        return item


def local(day, time="00:00"):
    """Local time, day days from today."""
    return datetime.datetime.strptime(ics.day(day) + time, "%Y%m%d%H:%M")


def span(day, time, hours, zone="Europe/Berlin"):
    """Columns of a timed appointment or override."""
    starts = local(day, time).replace(tzinfo=ZoneInfo(zone))
    ends = (local(day, time) + datetime.timedelta(hours=hours)).replace(
        tzinfo=ZoneInfo(zone))
    return {"start_at": starts, "end_at": ends, "time_zone": zone}


class People:
    def __init__(self, cluster, httpd, watch):
        self.cluster = cluster
        self.httpd = httpd
        self.watch = watch
        self._connection = None
        self._demo_ready = False

    def sql(self, text, *values):
        """Run one statement as the database's superuser; its rows."""
        if self._connection is None or self._connection.closed:
            self._connection = self.cluster.connect()
        with self._connection.cursor() as cursor:
            cursor.execute(text, values or None)
            return cursor.fetchall() if cursor.description else []

    def dicts(self, text, *values):
        """As sql(), each row by column."""
        self.sql("SELECT 1")
        with self._connection.cursor() as cursor:
            cursor.execute(text, values or None)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]

    def insert(self, table, **columns):
        """Insert a row; its key."""
        names = list(columns)
        return self.sql(
            "INSERT INTO advolux.%s (%s) VALUES (%s) RETURNING %s_id" % (
                table, ", ".join(names), ", ".join(["%s"] * len(names)),
                table), *columns.values())[0][0]

    def forget_text(self, kind, item_ids):
        """As if the items had been born in Advolux: no client's text is left."""
        self.sql("UPDATE caldav.source SET version = NULL, body = NULL, "
                 "components = caldav.components_of(kind, item_id) "
                 "WHERE kind = %s AND item_id = ANY (%s)", kind, item_ids)

    def set_password(self, login, password):
        self.sql("SELECT caldav.set_password(%s, %s)", login,
                 bcrypt(password))

    def new(self, **columns):
        """A new staff member; columns of advolux.staff, if not the usual."""
        return Person(self, columns)

    def demo(self):
        """Clients of the demo firm's people."""
        if not self._demo_ready:
            for login in DEMO:
                self.set_password(login, PASSWORD)
                self.sql("SELECT caldav.enable(%s, true)", login)
            self._demo_ready = True
        return [self.client(login, PASSWORD) for login in DEMO]

    def client(self, login, password, origin=None):
        return Dav(origin or self.httpd.origin, login, password, self.watch,
                   root=self.httpd.root)

    def anonymous(self):
        return Dav(self.httpd.origin, watch=self.watch, root=self.httpd.root)

    @staticmethod
    def replica(dav, path):
        return Replica(dav, path)


class Person:
    def __init__(self, people, columns):
        self.people = people
        self.login = columns.get("login") or "t%d.%d" % (
            os.getpid(), next(_number))
        self.name = "Tësta Müller-%s" % self.login
        self.mail = self.login + "@kanzlei-test.example"
        self.password = PASSWORD
        self.staff_id = people.insert(
            "staff", **{"login": self.login, "name": self.name, "mail":
                        self.mail, "time_zone": "Europe/Berlin", **columns})
        people.set_password(self.login, PASSWORD)
        people.sql("SELECT caldav.enable(%s, true)", self.login)
        self.dav = people.client(self.login, PASSWORD)

    def replica(self, path=None):
        return Replica(self.dav, path or self.dav.termine)

    def put_event(self, uid=None):
        """PUT a plain event; its name."""
        uid = uid or ics.new_uid()
        answer = self.dav.put(self.dav.termine + uid + ".ics", ics.event(uid))
        assert answer.status == 201, answer
        return uid + ".ics"

    # In Advolux

    def appointment(self, title="Termin", day=7, time="10:00", hours=1,
                    days=None, zone="Europe/Berlin", mode="both",
                    participants=(), matter=None, exdate=(), **columns):
        """Insert an appointment; days makes it all-day."""
        if days:
            when = {"all_day": True, "start_date": local(day).date(),
                    "end_date": local(day + days).date()}
        else:
            when = span(day, time, hours, zone)
        if matter:
            columns["matter_id"] = self.people.insert(
                "matter", number=matter, title="Testakte")
        if exdate:
            columns["exdate"] = [local(*moment) for moment in exdate]
        item = Item(self.people.insert("appointment", **{
            "main_editor": self.staff_id, "title": title, "sync_mode": mode,
            **when, **columns}), "appointment")
        for other in participants:
            self.add_participant(item, other)
        return item

    def override(self, item, instance, day, time, hours, **columns):
        self.people.insert("override", **{
            "appointment_id": item, "recurrence_id": local(*instance),
            "title": "Termin", **span(day, time, hours), **columns})

    def task(self, title="Aufgabe", day=None, time=None, mode=None,
             **columns):
        """Insert a task, due on a day or at a time, if at all."""
        if day is not None and time:
            columns["due_at"] = span(day, time, 0)["end_at"]
        elif day is not None:
            columns.update(all_day=True, due_date=local(day).date())
        if mode:
            columns["sync_mode"] = mode
        return Item(self.people.insert("task", **{
            "main_editor": self.staff_id, "title": title, **columns}), "task")

    def deadline(self, title):
        matter = self.people.insert("matter", number="T%s/%d" % (
            self.login, next(_number)), title="Testakte")
        return self.people.insert(
            "deadline", staff_id=self.staff_id, matter_id=matter,
            title=title, note=title, due_date=local(3).date())

    def update(self, item, **columns):
        self._update("appointment", item, columns)

    def update_task(self, item, **columns):
        self._update("task", item, columns)

    def reschedule(self, item, day, time, hours):
        self.update(item, **span(day, time, hours))

    def add_participant(self, item, other):
        self.people.sql(
            "INSERT INTO advolux.participant (appointment_id, staff_id) "
            "VALUES (%s, %s)", item, other.staff_id)

    def remove_participant(self, item, other):
        self.people.sql(
            "DELETE FROM advolux.participant WHERE appointment_id = %s "
            "AND staff_id = %s", item, other.staff_id)

    def trash(self, item):
        self.update(item, trashed_at=datetime.datetime.now())

    def restore(self, item):
        self.update(item, trashed_at=None)

    def in_trash(self, item, kind="appointment"):
        return self.people.sql(
            "SELECT trashed_at IS NOT NULL FROM advolux.%s WHERE %s_id = %%s"
            % (kind, kind), item)[0][0]

    def fill(self, count):
        """Insert many appointments at once."""
        self.people.sql("SET statement_timeout = '900s'")
        self.people.sql(
            "INSERT INTO advolux.appointment (main_editor, title, start_at, "
            "end_at) SELECT %s, 'Termin ' || n, t, t + interval '1 hour' "
            "FROM generate_series(1, %s) n, LATERAL (SELECT date_trunc("
            "'hour', now()) + n * interval '5 minutes' AS t) s",
            self.staff_id, count)

    # What the store says

    def member(self, item, kind="appointment"):
        """The item's name in this person's calendar."""
        rows = self.people.sql(
            "SELECT m.name FROM caldav.member m JOIN caldav.collection c "
            "USING (calendar_id) WHERE c.login = %s AND m.kind = %s AND "
            "m.item_id = %s ORDER BY m.visible DESC, m.revision DESC",
            self.login, getattr(item, "kind", kind), item)
        assert rows, "the item is in no calendar of " + self.login
        return rows[0][0]

    def path(self, item, kind="appointment"):
        kind = getattr(item, "kind", kind)
        place = (self.dav.termine if kind == "appointment"
                 else self.dav.aufgaben)
        return place + quoted(self.member(item, kind))

    def row(self, name, kind="appointment"):
        """The row of Advolux behind a name."""
        return self.people.dicts(
            "SELECT a.* FROM advolux.{0} a JOIN caldav.member m ON "
            "m.item_id = a.{0}_id AND m.kind = '{0}' JOIN caldav.collection c "
            "USING (calendar_id) WHERE c.login = %s AND m.name = %s "
            "AND m.visible".format(kind), self.login, name)[0]

    def components(self, name, kind="appointment"):
        """Rows of the contract's component view, master first."""
        return self.people.dicts(
            "SELECT v.* FROM caldav.%s_component v JOIN caldav.member m "
            "USING (item_id) JOIN caldav.collection c USING (calendar_id) "
            "WHERE c.login = %%s AND m.name = %%s AND m.kind = '%s' AND "
            "m.visible ORDER BY v.recurrence_id NULLS FIRST" % (kind, kind),
            self.login, name)

    def _update(self, table, item, columns):
        self.people.sql(
            "UPDATE advolux.%s SET %s WHERE %s_id = %%s" % (
                table, ", ".join(name + " = %s" for name in columns), table),
            *columns.values(), int(item))
