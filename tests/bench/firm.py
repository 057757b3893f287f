# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Reference people: calendars of any size with the same full weeks, and one in
ten of their entries an endless series."""

import contextlib
import datetime
import itertools
from collections import namedtuple

from support.httpd import apxs
from support.password import bcrypt

PASSWORD = "Kanzlei-2026"
COST = 10                   # of bcrypt, as a firm would have it
A_WEEK = 20                 # single appointments
SERIES = 10                 # weekly, without end
YEARLY_PART = 10            # one in so many entries is yearly, without end

Person = namedtuple("Person", "login password calendar_id staff_id")

SINGLES = """
INSERT INTO advolux.appointment (main_editor, title, location, description,
                                 start_at, end_at)
SELECT %(staff)s, 'Besprechung Nr. ' || n || ' mit der Mandantschaft',
       'Kanzlei, Besprechungsraum ' || n %% 7,
       'Unterlagen: Vollmacht, Vertrag, Schriftwechsel. Bitte vorher lesen.',
       at AT TIME ZONE 'Europe/Berlin',
       (at + interval '1 hour') AT TIME ZONE 'Europe/Berlin'
FROM generate_series(%(first)s::int, %(last)s) n,
     LATERAL (SELECT %(monday)s::timestamp
                     + floor(n / %(a_week)s::numeric)::int * interval '7 days'
                     + abs(n) %% 5 * interval '1 day'
                     + (8 + abs(n) %% 4 * 2) * interval '1 hour' AS at) w
"""
WEEKLY = """
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at, rrule)
SELECT %(staff)s, 'Jour fixe ' || n, at AT TIME ZONE 'Europe/Berlin',
       (at + interval '30 minutes') AT TIME ZONE 'Europe/Berlin',
       'FREQ=WEEKLY'
FROM generate_series(1, %(series)s) n,
     LATERAL (SELECT %(monday)s::timestamp - interval '28 days'
                     + n %% 5 * interval '1 day'
                     + interval '16 hours' AS at) w
"""
# Birthdays, all over the half-year that begins two months after the full week.
YEARLY = """
INSERT INTO advolux.appointment (main_editor, title, all_day, start_date,
                                 end_date, rrule)
SELECT %(staff)s, 'Geburtstag ' || n, true, day, day + 1, 'FREQ=YEARLY'
FROM generate_series(1, %(yearly)s) n,
     LATERAL (SELECT (%(monday)s::date + 60 + n %% 180
                      - (1 + n %% 30) * interval '1 year')::date AS day) d
"""
ENTRIES = """
INSERT INTO caldav.entry (calendar_id, name, uid, kind, item_id, version,
                          revision, access, span, ends_at, visible, recurring,
                          all_day, days)
SELECT calendar_id, uid || '.ics', uid, kind, item_id, number, number, access,
       span, coalesce(upper(span), 'infinity'), true, recurring, all_day,
       CASE WHEN recurring THEN (
           SELECT array_agg(calendar_id * 512 + d)
           FROM unnest(caldav.series_days(kind, item_id)) AS d) END
FROM (SELECT c.calendar_id, p.*, gen_random_uuid()::text AS uid,
             row_number() OVER () AS number
      FROM caldav.placement p
      JOIN caldav.calendar c USING (staff_id, kind)
      WHERE staff_id = %(staff)s AND kind = 'appointment') AS placed
"""
SOURCES = """
INSERT INTO caldav.source (calendar_id, item_id, kind, components)
SELECT calendar_id, said.item_id, kind, said.components
FROM (SELECT e.calendar_id, e.kind, array_agg(e.item_id) AS items
      FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
      WHERE c.staff_id = %(staff)s GROUP BY 1, 2) AS entered,
     caldav.components_of_items(kind, items) AS said
"""
REVISION = """
UPDATE caldav.calendar c SET revision = (
    SELECT max(revision) FROM caldav.entry e
    WHERE e.calendar_id = c.calendar_id)
WHERE staff_id = %(staff)s AND kind = 'appointment'
"""


def week_start():
    """Monday of next week."""
    today = datetime.date.today()
    return today + datetime.timedelta(days=7 - today.weekday())


def person_with(cluster, count, yearly=None, a_week=A_WEEK):
    """A new person with that many appointments, all inside the look-back; one in
    ten of them is yearly, or as many as are said."""
    (number,), = cluster.sql("SELECT count(*) FROM advolux.staff")
    login = "messung%d" % number
    (staff,), = cluster.sql(
        "INSERT INTO advolux.staff (login, name, look_back) "
        "VALUES (%s, %s, '100 years') RETURNING staff_id", login, login)
    cluster.sql("SELECT caldav.set_password(%s, %s)", login, bcrypt(PASSWORD, COST))
    cluster.sql("SELECT caldav.enable(%s, true)", login)
    if count:
        fill(cluster, staff, count,
             count // YEARLY_PART if yearly is None else yearly, a_week)
    (calendar,), = cluster.sql(
        "SELECT calendar_id FROM caldav.collection "
        "WHERE login = %s AND kind = 'appointment'", login)
    return Person(login, PASSWORD, calendar, staff)


def fill(cluster, staff, count, yearly, a_week):
    """Row by row the triggers would take minutes: enter all rows at once, as
    the triggers would have."""
    singles = count - SERIES - yearly
    values = {"staff": staff, "series": SERIES, "yearly": yearly,
              "a_week": a_week,
              "monday": week_start(), "first": -(singles // 2),
              "last": singles - singles // 2 - 1}
    connection = cluster.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica;"
                           "SET statement_timeout = 0")
            for statement in (SINGLES, WEEKLY, YEARLY, "ANALYZE", ENTRIES,
                              SOURCES, REVISION, "ANALYZE"):
                cursor.execute(statement, values)
    finally:
        connection.close()


@contextlib.contextmanager
def changes(cluster, person):
    """change(): the application changes one appointment and commits."""
    connection = cluster.connect("advolux_app")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT appointment_id FROM advolux.appointment "
            "WHERE main_editor = %s LIMIT 50", (person.staff_id,))
        keys = itertools.cycle([key for key, in cursor.fetchall()])

        def change():
            cursor.execute(
                "UPDATE advolux.appointment SET title = title || '.' "
                "WHERE appointment_id = %s", (next(keys),))

        yield change
    connection.close()


def load_module(name):
    return 'LoadModule %s_module "%s/mod_%s.so"' % (
        name, apxs("libexecdir"), name)
