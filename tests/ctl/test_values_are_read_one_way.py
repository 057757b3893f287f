# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What PostgreSQL would guess at, advoluxctl refuses: 01.12.2026 is the first
of December to a law firm and 12 January to PostgreSQL."""

import pytest

WHEN = '"YYYY-MM-DD HH:MM"'
ADD = ("appointment", "add", "--for", "berger", "--title", "X")


@pytest.mark.parametrize("arguments", [
    (*ADD, "--start", "01.12.2026"), (*ADD, "--start", "1.12.2026 10:00"),
    (*ADD, "--start", "2026-1-1"), (*ADD, "--start", "tomorrow"),
    (*ADD, "--start", "2026-12-01 10:00+05"), (*ADD, "--start", "infinity"),
    (*ADD, "--start", "2026-12-01 10:00 UTC"),
    (*ADD, "--start", "2026-12-01", "--exdate", "2026-12-01,02.12.2026"),
    ("appointment", "end", "1", "soon"),
    ("appointment", "edit", "1", "--instance", "01.12.2026", "--title", "X"),
    ("appointment", "list", "--from", "01.12.2026", "--to", "2026-12-31"),
    ("export", "berger", "--from", "01.12.2026"),
    ("journal", "--since", "01.12.2026")])
def test_when(tool, arguments):
    assert WHEN in tool(*arguments, code=64)


@pytest.mark.parametrize("arguments, sentence", [
    (("deadline", "add", "--for", "berger", "--title", "X", "--due",
      "01.12.2026"), "a day is YYYY-MM-DD"),
    (("deadline", "add", "--for", "berger", "--title", "X", "--due",
      "2026-12-01 10:00"), "a day is YYYY-MM-DD"),
    (("deadline", "list", "--from", "01.12.2026"), "a day is YYYY-MM-DD"),
    ((*ADD, "--start", "2026-12-01", "--priority", "10"), "0-9"),
    (("task", "edit", "1", "--percent", "101"), "0-100"),
    ((*ADD, "--start", "2026-12-01", "--free", "ja"), "yes|no"),
    ((*ADD, "--start", "2026-12-01", "--mode", "sometimes"),
     "both|device|none"),
    (("appointment", "mode", "1", "sometimes"), "both|device|none"),
    (("export", "berger", "--kind", "deadline"), "appointment|task"),
    (("staff", "edit", "berger", "--look-back", "2"), '"2 months"'),
    (("staff", "edit", "berger", "--look-back", "zwei Monate"), '"2 months"'),
    (("journal", "--limit", "-1"), "a number"),
    (("check", "--pool", "many"), "a number"),
    (("journal", "--appointment", "x"), "an ID")])
def test_other_values(tool, arguments, sentence):
    assert sentence in tool(*arguments, code=64)


@pytest.mark.parametrize("command", [
    ("appointment", "list"), ("deadline", "list"), ("export", "berger")])
def test_from_lies_before_to(tool, command):
    assert "lies after --to" in tool(*command, "--from", "2026-12-02", "--to",
                                     "2026-12-01", code=64)
    tool(*command, "--from", "2026-12-01", "--to", "2026-12-01")


def test_time_of_day_counts(tool):
    assert "lies after --to" in tool(
        "export", "berger", "--from", "2026-12-01T10:00", "--to",
        "2026-12-01 09:59", code=64)
    tool("export", "berger", "--from", "2026-12-01", "--to", "2026-12-01T10:00")
    tool("export", "berger", "--from", "2026-12-01T09:59", "--to",
         "2026-12-01 10:00")


def test_what_the_manual_says_is_taken(tool, person):
    for start in ("2026-12-01", "2026-12-01 10:00", "2026-12-01T10:00:30"):
        tool("appointment", "add", "--for", person.login, "--title", "X",
             "--start", start, "--rrule", "FREQ=DAILY;COUNT=9", "--exdate",
             start + ", " + start)
    for age in ("1 month", "2 mons", "1 year 6 months", "10days", "0"):
        tool("staff", "edit", person.login, "--look-back", age)
    tool("task", "add", "--for", person.login, "--title", "X", "--start", "",
         "--due", "", "--percent", "")
