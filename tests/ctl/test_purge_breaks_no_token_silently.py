# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Sync tokens (ARCHITECTURE.md): a token older than kept tombstones is refused,
never answered as if nothing had been deleted."""

import subprocess

import pytest

from conftest import program
from support import ics
from support.process import wait_until


def aged(person, age):
    person.people.sql(
        "UPDATE caldav.entry SET modified = now() - %s::interval "
        "WHERE calendar_id IN (SELECT calendar_id FROM caldav.collection "
        "WHERE login = %s)", age, person.login)


def sync(person, token):
    return person.dav.sync_collection(person.dav.termine, token)


def token_of(person):
    return person.dav.propfind(person.dav.termine, ["D:sync-token"]).only.text(
        "D:sync-token")


def test_older_token_gets_valid_sync_token(tool, person):
    item = person.appointment()
    before = token_of(person)
    tool("appointment", "remove", str(int(item)))
    after = token_of(person)
    aged(person, "2 years")
    (row,) = tool.json("purge")
    assert row["tombstones"] >= 1
    answer = sync(person, before)
    assert answer.status == 403 and b"valid-sync-token" in answer.body
    assert sync(person, after).status == 207


def test_young_tombstones_stay(tool, person):
    item = person.appointment()
    before = token_of(person)
    tool("appointment", "remove", str(int(item)))
    aged(person, "10 months")
    tool("purge")
    assert sync(person, before).status == 207
    tool("purge", "--tombstones", "9 months")
    assert sync(person, before).status == 403


def test_nobody_waits_for_another_calendar(tool, person, colleague):
    """The purge is held up in a later calendar: an earlier one is free."""
    for owner in person, colleague:
        tool("appointment", "remove", str(int(owner.appointment())))
        aged(owner, "2 years")
    held = person.people.cluster.connect()
    held.autocommit = False
    held.cursor().execute("SELECT FROM caldav.calendar WHERE staff_id = %s "
                          "FOR UPDATE", (colleague.staff_id,))
    purge = subprocess.Popen([program(), "purge"], env=tool.environment,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        wait_until("the purge waits", lambda: person.people.sql(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND query LIKE '%caldav.purge%'"))
        person.put_event()
    finally:
        held.close()
        assert purge.communicate(timeout=60)[1] == b""
    assert purge.returncode == 0


def test_a_calendar_without_any_is_not_locked(tool, person):
    held = person.people.cluster.connect()
    held.autocommit = False
    held.cursor().execute("SELECT FROM caldav.calendar WHERE staff_id = %s "
                          "FOR UPDATE", (person.staff_id,))
    try:
        tool("purge")
    finally:
        held.close()


def test_many_go_in_slices(tool, person):
    """The purge is held up by a tombstone of the second slice: those of the first
    are gone, and nobody waits for them."""
    sql = person.people.sql
    sql("INSERT INTO advolux.appointment (main_editor, title, start_at, end_at) "
        "SELECT %s, 'n', now(), now() FROM generate_series(1, 700)",
        person.staff_id)
    sql("UPDATE advolux.appointment SET trashed_at = now() WHERE main_editor = %s",
        person.staff_id)
    aged(person, "2 years")
    tombstones = ("SELECT name FROM caldav.entry JOIN caldav.collection c "
                  "USING (calendar_id) WHERE login = %s AND NOT visible "
                  "ORDER BY entry.revision")
    names = [name for name, in sql(tombstones, person.login)]
    assert len(names) == 700
    held = person.people.cluster.connect()
    held.autocommit = False
    held.cursor().execute("SELECT FROM caldav.entry WHERE name = %s FOR UPDATE",
                          (names[600],))
    purge = subprocess.Popen([program(), "purge", "--json"], env=tool.environment,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        wait_until("the purge waits", lambda: sql(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND query LIKE '%caldav.purge%'"))
        assert sql(tombstones, person.login) == [(n,) for n in names[500:]]
    finally:
        held.close()
        assert purge.communicate(timeout=60)[1] == b""
    assert purge.returncode == 0
    assert sql(tombstones, person.login) == []


def test_retention_is_a_setting(tool, person):
    before = tool.json("setting", "list")
    ages = {row["name"]: row["value"] for row in before}
    assert ages.keys() >= {"journal-retention", "tombstone-retention"}
    item = person.appointment()
    token = token_of(person)
    tool("appointment", "remove", str(int(item)))
    aged(person, "10 months")
    tool("setting", "set", "tombstone-retention", "9 months")
    try:
        tool("purge")
        assert sync(person, token).status == 403
    finally:
        tool("setting", "set", "tombstone-retention",
             ages["tombstone-retention"])
    assert tool.json("setting", "list") == before


def test_purged_item_can_be_restored_all_the_same(tool, person):
    item = person.appointment("Zurück")
    tool("appointment", "remove", str(int(item)))
    aged(person, "2 years")
    tool("purge")
    tool("appointment", "restore", str(int(item)))
    assert len(person.replica().sync().changed) == 1


def test_journal_loses_what_is_old_alone(tool, person):
    for at in ("2001-01-01", "2026-01-01"):
        person.people.sql("INSERT INTO advolux.journal (login, operation, kind,"
                          " result, at) VALUES (%s, 'put', 'task', 'done', %s)",
                          person.login, at)
    (row,) = tool.json("purge")
    assert row["journal"] >= 1
    (left,) = tool.json("journal", "--person", person.login)
    assert left["at"].startswith("2026")
    with pytest.raises(Exception, match="append-only"):
        person.people.sql("DELETE FROM advolux.journal")


@pytest.mark.parametrize("arguments", [
    ("set", "nonsense", "1 year"), ("set", "tombstone-retention", "0")])
def test_wrong_setting_is_refused(tool, arguments):
    assert tool("setting", *arguments, code=2).startswith("advoluxctl: ")


def test_age_without_a_unit_is_not_taken_for_seconds(tool, person):
    before = tool.json("setting", "list")
    journal = person.people.sql("SELECT count(*) FROM advolux.journal")
    for age in ("10", "-1 day", "soon", "2 Jahre", "", "1 year 6"):
        assert '"1 year"' in tool("setting", "set", "journal-retention", age,
                                  code=64)
        assert '"1 year"' in tool("purge", "--journal", age, code=64)
    assert tool.json("setting", "list") == before
    assert person.people.sql(
        "SELECT count(*) FROM advolux.journal") == journal


def test_dates_are_those_of_the_tests(tool):
    assert tool.json("journal", "--since", ics.dashed_day(3)) == []
