# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Appointments, tasks and deadlines from a shell, and what devices get."""

import pytest

from support import ics


def content(person, item, path=None):
    (name,) = people_sql(person, item)
    answer = person.dav.get((path or person.dav.termine) + name)
    assert answer.status == 200, answer
    return ics.unfolded(answer.body)


def people_sql(person, item):
    return person.people.sql(
        "SELECT name FROM caldav.entry e JOIN caldav.collection USING "
        "(calendar_id) WHERE item_id = %s AND login = %s AND visible",
        item, person.login)[0]


def add(tool, person, noun, *options):
    return int(tool(noun, "add", "--for", person.login, *options))


def shown(tool, noun, item):
    (row,) = tool.json(noun, "show", str(item))
    return row


def test_added_appointment_reaches_the_device(tool, person, colleague):
    day = ics.dashed_day(7)
    person.people.insert("matter", number="M1 " + person.login, title="x")
    item = add(tool, person, "appointment", "--title", "Gütetermin",
               "--start", day + " 09:30", "--location", "Saal 112",
               "--matter", "M1 " + person.login, "--participants",
               colleague.login, "--categories", "Gericht,Wichtig",
               "--priority", "1", "--free", "yes", "--class", "private")
    lines = content(person, item)
    compact = day.replace("-", "")
    for line in ("SUMMARY:Gütetermin", "LOCATION:Saal 112",
                 "DTSTART;TZID=Europe/Berlin:%sT093000" % compact,
                 "DTEND;TZID=Europe/Berlin:%sT103000" % compact,
                 "X-ADVOLUX-AKTE:M1 " + person.login, "PRIORITY:1",
                 "TRANSP:TRANSPARENT", "CLASS:PRIVATE"):
        assert line in lines, lines
    assert "SUMMARY:Gütetermin" in content(colleague, item)


def test_all_day_lasts_a_day(tool, person):
    day = ics.dashed_day(3)
    row = shown(tool, "appointment", add(
        tool, person, "appointment", "--title", "Messe", "--start", day))
    assert (row["start"], row["end"], row["all_day"]) == (
        day, ics.dashed_day(4), True)


def test_wall_clock_is_of_the_zone(tool, person):
    item = add(tool, person, "appointment", "--title", "Call", "--start",
               ics.dashed_day(5) + " 16:00", "--time-zone", "Asia/Tokyo")
    assert shown(tool, "appointment", item)["start"].endswith(" 16:00")
    assert any("Asia/Tokyo" in line for line in content(person, item))


def test_moved_appointment_keeps_its_length(tool, person):
    item = add(tool, person, "appointment", "--title", "T", "--start",
               ics.dashed_day(3) + " 10:00", "--end",
               ics.dashed_day(3) + " 12:30")
    tool("appointment", "edit", str(item), "--start",
         ics.dashed_day(4) + " 08:00")
    row = shown(tool, "appointment", item)
    assert (row["start"], row["end"]) == (ics.dashed_day(4) + " 08:00",
                                          ics.dashed_day(4) + " 10:30")
    tool("appointment", "edit", str(item), "--start", ics.dashed_day(5))
    row = shown(tool, "appointment", item)
    assert (row["start"], row["end"], row["all_day"]) == (
        ics.dashed_day(5), ics.dashed_day(6), True)


def test_edit_changes_what_is_given(tool, person, colleague):
    item = add(tool, person, "appointment", "--title", "T", "--start",
               ics.dashed_day(3) + " 10:00", "--location", "Hier",
               "--participants", colleague.login)
    before = shown(tool, "appointment", item)
    tool("appointment", "edit", str(item), "--title", "Neu", "--location", "")
    after = shown(tool, "appointment", item)
    assert (after["title"], after["location"]) == ("Neu", None)
    assert after["participants"] == before["participants"] == [colleague.login]
    tool("appointment", "edit", str(item), "--participants", "")
    assert shown(tool, "appointment", item)["participants"] is None
    assert "SUMMARY:Neu" in content(person, item)


def test_series_is_expanded_between_two_days(tool, person):
    item = add(tool, person, "appointment", "--title", "Runde", "--start",
               ics.dashed_day(1) + " 09:00", "--rrule", "FREQ=DAILY;COUNT=6",
               "--exdate", ics.dashed_day(2) + " 09:00")
    person.override(item, (4, "09:00"), 4, "15:00", 2, title="Später",
                    location="Kantine")
    rows = tool.json("appointment", "list", "--for", person.login, "--from",
                     ics.dashed_day(1), "--to", ics.dashed_day(6))
    assert [(row["start"], row["title"], row["location"]) for row in rows] == [
        (ics.dashed_day(1) + " 09:00", "Runde", None),
        (ics.dashed_day(3) + " 09:00", "Runde", None),
        (ics.dashed_day(4) + " 15:00", "Später", "Kantine"),
        (ics.dashed_day(5) + " 09:00", "Runde", None)]
    assert rows[2]["instance"] == ics.dashed_day(4) + " 09:00"
    assert len(tool.json("appointment", "list", "--for", person.login)) == 1


def test_moved_rest_of_a_series_is_listed_where_it_is(tool, person):
    item = add(tool, person, "appointment", "--title", "Runde", "--start",
               ics.dashed_day(1) + " 09:00", "--rrule", "FREQ=DAILY;COUNT=5")
    person.override(item, (3, "09:00"), 3, "11:00", 2, title="Neu",
                    this_and_future=True)
    rows = tool.json("appointment", "list", "--for", person.login, "--from",
                     ics.dashed_day(0), "--to", ics.dashed_day(9))
    assert [(row["start"][-5:], row["end"][-5:], row["title"])
            for row in rows] == [("09:00", "10:00", "Runde")] * 2 + [
                ("11:00", "13:00", "Neu")] * 3


@pytest.fixture
def series(tool, person):
    return str(add(tool, person, "appointment", "--title", "Runde", "--start",
                   ics.dashed_day(1) + " 09:00", "--rrule",
                   "FREQ=DAILY;COUNT=4"))


def starts(tool, person):
    return [(row["start"], row["title"]) for row in tool.json(
        "appointment", "list", "--for", person.login, "--from",
        ics.dashed_day(0), "--to", ics.dashed_day(9))]


def test_one_instance_is_changed(tool, person, series):
    tool("appointment", "edit", series, "--instance", ics.dashed_day(2)
         + " 09:00", "--title", "Anders", "--start", ics.dashed_day(2)
         + " 15:00")
    assert starts(tool, person) == [
        (ics.dashed_day(1) + " 09:00", "Runde"),
        (ics.dashed_day(2) + " 15:00", "Anders"),
        (ics.dashed_day(3) + " 09:00", "Runde"),
        (ics.dashed_day(4) + " 09:00", "Runde")]
    lines = content(person, int(series))
    assert "RECURRENCE-ID;TZID=Europe/Berlin:%sT090000" % ics.day(2) in lines
    (row,) = [row for row in tool.json("appointment", "list", "--for",
                                       person.login, "--from",
                                       ics.dashed_day(2), "--to",
                                       ics.dashed_day(3))]
    assert row["end"] == ics.dashed_day(2) + " 16:00"


def test_one_instance_is_left_out(tool, person, series):
    for day in (2, 3):
        tool("appointment", "remove", series, "--instance",
             ics.dashed_day(day) + " 09:00")
    assert [start for start, _ in starts(tool, person)] == [
        ics.dashed_day(1) + " 09:00", ics.dashed_day(4) + " 09:00"]
    assert "no instance" in tool("appointment", "remove", series, "--instance",
                                 ics.dashed_day(2) + " 09:00", code=2)


def test_series_ends_early(tool, person, series):
    tool("appointment", "end", series, ics.dashed_day(3))
    assert [start for start, _ in starts(tool, person)] == [
        ics.dashed_day(1) + " 09:00", ics.dashed_day(2) + " 09:00"]


def test_whole_series_alone_has_a_rule(tool, series):
    assert "whole series" in tool("appointment", "edit", series, "--instance",
                                  ics.dashed_day(2) + " 09:00", "--rrule", "",
                                  code=64)
    assert "no instance" in tool("appointment", "edit", series, "--instance",
                                 ics.dashed_day(2) + " 09:30", "--title", "x",
                                 code=2)


def test_list_can_be_narrowed(tool, person, colleague):
    mine = add(tool, person, "appointment", "--title", "A", "--start",
               ics.dashed_day(2), "--mode", "device")
    ours = add(tool, colleague, "appointment", "--title", "B", "--start",
               ics.dashed_day(2), "--participants", person.login)

    def ids(*options):
        return [row["id"] for row in tool.json(
            "appointment", "list", "--for", person.login, *options)]
    assert ids() == [mine, ours]
    assert ids("--mode", "device") == [mine]
    assert ids("--trash") == []


def test_removed_item_can_be_restored(tool, person):
    item = add(tool, person, "appointment", "--title", "A", "--start",
               ics.dashed_day(2))
    replica = person.replica()
    (name,) = people_sql(person, item)
    assert replica.sync() == ({name}, set())
    tool("appointment", "remove", str(item))
    assert replica.sync() == (set(), {name})
    assert "already" in tool("appointment", "remove", str(item), code=2)
    assert [row["id"] for row in tool.json(
        "appointment", "list", "--for", person.login, "--trash")] == [item]
    tool("appointment", "restore", str(item))
    assert replica.sync() == ({name}, set())
    assert "not in" in tool("appointment", "restore", str(item), code=2)


def test_task_is_administered(tool, person):
    item = add(tool, person, "task", "--title", "Klage", "--mode", "both",
               "--due", ics.dashed_day(5))
    aufgaben = person.dav.aufgaben
    assert "DUE;VALUE=DATE:" + ics.day(5) in content(person, item, aufgaben)
    tool("task", "edit", str(item), "--start", ics.dashed_day(4) + " 09:00",
         "--due", ics.dashed_day(5) + " 17:00", "--status", "completed",
         "--percent", "100")
    row = shown(tool, "task", item)
    assert (row["start"], row["end"], row["percent"], row["status"]) == (
        ics.dashed_day(4) + " 09:00", ics.dashed_day(5) + " 17:00", 100,
        "completed")
    assert row["completed"] and any(
        line.startswith("COMPLETED:") for line in
        content(person, item, aufgaben))
    tool("task", "edit", str(item), "--start", "", "--due", "")
    row = shown(tool, "task", item)
    assert (row["start"], row["end"]) == (None, None)
    tool("task", "edit", str(item), "--due", ics.dashed_day(8))
    assert shown(tool, "task", item)["end"] == ics.dashed_day(8)


def test_task_alone_is_not_synchronised(tool, person):
    item = add(tool, person, "task", "--title", "Still")
    assert shown(tool, "task", item)["mode"] == "none"
    assert shown(tool, "task", item)["caldav"] is None


def test_deadline_reaches_no_device(tool, person):
    replicas = [person.replica(), person.replica(person.dav.aufgaben)]
    item = add(tool, person, "deadline", "--title", "Berufungsfrist",
               "--due", ics.dashed_day(20))
    assert [row["title"] for row in tool.json(
        "deadline", "list", "--for", person.login)] == ["Berufungsfrist"]
    tool("deadline", "edit", str(item), "--done", "yes", "--note", "N")
    (row,) = tool.json("deadline", "show", str(item))
    assert row["done"] and row["note"] == "N"
    assert tool.json("deadline", "list", "--for", person.login, "--open") == []
    tool("deadline", "remove", str(item))
    assert tool.json("deadline", "list", "--for", person.login) == []
    assert "already" in tool("deadline", "remove", str(item), code=2)
    tool("deadline", "restore", str(item))
    assert "not in" in tool("deadline", "restore", str(item), code=2)
    assert [replica.sync() for replica in replicas] == [(set(), set())] * 2
    assert not person.people.sql(
        "SELECT 1 FROM advolux.journal WHERE kind NOT IN ('appointment', 'task')")


@pytest.mark.parametrize("options, sentence", [
    (("--start", "2026-02-30"), "2026-02-30"),
    (("--start", "2026-12-01", "--matter", "0/00"), "no matter 0/00"),
    (("--start", "2026-12-01", "--participants", "niemand"), "niemand"),
    (("--start", "2026-12-01", "--time-zone", "Mars/Olympus"), "IANA"),
    (("--start", "2026-12-01", "--rrule", "FREQ=SECONDLY"), "--rrule"),
    (("--start", "2026-12-01", "--rrule", "nonsense"), "--rrule"),
    (("--start", "2026-12-02", "--end", "2026-12-01"), "before the start")])
def test_wrong_value_adds_nothing(tool, person, options, sentence):
    said = tool("appointment", "add", "--for", person.login, "--title", "X",
                *options, code=2)
    assert sentence in said
    assert tool.json("appointment", "list", "--for", person.login) == []


@pytest.mark.parametrize("arguments", [
    ("appointment", "add"), ("appointment", "add", "--title", "X"),
    ("appointment", "edit", "1"), ("appointment", "show", "x"),
    ("appointment", "list", "--from", "2026-12-01"),
    ("appointment", "edit", "1", "--start", "2026-12-01", "--end",
     "2026-12-01 10:00"),
    ("deadline", "add", "--title", "x"), ("task", "edit", "1"),
    ("deadline", "add", "--for", "berger", "--title", "", "--due",
     "2026-12-01"),
    ("task", "add", "--end", "2026-12-01")])
def test_wrong_usage_is_64(tool, arguments):
    assert "Usage: advoluxctl" in tool(*arguments, code=64)


def test_missing_item_is_said(tool):
    for noun in ("appointment", "task", "deadline"):
        for verb in ("show", "remove", "restore"):
            assert "there is no " + noun in tool(noun, verb, "99999999",
                                                 code=2)
        assert "99999999" in tool(noun, "edit", "99999999", "--title", "X",
                                  code=2)


def test_person_with_items_hands_them_over(tool, person, colleague):
    item = add(tool, person, "appointment", "--title", "A", "--start",
               ics.dashed_day(2))
    assert "1 appointments" in tool("staff", "remove", person.login, code=2)
    tool("staff", "remove", person.login, "--items-to", colleague.login)
    assert shown(tool, "appointment", item)["editor"] == colleague.login
    assert "SUMMARY:A" in content(colleague, item)
    assert person.login in tool("staff", "show", person.login, code=2)


def test_what_finds_no_instance_any_more_is_named(tool, person):
    item = person.appointment("Serie", day=7, rrule="FREQ=WEEKLY;COUNT=3",
                              exdate=[(14, "10:00")])
    done = tool.run("appointment", "edit", str(item), "--start",
                    ics.dashed_day(7) + " 12:00")
    assert (done.returncode, done.stderr) == (0, b"")
    done = tool.run("appointment", "edit", str(item), "--start",
                    ics.dashed_day(8) + " 12:00", "--rrule",
                    "FREQ=WEEKLY;COUNT=2;INTERVAL=2")
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "advoluxctl: appointment %d: %s 12:00 was left out or changed, and is "
        "no instance of the series now\n" % (item, ics.dashed_day(15)))
