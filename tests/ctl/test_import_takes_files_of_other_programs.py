# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Files as other programs export them: with bad events among thousands of good
ones, several VCALENDARs, METHOD, events without UID."""

import json
import random

import pytest

from support import ics

START = "DTSTART;TZID=Europe/Berlin:%sT100000" % ics.day(3)
BAD = {
    "date": "DTSTART:20263205T100000", "rule": "RRULE:FREQ=NEVER",
    "line": "Kein Doppelpunkt", "encoding": "SUMMARY:Gespr\xe4ch",
    "parameter": "ATTENDEE;CN=\"offen:mailto:x@example.com",
    "end": "DTEND:20200101T000000Z", "nesting": "BEGIN:VALARM",
}


def event(uid, *content):
    return ics.vevent(uid, *content, start=START, summary="Termin " + uid)


def spoiled(uid, how):
    return event(uid, BAD[how])


@pytest.fixture
def write(tmp_path):
    def write(*texts):
        path = tmp_path / "datei.ics"
        path.write_bytes("".join(texts).encode("latin-1"))
        return str(path)
    return write


@pytest.fixture
def take(tool, person):
    def take(path, *options, code=0):
        done = tool.run("import", "--for", person.login, "--quiet", "--json",
                        *options, path)
        assert done.returncode == code, done
        return json.loads(done.stdout)[0] if code < 2 else done
    return take


def stored(person):
    return sorted(uid for (uid,) in person.people.sql(
        "SELECT uid FROM caldav.entry JOIN caldav.calendar USING (calendar_id) "
        "JOIN advolux.staff USING (staff_id) "
        "WHERE login = %s AND visible", person.login))


@pytest.mark.parametrize("how", BAD)
def test_bad_event_alone_is_left_out(write, take, person, how):
    text = ics.calendar(event("eins"), spoiled("schlecht", how), event("zwei"),
                        ics.vtodo("drei"))
    path = write(text)
    assert take(path, code=2) and stored(person) == []
    got = take(path, "--skip-faults", code=1)
    assert (got["created"], stored(person)) == (3, ["drei", "eins", "zwei"])
    fault, = got["left_out"]
    assert fault["uid"] == "schlecht" and fault["reason"], fault
    lines = text.split("\r\n")
    first = lines.index("UID:schlecht")
    assert first <= fault["line"] <= lines.index("UID:zwei"), fault
    if how in ("date", "rule", "line", "encoding", "parameter", "end"):
        assert lines[fault["line"] - 1] == BAD[how]


def test_each_is_named_by_line_uid_and_reason(tool, write, person):
    text = ics.calendar(spoiled("eins", "rule"), event("zwei"),
                        spoiled("drei", "line"))
    path, lines = write(text), text.split("\r\n")
    done = tool.run("import", "--for", person.login, "--quiet",
                    "--skip-faults", path)
    said = done.stderr.decode().split("\n")
    assert done.returncode == 1 and len(said) == 3
    for line, uid, how in zip(said, ("eins", "drei"), ("rule", "line")):
        assert "left out: %s:%d: UID %s: " % (
            path, lines.index(BAD[how]) + 1, uid) in line
    assert "1 created" in done.stdout.decode()
    assert "2 left out" in done.stdout.decode()


@pytest.fixture
def strict(people):
    """A firm with a rule of its own, and a trigger that refuses."""
    people.sql("ALTER TABLE advolux.appointment ADD CONSTRAINT hausregel "
               "CHECK (title <> 'Verboten')")
    people.sql("CREATE FUNCTION public.pruefen() RETURNS trigger LANGUAGE "
               "plpgsql AS $$ BEGIN RAISE 'Aufgaben nur mit Ort'; END $$")
    people.sql("CREATE TRIGGER pruefen BEFORE INSERT ON advolux.task "
               "FOR EACH ROW WHEN (NEW.location IS NULL) "
               "EXECUTE FUNCTION public.pruefen()")
    yield
    people.sql("ALTER TABLE advolux.appointment DROP CONSTRAINT hausregel")
    people.sql("DROP FUNCTION public.pruefen() CASCADE")


def test_what_the_database_refuses_is_left_out_too(write, take, person, strict):
    bad = (3, 4, 77, 599)
    text = ics.calendar(ics.vtodo("offen"), ics.vtodo("ort", "LOCATION:Hier"), *[
        ics.vevent("n%d" % number, start=START, summary="Verboten"
                   if number in bad else "Termin") for number in range(600)])
    path, lines = write(text), text.split("\r\n")
    assert take(path, code=2) and stored(person) == []
    got = take(path, "--skip-faults", code=1)
    assert got["created"] == 597
    assert [fault["uid"] for fault in got["left_out"]] == [
        "offen", *("n%d" % number for number in bad)]
    for fault in got["left_out"]:
        assert lines[fault["line"] - 1].startswith("BEGIN:V")
        assert lines[fault["line"]] == "UID:" + fault["uid"]
    assert "hausregel" in got["left_out"][1]["reason"]
    assert "nur mit Ort" in got["left_out"][0]["reason"]
    assert len(stored(person)) == 597
    assert take(path, "--skip-faults", code=1)["unchanged"] == 597


def test_object_is_left_out_whole(write, take, person):
    """A series without its bad instance would say something else."""
    other = event("reihe", "RECURRENCE-ID;TZID=Europe/Berlin:%sT100000"
                  % ics.day(4), BAD["line"])
    path = write(ics.calendar(event("reihe", "RRULE:FREQ=DAILY;COUNT=3"),
                              event("eins"), other))
    assert len(take(path, "--skip-faults", code=1)["left_out"]) == 1
    assert stored(person) == ["eins"]


def test_thousands_with_some_bad_ones(write, take, person):
    chance = random.Random(1)
    bad = {chance.randrange(2000): how for how in BAD}
    path = write(ics.calendar(*[
        spoiled("n%d" % number, bad[number]) if number in bad
        else event("n%d" % number) for number in range(2000)]))
    got = take(path, "--skip-faults", code=1)
    assert got["created"] == 2000 - len(bad)
    assert {fault["uid"] for fault in got["left_out"]} == {
        "n%d" % number for number in bad}
    assert take(path, "--skip-faults", code=1)["unchanged"] == 2000 - len(bad)


def test_good_file_is_the_same_either_way(write, take):
    path = write(ics.calendar(event("eins"), event("zwei")))
    assert take(path, "--skip-faults")["created"] == 2
    assert take(path)["unchanged"] == 2


def test_several_calendars_each_with_its_zones(write, take, person):
    def zone(offset):
        return ics.lines("BEGIN:VTIMEZONE", "TZID:Eigene", "BEGIN:STANDARD",
                         "DTSTART:19700101T000000", "TZOFFSETFROM:" + offset,
                         "TZOFFSETTO:" + offset, "END:STANDARD",
                         "END:VTIMEZONE")
    def one(uid, offset):
        return ics.calendar(zone(offset), ics.vevent(
            uid, start="DTSTART;TZID=Eigene:%sT100000" % ics.day(3), end=""))
    path = write(one("eins", "+0100"), "\r\n", one("zwei", "+0500"))
    assert take(path)["created"] == 2
    for uid, offset in (("eins", "+0100"), ("zwei", "+0500")):
        text = person.dav.get(person.dav.termine + uid + ".ics").text
        assert text.count("BEGIN:VTIMEZONE") == 1
        assert "TZOFFSETTO:" + offset in text


def test_series_in_two_calendars_is_one_object(write, take, person):
    other = event("reihe", "RECURRENCE-ID;TZID=Europe/Berlin:%sT100000"
                  % ics.day(4))
    path = write(ics.calendar(event("reihe", "RRULE:FREQ=DAILY;COUNT=3")),
                 ics.calendar(other))
    assert take(path)["created"] == 1
    assert len(person.components("reihe.ics")) == 2


def test_method_is_passed_over(write, take, person):
    path = write(ics.calendar(ics.lines("METHOD:PUBLISH"), event("eins")))
    assert take(path)["created"] == 1
    assert "METHOD" not in person.dav.get(
        person.dav.termine + "eins.ics").text


def without_uid(text):
    return "".join(line + "\r\n" for line in text.split("\r\n")[:-1]
                   if not line.startswith("UID:"))


def test_uid_is_made_of_the_content(write, take, person):
    one, other = without_uid(event("a")), without_uid(event("b"))
    assert take(write(ics.calendar(one, other)))["created"] == 2
    assert take(write(ics.calendar(other, one, one)))["unchanged"] == 2
    again = one.replace("DTSTAMP:2026", "DTSTAMP:2027")
    got = take(write(ics.calendar(again)))
    assert (got["created"], len(stored(person))) == (0, 2)
    assert take(write(ics.calendar(one.replace("Termin a", "Anderer"))))[
        "created"] == 1
    for uid in stored(person):
        assert "UID:" + uid in ics.unfolded(person.dav.get(
            person.dav.termine + uid + ".ics").text)


def test_fault_behind_a_made_uid_is_in_its_line(write, take):
    text = ics.calendar(without_uid(spoiled("a", "rule")))
    fault, = take(write(text), "--skip-faults", code=1)["left_out"]
    assert text.split("\r\n")[fault["line"] - 1] == BAD["rule"]


def test_no_calendar_at_all(write, take):
    assert b"VCALENDAR" in take(write("Nichts\r\n"), code=2).stderr
