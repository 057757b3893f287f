# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""vCalendar 1.0 (.vcs), as old Outlook and phones export it, comes to the same as
iCalendar: on devices, in queries, in expansions and in Advolux."""

import datetime
import json

import pytest

from support import ics
from support.shelf import Shelf

OUTLOOK = """\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 10.0 MIMEDIR//EN
VERSION:1.0
TZ:+01:00
BEGIN:VEVENT
DTSTART:20310310T090000Z
DTEND:20310310T103000Z
UID:besprechung
LOCATION;ENCODING=QUOTED-PRINTABLE:B=FCro 3\\; hinten
DESCRIPTION;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Zeile 1=0D=0A=
Gr=FC=DFe aus C:\\neu
SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller ./. Maier
CATEGORIES:Akten;Termine
PRIORITY:3
STATUS:TENTATIVE
CLASS:PRIVATE
TRANSP:1
RRULE:W1 MO #5
EXDATE:20310317T090000Z;20310324T090000Z
AALARM;TYPE=WAVE:20310310T084500Z;;;chimes.wav
DALARM;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:20310310T084500Z;PT5M;2;=
F=E4llig
END:VEVENT
END:VCALENDAR
"""
PHONE = """\
BEGIN:VCALENDAR
VERSION:1.0
BEGIN:VEVENT
UID:urlaub
SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Urlaub =E2=82=AC
DTSTART:20310804T000000
DTEND:20310818T000000
X-EPOCAGENDAENTRYTYPE:EVENT
END:VEVENT
BEGIN:VTODO
UID:aufgabe
SUMMARY:Klage
DUE:20310301T170000
STATUS:NEEDS ACTION
PRIORITY:1
RRULE:MP1 #3
AALARM:20310301T160000
END:VTODO
END:VCALENDAR
"""


@pytest.fixture
def take(tool, person, tmp_path):
    def take(text, *options, code=0):
        path = tmp_path / "alt.vcs"
        path.write_bytes(text.encode("latin-1"))
        done = tool.run("import", "--for", person.login, "--quiet", "--json",
                        *options, str(path))
        assert done.returncode == code, done
        return json.loads(done.stdout)[0] if code < 2 else done
    return take


def lines_of(person, place, uid):
    return ics.unfolded(person.dav.get(place + uid + ".ics").text)


def test_outlook(person, people, take):
    assert take(OUTLOOK.replace("\n", "\r\n"))["created"] == 1
    got = lines_of(person, person.dav.termine, "besprechung")
    for line in (
            "VERSION:2.0", "DTSTART;TZID=Europe/Berlin:20310310T100000",
            "DTEND;TZID=Europe/Berlin:20310310T113000",
            "SUMMARY:M\u00fcller ./. Maier", "LOCATION:B\u00fcro 3\\; hinten",
            "DESCRIPTION:Zeile 1\\nGr\u00fc\u00dfe aus C:\\\\neu",
            "CATEGORIES:Akten,Termine", "STATUS:TENTATIVE", "CLASS:PRIVATE",
            "PRIORITY:3", "TRANSP:TRANSPARENT", "TRIGGER:-PT15M", "REPEAT:2",
            "DURATION:PT5M", "DESCRIPTION:F\u00e4llig", "BEGIN:VTIMEZONE"):
        assert line in got, (line, got)
    assert got.count("BEGIN:VALARM") == 1
    # The clock goes forward on the 30th.
    starts = [ics.utc((datetime.date(2031, 3, 10) + datetime.timedelta(
        7 * week)).strftime("%Y%m%dT100000")) for week in (0, 3, 4)]
    data = person.dav.shaped(
        person.dav.termine, [person.dav.termine + "besprechung.ics"],
        '<C:expand start="20310101T000000Z" end="20320101T000000Z"/>'
        ).only.data
    assert sorted(event["DTSTART"].to_ical().decode() for event in
                  ics.parsed(data)) == starts
    assert Shelf(person).at("20310331T080000Z") == {"besprechung.ics"}
    assert Shelf(person).rings("20310331T074500Z") == {"besprechung.ics"}
    assert people.sql(
        "SELECT title, location, description, status, class, free, priority, "
        "categories FROM advolux.appointment WHERE main_editor = %s",
        person.staff_id) == [(
            "M\u00fcller ./. Maier", "B\u00fcro 3; hinten",
            "Zeile 1\nGr\u00fc\u00dfe aus C:\\neu", "tentative", "private",
            True, 3, ["Akten", "Termine"])]


def test_a_phone(person, people, take):
    assert take(PHONE)["created"] == 2
    got = lines_of(person, person.dav.termine, "urlaub")
    assert "DTSTART;VALUE=DATE:20310804" in got
    assert "DTEND;VALUE=DATE:20310818" in got
    assert "SUMMARY:Urlaub \u20ac" in got
    got = lines_of(person, person.dav.aufgaben, "aufgabe")
    assert "DUE;TZID=Europe/Berlin:20310301T170000" in got
    assert "TRIGGER;RELATED=END:-PT60M" in got
    # The first Saturday of each month.
    due = [day for day, in people.sql(
        "SELECT to_char(ends_at AT TIME ZONE 'Europe/Berlin', 'YYYYMMDD') "
        "FROM advolux.task_occurrences('2031-01-01', '2032-01-01', %s) "
        "ORDER BY 1", person.staff_id)]
    assert due == ["20310301", "20310405", "20310503"]


def test_the_same_again_is_known(take):
    assert take(PHONE)["created"] == 2
    assert take(PHONE)["unchanged"] == 2


@pytest.mark.parametrize("rule, expected", [
    ("D1 #10", "FREQ=DAILY;COUNT=10"), ("D2 #0", "FREQ=DAILY;INTERVAL=2"),
    ("D1 20310315T000000", "FREQ=DAILY;UNTIL=20310315T225959Z"),
    ("W2 TU TH #4", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,TH"),
    ("MD1 1 15- LD #6", "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=1,-15,-1"),
    ("MP1 2+ 1- MO #4", "FREQ=MONTHLY;COUNT=4;BYDAY=2MO,-1MO"),
    ("YM1 3 6 #8", "FREQ=YEARLY;COUNT=8;BYMONTH=3,6"),
    ("YD1 100 200 #4", "FREQ=YEARLY;COUNT=4;BYYEARDAY=100,200")])
def test_old_rules(person, take, rule, expected):
    take("BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nUID:regel\nSUMMARY:x\n"
         "DTSTART:20310303T090000\nDTEND:20310303T100000\nRRULE:%s\n"
         "END:VEVENT\nEND:VCALENDAR\n" % rule)
    (line,) = [line for line in lines_of(person, person.dav.termine, "regel")
               if line.startswith("RRULE:FREQ") and "BYDAY=-1SU" not in line]
    assert set(line[6:].split(";")) == set(expected.split(";"))


@pytest.mark.parametrize("line, said", [
    ("RRULE:Q1 #3", "RRULE"), ("RRULE:W1 MO x", "RRULE"),
    ("DTSTART:20311332T090000", "20311332T090000"),
    ("SUMMARY;CHARSET=KLINGON:x", "KLINGON"), ("Kein Doppelpunkt", "Kein")])
def test_bad_ones_are_named(person, take, line, said):
    text = PHONE.replace("BEGIN:VTODO", "BEGIN:VEVENT\nUID:schlecht\n%s%s\n"
                         "END:VEVENT\nBEGIN:VTODO" % (
                             "" if "DTSTART" in line
                             else "DTSTART:20310303T090000\n", line))
    take(text, code=2)
    got = take(text, "--skip-faults", code=1)
    assert got["created"] == 2
    (fault,) = got["left_out"]
    assert fault["uid"] == "schlecht" and said in fault["reason"], fault
    assert text.split("\n")[fault["line"] - 1] == "BEGIN:VEVENT"


def test_another_clock_is_kept_in_utc(person, take):
    take("BEGIN:VCALENDAR\nVERSION:1.0\nTZ:-08\n"
         "DAYLIGHT:TRUE;-07;20310309T020000;20311102T020000;PST;PDT\n"
         "BEGIN:VEVENT\nUID:fern\nSUMMARY:x\nDTSTART:20310704T090000\n"
         "DTEND:20310704T100000\nEND:VEVENT\nEND:VCALENDAR\n")
    assert "DTSTART:20310704T160000Z" in lines_of(
        person, person.dav.termine, "fern")
