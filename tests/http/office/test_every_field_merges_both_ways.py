# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Mapping (ARCHITECTURE.md): each field that a column holds is set, changed and
cleared on either side and shows on the other, in a single item, in a series and
in one changed instance; nothing else of the client's text moves.

RFC 4791 section 5.3.4."""

import dataclasses
import datetime
from zoneinfo import ZoneInfo

import pytest

from support import ics

BERLIN = ZoneInfo("Europe/Berlin")
ZONE = ";TZID=Europe/Berlin:"
STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")
# Alarms have properties of the same names, which are not the item's.
ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "SUMMARY:bleibt",
         "DESCRIPTION:bleibt", "TRIGGER;RELATED=START:-PT30M", "X-ALARM:bleibt",
         "END:VALARM")
BEFORE = ("X-FIRST;X-P=\"a:b\";X-Q=c:bleibt", "ORGANIZER:mailto:ich@example.com",
          "ATTENDEE;CN=\"Gast, der\";PARTSTAT=ACCEPTED:mailto:gast@example.com")
AFTER = ("URL:https://example.com/?a=b", "COMMENT:bleibt", *ALARM, *ALARM,
         "X-LAST:bleibt")


def at(offset, clock):
    return "%sT%s" % (ics.day(offset), clock)


def moment(offset, hour, minute=0):
    return datetime.datetime.strptime(ics.day(offset), "%Y%m%d").replace(
        hour=hour, minute=minute, tzinfo=BERLIN)


def wall(offset, hour):
    return moment(offset, hour).replace(tzinfo=None)


@dataclasses.dataclass
class Field:
    """values: (line or lines, columns) of two values; cleared: (lines,
    columns) of none. of: where it can stand."""
    name: str
    values: tuple
    cleared: tuple
    of: tuple = ("single", "master", "override")
    properties: tuple = ()

    def __str__(self):
        return self.name

    def owns(self, line):
        name = line.split(":")[0].split(";")[0]
        return name in (self.properties or (self.name,))


def simple(name, column, one, two, clear=None, **options):
    """Each value: (text, column's)."""
    return Field(name, tuple(((name + ":" + text,), {column: value})
                             for text, value in (one, two)),
                 ((), {column: clear}), **options)


COMMON = [
    simple("SUMMARY", "title", ("Eins\\, zwei", "Eins, zwei"),
           ("Drei\\; vier", "Drei; vier"), clear=""),
    simple("DESCRIPTION", "description", ("Zeile 1\\nZeile 2",
                                          "Zeile 1\nZeile 2"), ("x", "x")),
    simple("LOCATION", "location", ("Saal 1\\, M\u00fcnchen",
                                    "Saal 1, M\u00fcnchen"), ("Saal 2",
                                                              "Saal 2")),
    simple("CLASS", "class", ("PRIVATE", "private"),
           ("CONFIDENTIAL", "confidential")),
    simple("PRIORITY", "priority", ("1", 1), ("9", 9), clear=0),
    simple("CATEGORIES", "categories", ("Gericht,Wichtig\\, sehr",
                                        ["Gericht", "Wichtig, sehr"]),
           ("Rot", ["Rot"])),
]
SERIES = [
    simple("RRULE", "rrule", ("FREQ=WEEKLY;COUNT=9", "FREQ=WEEKLY;COUNT=9"),
           ("FREQ=DAILY;COUNT=30", "FREQ=DAILY;COUNT=30"), of=("single",)),
    Field("EXDATE", ((("EXDATE" + ZONE + at(21, "100000"),),
                      {"exdate": [wall(21, 10)]}),
                     (("EXDATE" + ZONE + at(28, "100000") + ","
                       + at(35, "100000"),),
                      {"exdate": [wall(28, 10), wall(35, 10)]})),
          ((), {"exdate": None}), of=("master",)),
    Field("RDATE", ((("RDATE" + ZONE + at(22, "150000"),),
                     {"rdate": [wall(22, 15)]}),
                    (("RDATE" + ZONE + at(23, "150000"),),
                     {"rdate": [wall(23, 15)]})),
          ((), {"rdate": None}), of=("master",)),
]
EVENT = COMMON + SERIES + [
    simple("STATUS", "status", ("TENTATIVE", "tentative"),
           ("CANCELLED", "cancelled")),
    simple("TRANSP", "free", ("TRANSPARENT", True), ("TRANSPARENT", True),
           clear=False),
]
TASK = COMMON + SERIES + [
    simple("STATUS", "status", ("IN-PROCESS", "in-process"),
           ("CANCELLED", "cancelled")),
    simple("PERCENT-COMPLETE", "percent", ("0", 0), ("50", 50)),
    # RFC 5545 says it three times.
    Field("STATUS", (
        (("STATUS:COMPLETED", "PERCENT-COMPLETE:100",
          "COMPLETED:" + ics.utc(at(1, "090000"))),
         {"status": "completed", "percent": 100,
          "completed_at": moment(1, 9)}),
        (("STATUS:COMPLETED", "PERCENT-COMPLETE:100",
          "COMPLETED:" + ics.utc(at(2, "090000"))),
         {"status": "completed", "percent": 100,
          "completed_at": moment(2, 9)})),
          ((), {"status": None, "percent": None, "completed_at": None}),
          properties=("STATUS", "PERCENT-COMPLETE", "COMPLETED")),
]
CASES = [(kind, field, form)
         for kind, fields in (("appointment", EVENT), ("task", TASK))
         for field in fields for form in field.of]
FORMS = {"single": 7, "master": 7, "override": 14}


class Text:
    """An item of a client: single, a series, or a series whose second
    instance is changed. lines are what stands for the field under test."""

    def __init__(self, kind, form, field):
        self.kind, self.form, self.field = kind, form, field
        self.uid = ics.new_uid()
        self.component = "VEVENT" if kind == "appointment" else "VTODO"

    def write(self, lines):
        parts = []
        if self.form == "override":
            parts.append(self._component(7, (), ("RRULE:FREQ=WEEKLY;COUNT=9",)))
            parts.append(self._component(14, lines, (
                "RECURRENCE-ID" + ZONE + at(14, "100000"),)))
        else:
            parts.append(self._component(
                7, lines, ("RRULE:FREQ=WEEKLY;COUNT=9",)
                if self.form == "master" else ()))
        return ics.calendar(*parts)

    def _component(self, day, lines, more):
        end = "DTEND" if self.kind == "appointment" else "DUE"
        title = [] if self.field.name == "SUMMARY" else ["SUMMARY:Titel"]
        return ics.lines(
            "BEGIN:" + self.component, "UID:" + self.uid,
            "DTSTAMP:20260101T000000Z", *more, *BEFORE, *title,
            "DTSTART" + ZONE + at(day, "100000"), end + ZONE + at(day, "110000"),
            *lines, *AFTER, "END:" + self.component)


class Side:
    """The item on both sides."""

    def __init__(self, person, text):
        self.person, self.text = person, text
        place = (person.dav.termine if text.kind == "appointment"
                 else person.dav.aufgaben)
        self.name = text.uid + ".ics"
        self.path = place + self.name

    def put(self, lines):
        answer = self.person.dav.put(self.path, self.text.write(lines))
        assert answer.status in (201, 204), answer

    @property
    def key(self):
        return self.person.row(self.name, self.text.kind)[
            self.text.kind + "_id"]

    def columns(self, names):
        """What Advolux has."""
        table, condition = self._row()
        return self.person.people.dicts(
            "SELECT %s FROM advolux.%s WHERE %s" % (
                ", ".join(names), table, condition), self.key)[0]

    def set(self, columns):
        table, condition = self._row()
        self.person.people.sql(
            "UPDATE advolux.%s SET %s WHERE %s" % (
                table, ", ".join(name + " = %s" + (
                    "::timestamp[]" if name in ("exdate", "rdate") else "")
                    for name in columns), condition),
            *columns.values(), self.key)

    def _row(self):
        if self.text.form == "override":
            return "override", self.text.kind + "_id = %s"
        return self.text.kind, self.text.kind + "_id = %s"

    def shown(self):
        answer = self.person.dav.get(self.path)
        assert answer.status == 200, answer
        return answer.text


def rest(text, field, form):
    """The component's lines that are not the field's, the other components
    with them, in order; and the field's."""
    own, others, depth, target = [], [], 0, None
    for line in ics.unfolded(text):
        depth += line.startswith("BEGIN:")
        if depth == 2 and line.startswith("BEGIN:V"):
            target = line in ("BEGIN:VEVENT", "BEGIN:VTODO")
            overridden = False
        if line.startswith("RECURRENCE-ID"):
            overridden = True
        here = target and depth == 2 and (form != "override" or overridden)
        if here and field.owns(line):
            own.append(line)
        elif not line.split(":")[0].split(";")[0] in STAMPS:
            others.append(line)
        depth -= line.startswith("END:")
    return own, without_zones(others)


def without_zones(lines):
    """Of ours there may be one more, for the new line."""
    inside, kept = False, []
    for line in lines:
        inside |= line == "BEGIN:VTIMEZONE"
        if not inside:
            kept.append(line)
        inside &= line != "END:VTIMEZONE"
    return kept


def same(lines, expected):
    """By meaning: a list of dates or categories may be on more lines."""
    def pieces(of):
        return sorted(piece for line in of
                      for piece in line.split(":", 1)[1].replace(
                          "\\,", "\0").split(","))
    return pieces(lines) == pieces(expected)


@pytest.mark.parametrize("kind,field,form", CASES, ids=str)
def test_from_advolux(person, kind, field, form):
    """Set, change, clear in Advolux: the client's text follows."""
    side = Side(person, Text(kind, form, field))
    side.put(field.cleared[0])
    original = rest(side.text.write(()), field, form)[1]
    for lines, columns in (*field.values, field.cleared, field.values[0]):
        side.set(columns)
        text = side.shown()
        own, others = rest(text, field, form)
        assert same(own, lines), text
        assert others == original, text


@pytest.mark.parametrize("kind,field,form", CASES, ids=str)
def test_from_a_client(person, kind, field, form):
    """Set, change, clear on the client: Advolux follows, and the text stays
    as it was written, whatever Advolux said in between."""
    side = Side(person, Text(kind, form, field))
    for lines, columns in (field.cleared, *field.values, field.cleared):
        side.put(lines)
        found = side.columns(columns)
        assert {name: value or None if not isinstance(value, int) else value
                for name, value in found.items()} == {
            name: value or None if not isinstance(value, int) else value
            for name, value in columns.items()}
        assert side.shown() == side.text.write(lines)


@pytest.mark.parametrize("kind,field,form", CASES, ids=str)
def test_change_of_what_the_client_has(person, kind, field, form):
    """The client has one value and Advolux another, or none."""
    for columns_of in (1, None):
        side = Side(person, Text(kind, form, field))
        side.put(field.values[0][0])
        original = rest(side.text.write(()), field, form)[1]
        lines, columns = (field.cleared if columns_of is None
                          else field.values[columns_of])
        side.set(columns)
        own, others = rest(side.shown(), field, form)
        assert same(own, lines), side.shown()
        assert others == original, side.shown()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["appointment", "task"])
def test_times(person, kind, form):
    """Moved, another length, whole days and back."""
    field = Field("TIMES", (), ((), {}), properties=(
        "DTSTART", "DTEND", "DUE", "DURATION"))
    steps = [(9, 15, 2), None, (10, 8, 1)]
    side = Side(person, Text(kind, form, field))
    side.put(())
    original = rest(side.text.write(()), field, form)[1]
    ends = "end" if kind == "appointment" else "due"
    name = {"end": "DTEND", "due": "DUE"}[ends]
    for step in steps:
        if step:
            day, hour, hours = step
            columns = {"all_day": False, "start_date": None,
                       ends + "_date": None, "start_at": moment(day, hour),
                       ends + "_at": moment(day, hour + hours)}
            expected = ["DTSTART%s%s" % (ZONE, at(day, "%02d0000" % hour)),
                        "%s%s%s" % (name, ZONE,
                                    at(day, "%02d0000" % (hour + hours)))]
        else:
            columns = {"all_day": True, "start_at": None, ends + "_at": None,
                       "start_date": moment(9, 0).date(),
                       ends + "_date": moment(11, 0).date()}
            expected = ["DTSTART;VALUE=DATE:" + ics.day(9),
                        name + ";VALUE=DATE:" + ics.day(11)]
        side.set(columns)
        own, others = rest(side.shown(), field, form)
        assert own == expected, side.shown()
        assert others == original, side.shown()


def test_location_missing_at_first_is_added_in_advolux(person):
    """S16."""
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid, *BEFORE, *AFTER))
    person.update(person.row(uid + ".ics")["appointment_id"],
                  location="Amtsgericht, Saal 3")
    got = person.dav.get(path)
    assert "LOCATION:Amtsgericht\\, Saal 3" in ics.unfolded(got.text)
    put = person.dav.put(path, got.text.replace("Besprechung", "Termin"),
                         If_Match=got.etag)
    assert put.status == 204, put
    row = person.row(uid + ".ics")
    assert (row["title"], row["location"]) == ("Termin", "Amtsgericht, Saal 3")


def test_two_clients_of_one_person_do_not_fight(people, person):
    """Each writes what it has; neither's write makes the other write again."""
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    phone = people.client(person.login, person.password)
    mine = ics.event(uid, "X-LAPTOP:1", *ALARM)
    etag = person.dav.put(path, mine).etag
    got = phone.get(path)
    assert (got.etag, got.text) == (etag, mine)
    theirs = got.text.replace("X-LAPTOP:1", "X-LAPTOP:1\r\nX-PHONE:1")
    etag = phone.put(path, theirs, If_Match=etag).etag
    for _ in range(3):
        for client in (person.dav, phone):
            got = client.get(path)
            assert (got.etag, got.text) == (etag, theirs)
    person.update(person.row(uid + ".ics")["appointment_id"], title="Neu")
    one, other = person.dav.get(path), phone.get(path)
    assert (one.etag, one.text) == (other.etag, other.text)
    for line in ("X-LAPTOP:1", "X-PHONE:1", "SUMMARY:Neu", "X-ALARM:bleibt"):
        assert line in ics.unfolded(one.text)
