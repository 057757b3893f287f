# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What a PUT costs: its SQL beside the five rows that it cannot do without, and
eight clients that write to one calendar beside eight sessions that write those."""

import datetime
import itertools
import json

from support.password import bcrypt

from . import firm
from .load import basic, median, timed, writes
from .limits import pgbench_rate

CREATE_MOST, UPDATE_MOST = 1.3, 1.7
CLIENTS_LEAST = 0.45
CLIENTS = 8
OBJECTS = 200
BATCH = 40              # calls of one side, before the other has its turn
ROUNDS = 9

# The five rows of an appointment, by the shipped tables: their columns, indexes and
# constraints, and nothing that looks at them.
FIVE_ROWS = """
CREATE SCHEMA five_rows;
CREATE TABLE five_rows.calendar (LIKE caldav.calendar INCLUDING ALL);
CREATE TABLE five_rows.item (LIKE advolux.appointment INCLUDING ALL);
CREATE TABLE five_rows.entry (LIKE caldav.entry INCLUDING ALL);
CREATE TABLE five_rows.source (LIKE caldav.source INCLUDING ALL);
CREATE TABLE five_rows.journal (LIKE advolux.journal INCLUDING ALL);
INSERT INTO five_rows.calendar (staff_id, kind, look_back, time_zone)
VALUES (1, 'appointment', '1 month', 'Europe/Berlin');
CREATE FUNCTION five_rows.put(
    p_name text, p_title text, p_start timestamptz, p_text text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_revision bigint;
    v_item bigint;
    v_end timestamptz := p_start + interval '1 hour';
BEGIN
    UPDATE five_rows.calendar SET revision = revision + 1
    WHERE calendar_id = 1 RETURNING revision INTO v_revision;
    SELECT item_id INTO v_item FROM five_rows.entry
    WHERE calendar_id = 1 AND name = p_name;
    IF v_item IS NULL THEN
        INSERT INTO five_rows.item (main_editor, title, location, description,
                                    start_at, end_at)
        VALUES (1, p_title, 'Kanzlei', 'Unterlagen: bitte vorher lesen.',
                p_start, v_end) RETURNING appointment_id INTO v_item;
        INSERT INTO five_rows.entry (calendar_id, name, uid, kind, item_id,
                                     version, revision, span, ends_at, visible)
        VALUES (1, p_name, p_name, 'appointment', v_item, v_revision,
                v_revision, tstzrange(p_start, v_end), v_end, true);
        INSERT INTO five_rows.source (calendar_id, item_id, kind, version, body)
        VALUES (1, v_item, 'appointment', v_revision, p_text);
    ELSE
        UPDATE five_rows.item
        SET title = p_title, start_at = p_start, end_at = v_end,
            modified_at = clock_timestamp()
        WHERE appointment_id = v_item;
        UPDATE five_rows.entry
        SET version = v_revision, revision = v_revision, modified = now(),
            span = tstzrange(p_start, v_end), ends_at = v_end
        WHERE calendar_id = 1 AND name = p_name;
        UPDATE five_rows.source SET version = v_revision, body = p_text
        WHERE calendar_id = 1 AND item_id = v_item;
    END IF;
    INSERT INTO five_rows.journal (staff_id, login, device, operation, kind,
                                   item_id, name, result)
    VALUES (1, 'limit', 'bench', 'put', 'appointment', v_item, p_name, 'done');
    RETURN v_revision;
END $$;
"""
LIMIT = ("PREPARE write AS SELECT five_rows.put($1, $2, $3::timestamptz, $4)",
         "EXECUTE write (%s, %s, %s, %s)")
PUT = ("PREPARE write AS SELECT version FROM caldav.put($1, $2::bigint, $3, "
       "$4::caldav.kind, $5, $6, $7::bigint, $8, $9, $10::jsonb, 0)",
       "EXECUTE write (%s, %s, %s, %s, 'bench', %s, %s, %s, %s, %s)")
SCRIPT = """\\set id random(1, %d)
SELECT five_rows.put('item-' || :id, 'Besprechung ' || :id,
                     '%s 10:00+01', '%s');
"""
KINDS = {"appointment": ("VEVENT", "DTEND"), "task": ("VTODO", "DUE")}
TEXT = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//DE", "BEGIN:{component}",
    "UID:{uid}", "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Europe/Berlin:{day}T100000",
    "{end};TZID=Europe/Berlin:{day}T110000", "SUMMARY:{title}",
    "LOCATION:Kanzlei", "DESCRIPTION:Unterlagen: bitte vorher lesen.",
    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:Termin",
    "END:VALARM", "END:{component}", "END:VCALENDAR", ""])


def day():
    """A day within everybody's look-back."""
    return (datetime.date.today() + datetime.timedelta(days=30)).strftime("%Y%m%d")


def text(uid, title, kind="appointment"):
    component, end = KINDS[kind]
    return TEXT.format(component=component, end=end, uid=uid, title=title, day=day())


class Side:
    """A session that calls one function over and over."""

    def __init__(self, cluster, statements):
        self.cursor = cluster.connect().cursor()
        self.cursor.execute(statements[0])
        self.statement = statements[1]
        self.number = itertools.count()
        self.versions = {}

    def call(self, *values):
        self.cursor.execute(self.statement, values)
        return self.cursor.fetchone()[0]

    def times(self):
        """Milliseconds of each call of a batch that creates and of one that
        changes the same."""
        names = ["item-%d" % next(self.number) for _ in range(BATCH)]
        return [median([timed(lambda n=name: self.write(n)) for name in names])
                for _ in range(2)]


class Limit(Side):
    def __init__(self, cluster):
        super().__init__(cluster, LIMIT)

    def write(self, name):
        title = "Besprechung %d" % next(self.number)
        self.call(name, title, "%s 10:00+01" % day(), text(name, title))


class Put(Side):
    def __init__(self, cluster, person, kind):
        super().__init__(cluster, PUT)
        (credential,), = cluster.sql(
            "SELECT credential_id FROM caldav.credential WHERE staff_id = %s",
            person.staff_id)
        self.who = (person.login, credential, bcrypt(person.password, firm.COST),
                    kind)
        self.kind = kind

    def write(self, name):
        title = "Besprechung %d" % next(self.number)
        item = [{"title": title, "location": "Kanzlei", "zone": "Europe/Berlin",
                 "description": "Unterlagen: bitte vorher lesen.",
                 "starts": day() + "T100000", "ends": day() + "T110000"}]
        self.versions[name] = self.call(
            *self.who, name + ".ics", self.versions.get(name, 0), name,
            text(name, title, self.kind), json.dumps(item))
        assert self.versions[name], "it was stored"


def sql(table, cluster, person):
    """The SQL of a PUT, of an appointment and of a task, beside the five rows."""
    sides = [Limit(cluster), *(Put(cluster, person, kind) for kind in KINDS)]
    for side in sides:
        side.times()
    rounds = [[side.times() for side in sides] for _ in range(ROUNDS)]
    for at, (what, most) in enumerate((("create", CREATE_MOST),
                                       ("change", UPDATE_MOST))):
        limit, *puts = [median([taken[n][at] for taken in rounds])
                        for n in range(len(sides))]
        for kind, taken in zip(KINDS, puts):
            table.row("SQL of a PUT, %s %s" % (what, kind), taken, "ms", limit,
                      "five rows by PL/pgSQL", at_most=most)


def clients(table, directory, cluster, httpd, person):
    """Eight clients of one calendar, beside eight sessions that write five rows."""
    authorization = basic(person.login, person.password)
    path = "%scalendars/%s/termine/" % (httpd.root, person.login)
    script = SCRIPT % (OBJECTS, day(), "x" * len(text("u", "t")))
    figures = [(pgbench_rate(cluster, directory, script, CLIENTS),
                writes(directory, httpd.port, authorization, path,
                       text("UID-%d", "Besprechung %d"), OBJECTS, CLIENTS))
               for _ in range(ROUNDS // 2)]
    limit, rate = [median(column) for column in zip(*figures)]
    table.row("PUT to one calendar, %d clients" % CLIENTS, rate, "1/s", limit,
              "five rows, %d sessions" % CLIENTS, at_least=CLIENTS_LEAST)
