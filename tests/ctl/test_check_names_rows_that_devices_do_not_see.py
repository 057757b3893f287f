# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Rows of Advolux that devices are not shown as they are: by their id, with what
mends each. Who does what is said has none left."""

import json
import re

import pytest

from support.person import Person

WHEN = {"RULE": "FREQ=WEEKLY;COUNT=3", "--start WHEN": "2027-03-01 09:00",
        "--end WHEN": "2027-03-01 10:00", "--due WHEN": "2027-03-01 10:00",
        "WHEN,...": "2027-03-08 09:00", "--title TEXT": "Mended"}
RULES = ["FREQ=SECONDLY", "rubbish", "FREQ=DAILY;BYMONTHDAY=99",
         "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "",
         "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 5000)]
DATES = ["start_at = '4713-01-01 BC'", "end_at = '12000-01-01'",
         "exdate = '{infinity}'", "rdate = '{0044-03-15 BC}'",
         "start_at = '9999-12-31 23:00+00', end_at = '10000-01-02'"]


def row_of(tool):
    done = tool.run("check", "--json")
    return {row["check"]: row for row in json.loads(done.stdout)}["rows"]


def commands(row):
    return re.findall(r"advoluxctl (\w+) edit (\d+) (--\w[^;\n]*)",
                      row["cause"])


def follow(tool, kind, item, options):
    words = []
    for option, value in re.findall(r"(--\w+) (\S+)", options):
        words += [option, WHEN.get(option + " " + value) or WHEN[value]]
    tool(kind, "edit", item, *words)


@pytest.fixture
def owner(people):
    return Person(people, {"login": "zeilen"})


@pytest.fixture(autouse=True)
def clean(people, tool):
    assert row_of(tool)["level"] == "ok"
    yield
    people.sql("DELETE FROM advolux.override o USING advolux.appointment a, "
               "advolux.staff s WHERE a.appointment_id = o.appointment_id AND "
               "s.staff_id = a.main_editor AND s.login = 'zeilen'")
    people.sql("DELETE FROM advolux.appointment USING advolux.staff s "
               "WHERE main_editor = staff_id AND login = 'zeilen'")
    people.sql("DELETE FROM advolux.task USING advolux.staff s "
               "WHERE main_editor = staff_id AND login = 'zeilen'")
    people.sql("DELETE FROM advolux.staff WHERE login = 'zeilen'")


@pytest.fixture
def bad_rows(owner):
    """What is wrong with each of them, by its id."""
    made = {}
    for rule in RULES:
        item = owner.appointment("Rule", time="09:00")
        owner.update(item, rrule=rule)
        made[str(int(item))] = "rule"
    for change in DATES:
        item = owner.appointment("Date", time="09:00", rrule="FREQ=DAILY")
        owner.people.sql("UPDATE advolux.appointment SET %s WHERE "
                         "appointment_id = %%s" % change, int(item))
        made[str(int(item))] = "years 1 to 9999"
    return made


def test_each_is_named_and_mended(tool, owner, bad_rows):
    owner.appointment("Good", rrule="FREQ=DAILY;COUNT=3;UNTIL=20300101")
    seen = set()
    for _ in range(3):
        row = row_of(tool)
        if row["level"] == "ok":
            break
        assert row["level"] == "warning"
        assert "of zeilen" in row["cause"]
        for kind, item, options in commands(row):
            assert kind == "appointment" and item in bad_rows, row
            seen.add(item)
            follow(tool, kind, item, options)
    assert row["level"] == "ok", row
    assert seen == set(bad_rows)


def test_list_is_short_and_counts_the_rest(tool, bad_rows):
    assert len(bad_rows) == 11
    row = row_of(tool)
    assert len(commands(row)) == 10
    assert row["cause"].startswith("11 of them are not shown")
    assert row["cause"].endswith("; and 1 more")
    assert len(row["cause"]) < 4000
    lines = tool.run("check").stdout.decode().splitlines()
    own = [line for line in lines if re.match(r" {10}appointment \d+ of", line)]
    assert len(own) == 10 and all(len(line) < 400 for line in own)


def test_task_and_changed_instance(tool, owner):
    task = owner.task("Task", mode="both", day=3, time="10:00")
    owner.update_task(task, due_at="10000-02-01")
    item = owner.appointment("Series", time="09:00", rrule="FREQ=DAILY")
    owner.override(item, (8, "09:00"), 8, "11:00", 1)
    owner.people.sql("UPDATE advolux.override SET start_at = 'infinity', "
                     "end_at = 'infinity' WHERE appointment_id = %s",
                     int(item))
    row = row_of(tool)
    assert sorted(commands(row)) == [
        ("appointment", str(int(item)),
         "--instance WHEN --start WHEN --end WHEN"),
        ("task", str(int(task)), "--due WHEN")], row
    follow(tool, "task", str(int(task)), "--due WHEN")
    tool("appointment", "edit", str(int(item)), "--instance",
         owner.people.sql("SELECT to_char(recurrence_id, 'YYYY-MM-DD "
                          "HH24:MI') FROM advolux.override WHERE "
                          "appointment_id = %s", int(item))[0][0],
         "--start", WHEN["--start WHEN"], "--end", WHEN["--end WHEN"])
    assert row_of(tool)["level"] == "ok"


def test_what_nobody_sees_is_not_named(tool, owner):
    item = owner.appointment("Hidden", mode="none")
    owner.update(item, rrule="rubbish")
    item = owner.appointment("Trash")
    owner.update(item, rrule="rubbish")
    owner.trash(item)
    assert row_of(tool)["level"] == "ok"


def test_it_speaks_german(tool, bad_rows):
    said = tool.speaking("de_DE.UTF-8").run("check").stdout.decode()
    assert "11 davon sehen Geräte nicht" in said and "und 1 weitere" in said
    for line in said.splitlines():
        assert line[9] == " " and line[10] != " ", line
