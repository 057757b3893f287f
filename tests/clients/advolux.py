# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Advolux as its own application sees it: plain SQL on schema advolux, as its
role, and what a client must show of it by DESIGN's rules."""

import datetime
from collections import Counter
from zoneinfo import ZoneInfo

from dateutil import rrule
from psycopg2.extras import RealDictCursor

APPLICATION = "advolux_app"
TABLES = {"appointment": "advolux.appointment", "task": "advolux.task"}
KEYS = {"appointment": "appointment_id", "task": "task_id"}
STAMP = "%Y%m%dT%H%M%S"

# Mode both or device, not in the trash, not a deadline's, and the person is
# main editor or participant.
APPOINTMENTS = """
SELECT a.*, s.look_back, s.time_zone,
       (%(now)s AT TIME ZONE s.time_zone - s.look_back)::date AS cutoff
FROM advolux.appointment a, advolux.staff s
WHERE s.login = %(login)s AND a.sync_mode IN ('both', 'device')
  AND a.trashed IS NULL AND a.deadline_id IS NULL
  AND (a.staff_id = s.staff_id OR EXISTS (
         SELECT FROM advolux.participant p
         WHERE p.appointment_id = a.appointment_id
           AND p.staff_id = s.staff_id))
"""
TASKS = """
SELECT t.* FROM advolux.task t JOIN advolux.staff s USING (staff_id)
WHERE s.login = %(login)s AND t.sync_mode IN ('both', 'device')
  AND t.trashed IS NULL AND t.deadline_id IS NULL
"""
OVERRIDES = """
SELECT appointment_id, max(ends) AS ends
FROM advolux.override GROUP BY appointment_id
"""


class Advolux:
    def __init__(self, cluster):
        self.application = cluster.connect(APPLICATION)
        self.reader = cluster.connect()

    def close(self):
        self.application.close()
        self.reader.close()

    # What the application does

    def insert(self, kind, login, **columns):
        """A new row of that main editor; its key."""
        return rows(self.application, """
            INSERT INTO %s (staff_id, %s)
            SELECT staff_id, %s FROM advolux.staff WHERE login = %%(login)s
            RETURNING %s AS key""" % (
                TABLES[kind], ", ".join(columns),
                ", ".join("%%(%s)s" % name for name in columns), KEYS[kind]),
            login=login, **columns)[0]["key"]

    def update(self, kind, key, **columns):
        rows(self.application, "UPDATE %s SET %s WHERE %s = %%(key)s" % (
            TABLES[kind], ", ".join("%s = %%(%s)s" % (name, name)
                                    for name in columns), KEYS[kind]),
             key=key, **columns)

    def trash(self, kind, key):
        self.update(kind, key, trashed=datetime.datetime.now(
            datetime.timezone.utc))

    # What is there

    def is_trashed(self, kind, key):
        return rows(self.reader, "SELECT trashed IS NOT NULL AS so FROM %s "
                    "WHERE %s = %%(key)s" % (TABLES[kind], KEYS[kind]),
                    key=key)[0]["so"]

    def item(self, person, kind, uid):
        """The row behind the entry with this UID, times as iCalendar writes
        them."""
        found = rows(self.reader, """
            SELECT i.%s AS key, i.* FROM caldav.entry e
            JOIN caldav.collection c USING (calendar_id)
            JOIN %s i ON i.%s = e.item_id
            WHERE c.login = %%(login)s AND c.kind = %%(kind)s
              AND e.uid = %%(uid)s AND e.visible""" % (
                  KEYS[kind], TABLES[kind], KEYS[kind]),
            login=person.login, kind=kind, uid=uid)
        assert len(found) == 1, found
        row = dict(found[0])
        for name in ("starts", "ends", "due"):
            if row.get(name):
                row[name] = row[name].strftime(STAMP)
        return row

    def synchronised(self, login, calendar):
        """Counter of (title, start, all-day) of every item that belongs in a
        calendar, as of now."""
        now = datetime.datetime.now(datetime.timezone.utc)
        if calendar == "aufgaben":
            found = rows(self.reader, TASKS, login=login)
        else:
            moved = {row["appointment_id"]: row["ends"]
                     for row in rows(self.reader, OVERRIDES)}
            found = [row for row in
                     rows(self.reader, APPOINTMENTS, login=login,
                                 now=now)
                     if in_window(row, moved.get(row["appointment_id"]))]
        return Counter((row["title"], row["starts"], row["all_day"])
                       for row in found)


def rows(connection, statement, **values):
    """Run one statement; its rows as dictionaries."""
    with connection.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def in_window(row, moved):
    """Whether any instance ends after the first moment of the window."""
    last = last_end(row, moved)
    if last is None:
        return True
    zone = ZoneInfo(row["time_zone"] if row["all_day"] else row["zone"])
    cutoff = datetime.datetime.combine(row["cutoff"], datetime.time(),
                                       ZoneInfo(row["time_zone"]))
    return last.replace(tzinfo=zone) > cutoff


def last_end(row, moved):
    """Local end of the last instance; None: there is no last one."""
    length = row["ends"] - row["starts"]
    starts = set(row["rdate"] or ()) | {row["starts"]}
    if row["rrule"]:
        zone = ZoneInfo(row["zone"])
        rule = row["rrule"]
        if "COUNT" not in rule and "UNTIL" not in rule:
            return None
        starts = starts | {
            start.replace(tzinfo=None) for start in rrule.rrulestr(
                rule, dtstart=row["starts"].replace(
                    tzinfo=zone if "UNTIL" in rule else None))}
    starts -= set(row["exdate"] or ())
    return max([start + length for start in starts]
               + ([moved] if moved else []))
