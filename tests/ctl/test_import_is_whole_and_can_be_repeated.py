# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Files of many events and to-dos: each is stored whole or not at all, and what
was imported is imported once, however often the import is killed."""

import json
import os
import signal
import subprocess

import pytest

from support import ics
from support.process import wait_until

from conftest import program

ZONE = ics.lines("BEGIN:VTIMEZONE", "TZID:Kanzlei/Eigene", "BEGIN:STANDARD",
                 "DTSTART:19700101T000000", "TZOFFSETFROM:+0100",
                 "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE")


def events(first, count, *content):
    return [ics.vevent("u%d@import" % number, *content,
                       start="DTSTART;TZID=Europe/Berlin:%sT100000" % ics.day(
                           number % 300), summary="Termin %d" % number)
            for number in range(first, first + count)]


@pytest.fixture
def file(tmp_path):
    def write(name, *components):
        path = tmp_path / name
        path.write_text(ics.calendar(*components), newline="")
        return str(path)
    return write


def counts(tool, person, *files, code=0):
    done = tool.run("import", "--for", person.login, "--quiet", "--json",
                    *files)
    assert done.returncode == code, done
    return [tuple(row[name] for name in ("created", "changed", "unchanged",
                                         "kept"))
            for row in json.loads(done.stdout)]


def stored(person):
    """UIDs of what is in both calendars, each as often as it is there."""
    return sorted(uid for (uid,) in person.people.sql(
        "SELECT uid FROM caldav.entry JOIN caldav.collection USING (calendar_id) "
        "WHERE login = %s AND visible", person.login))


def test_events_and_todos_reach_the_device(tool, person, file):
    replicas = [person.replica(), person.replica(person.dav.aufgaben)]
    path = file("a.ics", *events(1, 3), ics.vtodo("t1@import"))
    assert counts(tool, person, path) == [(4, 0, 0, 0)]
    assert [len(replica.sync().changed) for replica in replicas] == [3, 1]
    lines = ics.unfolded(person.dav.get(
        person.dav.termine + "u1@import.ics").body)
    assert "SUMMARY:Termin 1" in lines and "UID:u1@import" in lines


def test_repeated_import_changes_nothing(tool, person, file):
    replica = person.replica()
    path = file("a.ics", *events(1, 5))
    counts(tool, person, path)
    assert len(replica.sync().changed) == 5
    assert counts(tool, person, path) == [(0, 0, 5, 0)]
    assert replica.sync() == (set(), set())


def test_changed_event_alone_is_stored_again(tool, person, file):
    counts(tool, person, file("a.ics", *events(1, 3)))
    replica = person.replica()
    replica.sync()
    path = file("b.ics", *events(1, 2), *events(3, 1, "LOCATION:Anderswo"))
    assert counts(tool, person, path) == [(0, 1, 2, 0)]
    assert replica.sync() == ({"u3@import.ics"}, set())


def test_what_was_edited_since_is_not_overwritten(tool, person, file):
    path = file("a.ics", *events(1, 2))
    counts(tool, person, path)
    name = person.dav.termine + "u1@import.ics"
    assert person.dav.put(name, ics.event("u1@import", summary="Vom Telefon")
                          ).status == 204
    assert counts(tool, person, path) == [(0, 0, 2, 0)]
    assert "SUMMARY:Vom Telefon" in ics.unfolded(person.dav.get(name).body)


def test_deleted_event_can_be_imported_again(tool, person, file):
    path = file("a.ics", *events(1, 1))
    counts(tool, person, path)
    name = person.dav.termine + "u1@import.ics"
    assert person.dav.delete(name).status == 204
    assert counts(tool, person, path) == [(1, 0, 0, 0)]
    assert stored(person) == ["u1@import"]
    assert len(person.dav.get(name).body) > 0


def test_series_with_its_overrides_is_one_object(tool, person, file):
    start = "DTSTART;TZID=Europe/Berlin:%sT100000" % ics.day(1)
    master = ics.vevent("s@import", "RRULE:FREQ=DAILY;COUNT=5", start=start)
    other = ics.vevent(
        "s@import", "RECURRENCE-ID;TZID=Europe/Berlin:%sT100000" % ics.day(2),
        start="DTSTART;TZID=Europe/Berlin:%sT150000" % ics.day(2), end=None,
        summary="Später")
    path = file("a.ics", other, *events(1, 1), master)
    assert counts(tool, person, path) == [(2, 0, 0, 0)]
    rows = tool.json("appointment", "list", "--for", person.login, "--from",
                     ics.dashed_day(2), "--to", ics.dashed_day(3))
    assert [row["title"] for row in rows if row["instance"]] == ["Später"]


def test_own_time_zone_comes_with_each_object(tool, person, file):
    path = file("a.ics", ZONE, *[component.replace(
        "TZID=Europe/Berlin", "TZID=Kanzlei/Eigene")
        for component in events(1, 2)])
    done = tool.run("import", "--for", person.login, path)
    if done.returncode == 0:
        body = person.dav.get(person.dav.termine + "u2@import.ics").body
        assert body.count(b"BEGIN:VTIMEZONE") == 1
    else:       # a zone that nobody knows
        assert b"a.ics:" in done.stderr and stored(person) == []


@pytest.mark.parametrize("spoil", [
    (lambda lines: lines[:3] + ["DTSTART:20263205T100000"] + lines[5:]),
    (lambda lines: lines[:3] + ["RRULE:FREQ=NEVER"] + lines[3:]),
    (lambda lines: lines[:-1])])
def test_bad_file_names_its_line_and_imports_nothing(tool, person, file,
                                                     tmp_path, spoil):
    good, bad = events(1, 1)[0], events(2, 1)[0].split("\r\n")[:-1]
    spoiled = spoil(bad)
    path = file("bad.ics", good, ics.lines(*spoiled))
    done = tool.run("import", "--for", person.login, "--quiet", path)
    assert done.returncode == 2
    where, number = done.stderr.decode().split(": ")[1].rsplit(":", 1)
    text = (tmp_path / "bad.ics").read_text().split("\n")
    assert where == path and 0 < int(number) <= len(text)
    odd = [at for at, each in enumerate(text, 1)
           if each in ("DTSTART:20263205T100000", "RRULE:FREQ=NEVER")]
    assert [int(number)] == (odd or [int(number)])
    assert stored(person) == []


def test_line_is_said_once(tool, person, tmp_path):
    path = tmp_path / "latin1.ics"
    path.write_bytes(ics.event("u1@import", summary="Gespr\xe4ch").encode(
        "latin-1"))
    said = tool("import", "--for", person.login, "--quiet", str(path), code=2)
    number = path.read_bytes().split(b"\xe4")[0].count(b"\n") + 1
    assert "latin1.ics:%d: The text is not valid UTF-8" % number in said


def test_good_files_are_stored_beside_a_bad_one(tool, person, file):
    bad = file("bad.ics", *events(1, 1), ics.vevent("x", start="DTSTART:soon",
                                                    end=""))
    done = tool.run("import", "--for", person.login, "--quiet",
                    file("a.ics", *events(5, 1)), bad,
                    file("b.ics", *events(6, 1)))
    assert done.returncode == 2
    assert stored(person) == ["u5@import", "u6@import"]


def test_hidden_item_is_kept_and_said(tool, person, file):
    counts(tool, person, file("a.ics", *events(1, 1)))
    (item,) = person.people.sql("SELECT item_id FROM caldav.entry WHERE "
                                "uid = 'u1@import' AND visible AND calendar_id "
                                "IN (SELECT calendar_id FROM caldav.collection "
                                "WHERE login = %s)", person.login)[0]
    tool("appointment", "mode", str(item), "none")
    path = file("b.ics", *events(1, 1, "LOCATION:Anderswo"), *events(2, 1))
    assert counts(tool, person, path, code=1) == [(1, 0, 0, 1)]
    assert tool.json("appointment", "show", str(item))[0]["location"] is None


def test_killed_import_is_repeated_without_duplicate_or_loss(tool, person,
                                                             file):
    files = [file("%d.ics" % number, *events(number * 500, 500))
             for number in range(20)]
    command = [program(), "import", "--for", person.login, *files]
    killed = 0
    for after in (4, 9):        # kill it in the middle of a later file
        process = subprocess.Popen(command, env=tool.environment,
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        for _ in range(after):
            assert b" of " in process.stderr.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
    assert killed == 2
    wait_until("the killed one's transaction has ended", lambda: not
               person.people.sql("SELECT 1 FROM pg_stat_activity WHERE "
                                 "application_name = 'advoluxctl'"))
    before = len(stored(person))
    assert 0 < before < 10000 and before % 500 == 0
    rows = counts(tool, person, *files)
    assert sum(row[0] for row in rows) == 10000 - before
    assert sum(row[2] for row in rows) == before
    assert stored(person) == sorted("u%d@import" % number
                                    for number in range(10000))
    assert counts(tool, person, *files) == [(0, 0, 500, 0)] * 20


def test_progress_is_on_standard_error(tool, person, file):
    done = tool.run("import", "--for", person.login,
                    file("a.ics", *events(1, 3)))
    assert done.returncode == 0 and b"3 of 3" in done.stderr


def test_export_is_what_devices_get(tool, person, file, tmp_path):
    counts(tool, person, file("a.ics", *events(1, 2), ics.vtodo("t@import")))
    person.appointment("Aus Advolux", day=40)
    person.appointment("Unsichtbar", day=40, mode="none")
    text = tool("export", person.login)
    assert sorted(str(each["SUMMARY"]) for each in ics.parsed(text)) == [
        "Aus Advolux", "Termin 1", "Termin 2"]
    assert len(ics.parsed(text, "VTODO")) == 1
    assert text.count("TZID:Europe/Berlin") == 1
    some = tool("export", person.login, "--from", ics.dashed_day(40), "--to",
                ics.dashed_day(41))
    assert [str(each["SUMMARY"]) for each in ics.parsed(some)] == [
        "Aus Advolux"]
    path = tmp_path / "out.ics"
    assert tool("export", person.login, "--kind", "task", "--output",
                str(path)) == ""
    assert len(ics.parsed(path.read_bytes(), "VTODO")) == 1


def test_exported_calendar_is_imported_elsewhere(tool, person, colleague,
                                                 tmp_path):
    item = person.appointment("Serie", day=3, rrule="FREQ=DAILY;COUNT=4")
    person.override(item, (4, "10:00"), 4, "15:00", 1)
    path = tmp_path / "out.ics"
    tool("export", person.login, "--output", str(path))
    assert counts(tool, colleague, str(path)) == [(1, 0, 0, 0)]
    there = tool.json("appointment", "list", "--for", colleague.login, "--from",
                      ics.dashed_day(0), "--to", ics.dashed_day(20))
    here = tool.json("appointment", "list", "--for", person.login, "--from",
                     ics.dashed_day(0), "--to", ics.dashed_day(20))
    assert [(row["start"], row["end"], row["title"]) for row in there] == [
        (row["start"], row["end"], row["title"]) for row in here]


def test_mistakes_are_explained(tool, person, file):
    path = file("a.ics", *events(1, 1))
    assert "Usage" in tool("import", path, code=64)
    assert "niemand" in tool("import", "--for", "niemand", path, code=2)
    assert "nowhere" in tool("import", "--for", person.login, "/nowhere.ics",
                             code=2)
    assert os.sep in tool("import", "--for", person.login, os.sep, code=2)
