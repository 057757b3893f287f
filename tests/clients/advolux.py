# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Advolux as its own application sees it: plain SQL on schema advolux, as its
role, and what a client must show of it by tests/HANDBOOK.md."""

import datetime
import re
from collections import Counter
from zoneinfo import ZoneInfo

from dateutil import rrule
from psycopg2.extras import RealDictCursor

APPLICATION = "advolux_app"
LOCAL = """
    coalesce(a.start_date::timestamp, a.start_at AT TIME ZONE a.time_zone)
        AS starts,
    coalesce(a.end_date::timestamp, a.end_at AT TIME ZONE a.time_zone)
        AS ends"""
TABLES = {"appointment": "advolux.appointment", "task": "advolux.task"}
KEYS = {"appointment": "appointment_id", "task": "task_id"}

# Mode both or device, not in the trash, not a deadline's, and the person is
# main editor or participant.
APPOINTMENTS = """
SELECT a.*, {local},
       (now() AT TIME ZONE s.time_zone - s.look_back)::date
           ::timestamp AT TIME ZONE s.time_zone AS cutoff
FROM advolux.appointment a, advolux.staff s
WHERE s.login = %(login)s AND a.sync_mode IN ('both', 'device')
  AND a.trashed_at IS NULL AND a.deadline_id IS NULL
  AND (a.main_editor = s.staff_id OR EXISTS (
         SELECT FROM advolux.participant p
         WHERE p.appointment_id = a.appointment_id
           AND p.staff_id = s.staff_id))
""".replace("{local}", LOCAL)
TASKS = """
SELECT a.title, a.all_day, a.start_at, a.time_zone, coalesce(
    a.start_date::timestamp, a.start_at AT TIME ZONE a.time_zone) AS starts
FROM advolux.task a JOIN advolux.staff s ON s.staff_id = a.main_editor
WHERE s.login = %(login)s AND a.sync_mode IN ('both', 'device')
  AND a.trashed_at IS NULL AND a.deadline_id IS NULL
"""
OVERRIDES = """
SELECT appointment_id, max(coalesce(
    end_date::timestamp AT TIME ZONE time_zone, end_at)) AS ends
FROM advolux.override WHERE appointment_id IS NOT NULL
GROUP BY appointment_id
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
            INSERT INTO %s (main_editor, %s)
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
        self.update(kind, key, trashed_at=datetime.datetime.now(
            datetime.timezone.utc))

    # What is there

    def is_trashed(self, kind, key):
        return rows(self.reader, "SELECT trashed_at IS NOT NULL AS so FROM %s "
                    "WHERE %s = %%(key)s" % (TABLES[kind], KEYS[kind]),
                    key=key)[0]["so"]

    def item(self, person, kind, uid):
        """The row behind the entry with this UID."""
        found = rows(self.reader, """
            SELECT i.%s AS key, i.* FROM caldav.entry e
            JOIN caldav.collection c USING (calendar_id)
            JOIN %s i ON i.%s = e.item_id
            WHERE c.login = %%(login)s AND c.kind = %%(kind)s
              AND e.uid = %%(uid)s AND e.visible""" % (
                  KEYS[kind], TABLES[kind], KEYS[kind]),
            login=person.login, kind=kind, uid=uid)
        assert len(found) == 1, found
        return found[0]

    def synchronised(self, login, calendar):
        """Counter of (title, start, all-day) of every item that belongs in a
        calendar, as of now."""
        if calendar == "aufgaben":
            found = rows(self.reader, TASKS, login=login)
        else:
            moved = {row["appointment_id"]: row["ends"]
                     for row in rows(self.reader, OVERRIDES)}
            found = [row for row in
                     rows(self.reader, APPOINTMENTS, login=login)
                     if in_window(row, moved.get(row["appointment_id"]))]
        return Counter((row["title"], said(row), row["all_day"])
                       for row in found)


def rows(connection, statement, **values):
    """Run one statement; its rows as dictionaries."""
    with connection.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def said(row):
    """The start as a client is told it: in the item's zone, but an hour that
    comes twice, the second time, in UTC."""
    start = row["starts"]
    if start is None or row["all_day"]:
        return start
    utc = row["start_at"].astimezone(datetime.timezone.utc)
    first = start.replace(tzinfo=ZoneInfo(row["time_zone"]))
    if first.astimezone(datetime.timezone.utc) < utc:
        return utc.replace(tzinfo=None)
    return start


def in_window(row, moved):
    """Whether any instance ends after the first moment of the window."""
    if row["rrule"] and not re.search("COUNT|UNTIL", row["rrule"]):
        return True
    zone = ZoneInfo(row["time_zone"])
    length = row["ends"] - row["starts"]
    ends = [(start + length).replace(tzinfo=zone) for start in starts(row)]
    return max(ends + ([moved] if moved else [])) > row["cutoff"]


def starts(row):
    """Local starts of all instances, overridden ones included."""
    found = {row["starts"], *(row["rdate"] or ())}
    if row["rrule"]:
        # UNTIL is in UTC for a timed series: dateutil then wants a zone.
        zone = (ZoneInfo(row["time_zone"]) if "UNTIL" in row["rrule"]
                and not row["all_day"] else None)
        found.update(start.replace(tzinfo=None) for start in rrule.rrulestr(
            row["rrule"], dtstart=row["starts"].replace(tzinfo=zone)))
    return found - set(row["exdate"] or ())
