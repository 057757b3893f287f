# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S4, S13, S14 without a window: advoluxctl does it, and devices notice."""

import hashlib
import json
import re
import subprocess

import pytest

from support.password import crypt

from conftest import OWNER, PASSWORD, Tool, program


def status(dav):
    return dav.propfind(dav.home, ["D:displayname"]).status


# People

def test_added_person_is_listed(tool):
    assert tool("staff", "add", "kurz", "--name", "Kurz") == ""
    assert tool.listed("kurz") == {
        "login": "kurz", "name": "Kurz", "mail": None, "color": None,
        "look_back": "1 mon", "time_zone": "Europe/Berlin",
        "caldav": False, "password": False}


def test_added_person_has_what_was_said(tool):
    said = {"name": "Dr. \"L\u00e4nger\" \\ S\u00f6hne", "mail": "l@example.com",
            "color": "#12aB9f", "time_zone": "Europe/Lisbon"}
    tool("staff", "add", "lang", "--name", said["name"],
         "--mail=" + said["mail"], "--color", said["color"],
         "--look-back", "2 months", "--time-zone", said["time_zone"])
    found = tool.listed("lang")
    assert {name: found[name] for name in said} == said
    assert found["look_back"] == "2 mons"


def test_list_is_a_table(tool, login):
    lines = tool("staff", "list").splitlines()
    columns = lines[0].split()
    assert columns == ["login", "name", "mail", "color", "look_back",
                       "time_zone", "caldav", "password"]
    (line,) = [line for line in lines if line.startswith(login + " ")]
    assert line[lines[0].index("name"):].startswith(
        "J\u00fcrgen \u00d6zt\u00fcrk ")
    assert line[lines[0].index("time_zone"):].split() == [
        "Europe/Berlin", "yes", "yes"]


def test_edit_changes_what_is_given(tool, login):
    tool("staff", "edit", login, "--mail", "a@example.com", "--color",
         "#000001", "--look-back", "1 year")
    before = tool.listed(login)
    tool("staff", "edit", login, "--name", "Anders", "--mail", "",
         "--time-zone", "UTC")
    assert tool.listed(login) == {**before, "name": "Anders", "mail": None,
                                  "time_zone": "UTC"}
    assert before["look_back"] == "1 year"


def test_edit_reaches_devices(tool, login, dav_of):
    tool("staff", "edit", login, "--color", "#00FF7F", "--name", "Neue Frau")
    dav = dav_of(login)
    asked = dav.propfind(dav.termine, ["A:calendar-color"]).only
    assert asked.text("A:calendar-color")[:7].upper() == "#00FF7F"
    asked = dav.propfind(dav.principal, ["D:displayname"]).only
    assert asked.text("D:displayname") == "Neue Frau"


def test_edit_sets_a_quota_of_ones_own(tool, login, dav_of):
    dav = dav_of(login)

    def available():
        return int(dav.propfind(dav.home, ["D:quota-available-bytes"]).only
                   .text("D:quota-available-bytes"))
    usual = available()
    tool("staff", "edit", login, "--quota-items", "7", "--quota-megabytes", "3")
    assert available() == 3 << 20
    shown = tool("staff", "show", login)
    assert re.search(r"quota_items +7\b", shown)
    assert re.search(r"client_items +0\b", shown)
    tool("staff", "edit", login, "--quota-megabytes", "default")
    assert available() == usual
    tool("staff", "edit", login, "--quota-items", "many", code=64)


# Passwords

def test_password_of_standard_input_logs_in(tool, login, dav_of):
    assert tool.listed(login)["caldav"] and tool.listed(login)["password"]
    assert status(dav_of(login)) == 207
    assert status(dav_of(login, PASSWORD + "x")) == 401


def test_new_password_ends_the_old_one(tool, login, dav_of):
    old = dav_of(login)
    assert status(old) == 207
    tool("staff", "password", login, "--stdin", input="ein anderes")
    assert status(old) == 401
    assert status(dav_of(login, "ein anderes")) == 207


def test_a_slow_hash_is_stored_and_no_proof(tool, login, people):
    setting, digest = people.sql(
        "SELECT setting, digest FROM caldav.credential JOIN caldav.login "
        "USING (staff_id) WHERE login = %s", login)[0]
    proof = crypt(PASSWORD, setting)
    assert setting.startswith("$y$") and proof.startswith(setting)
    assert bytes(digest) == hashlib.sha256(proof.encode()).digest()


def test_password_is_asked_for_twice(tool, login, dav_of):
    code, shown = tool.at_terminal("staff", "password", login,
                                   answers=["am Bildschirm"] * 2)
    assert code == 0, shown
    assert b"Bildschirm" not in shown
    assert status(dav_of(login, "am Bildschirm")) == 207


@pytest.mark.parametrize("answers", [["eins", "zwei"], [""]])
def test_password_stays_when_the_answers_will_not_do(tool, login, dav_of,
                                                     answers):
    code, shown = tool.at_terminal("staff", "password", login,
                                   answers=answers)
    assert code == 2 and b"nothing is changed" in shown
    assert status(dav_of(login)) == 207


def test_switched_off_at_once_and_on_again(tool, login, dav_of):
    dav = dav_of(login)
    assert status(dav) == 207
    tool("staff", "disable", login)
    assert status(dav) == 401
    assert not tool.listed(login)["caldav"]
    tool("staff", "enable", login)
    assert status(dav) == 207


def test_no_password_no_caldav(tool):
    tool("staff", "add", "ohne", "--name", "Ohne")
    assert "password" in tool("staff", "enable", "ohne", code=2)
    assert not tool.listed("ohne")["caldav"]


# Items

def test_mode_of_an_appointment(tool, person):
    item, replica = person.appointment(), person.replica()
    name = person.member(item)
    assert replica.sync() == ({name}, set())
    tool("appointment", "mode", str(int(item)), "none")
    assert replica.sync() == (set(), {name})
    tool("appointment", "mode", str(int(item)), "device")
    assert replica.sync() == ({name}, set())
    assert person.dav.delete(person.path(item)).status == 403
    tool("appointment", "mode", str(int(item)), "both")
    assert person.dav.delete(person.path(item)).status == 204


def test_mode_of_a_task(tool, person):
    item, replica = person.task(), person.replica(person.dav.aufgaben)
    assert replica.sync() == (set(), set())
    tool("task", "mode", str(int(item)), "both")
    assert replica.sync() == ({person.member(item)}, set())


# The store

def test_status_counts(tool, person, cluster):
    (before,) = json.loads(tool("status", "--json"))
    assert before["role"] == OWNER and before["schema"] >= 1
    assert before["database"] == "advolux"
    person.appointment()
    person.task(mode="both")
    person.task(mode="none")
    (after,) = json.loads(tool("status", "--json"))
    assert after == {**before, "appointments": before["appointments"] + 1,
                     "tasks": before["tasks"] + 1}
    header, line = tool("status").splitlines()
    assert header.split() == list(after)
    assert line.split()[0] == "advolux"


def test_database_is_named_on_the_command_line(tool, cluster):
    elsewhere = Tool({**tool.environment, "PGHOST": "/nowhere"})
    conninfo = cluster.conninfo(OWNER)
    assert elsewhere("--database", conninfo, "status")
    assert elsewhere("--database=" + conninfo, "status")
    assert Tool({**elsewhere.environment,
                 "ADVOLUX_DATABASE": conninfo})("status")
    assert "cannot connect" in elsewhere("status", code=3)


# Mistakes

@pytest.mark.parametrize("arguments", [
    (), ("staff", "remove"), ("staff", "show"),
    ("staff", "add"), ("staff", "add", "x1"),
    ("staff", "add", "x1", "--name", ""), ("staff", "add", "x1", "--name"),
    ("staff", "add", "x1", "x2", "--name", "X"),
    ("staff", "list", "--nonsense"), ("staff", "enable"),
    ("appointment", "mode", "1"), ("appointment", "mode", "1", "sometimes"),
    ("appointment", "mode", "one", "both"), ("task", "mode", "-1", "both"),
    ("appointment", "mode", "9" * 30, "both"), ("staff", "edit", "berger"),
    ("staff", "edit", "berger", "--name", "")])
def test_wrong_usage_is_64_and_explained(tool, arguments):
    assert "Usage: advoluxctl" in tool(*arguments, code=64)


@pytest.mark.parametrize("arguments, sentence", [
    (("nonsense",), "no command nonsense: see `advoluxctl --help`"),
    (("staff",), "see `advoluxctl staff --help`"),
    (("staff", "lst"), "no command staff lst: see `advoluxctl staff --help`"),
    (("--nonsense",), "no option --nonsense"),
    (("staff", "list", "--nonsense"), "--nonsense is no option here"),
    (("staff", "list", "--database", "x"), "stands before the command"),
    (("staff", "show"), "LOGIN is missing"),
    (("staff", "show", "berger", "yilmaz"), '"yilmaz" is an argument too'),
    (("staff", "add", "x1", "--name"), "--name needs a value: NAME")])
def test_wrong_word_is_named(tool, arguments, sentence):
    said = tool(*arguments, code=64)
    assert sentence.lower() in said.lower()
    assert len(said.splitlines()) <= 2


def test_help_of_a_noun(tool):
    said = tool("staff", "--help")
    assert "staff password LOGIN" in said and "device" not in said


def test_output_that_is_lost_is_a_failure(tool):
    with open("/dev/full", "w") as full:
        done = subprocess.run([program(), "staff", "list"], stdout=full,
                              stderr=subprocess.PIPE, env=tool.environment)
    assert done.returncode == 2 and b"cannot be written" in done.stderr


@pytest.mark.parametrize("arguments, sentence", [
    (("staff", "edit", "niemand", "--name", "X"), "niemand"),
    (("staff", "enable", "niemand"), "niemand"),
    (("staff", "disable", "niemand"), "niemand"),
    (("staff", "password", "niemand", "--stdin"), "niemand"),
    (("staff", "add", "berger", "--name", "Doppelt"),
     "another person has this login"),
    (("staff", "add", "x1/", "--name", "X"), "without /"),
    (("staff", "add", "x1:y", "--name", "X"), "colon"),
    (("staff", "add", "..", "--name", "X"), "path"),
    (("staff", "add", "x1", "--name", "X", "--color", "red"), "#1E6FBA"),
    (("staff", "add", "x1", "--name", "X", "--look-back", "101 years"),
     "100 years"),
    (("staff", "add", "x1", "--name", "X", "--time-zone", "Mars/Olympus"),
     "Europe/Berlin"),
    (("device", "list", "niemand"), "niemand"),
    (("device", "add", "niemand", "x"), "no staff member"),
    (("appointment", "list", "--for", "niemand"), "niemand"),
    (("deadline", "list", "--for", "niemand"), "niemand"),
    (("appointment", "mode", "999999999", "both"), "999999999"),
    (("task", "mode", "999999999", "none"), "999999999")])
def test_failure_is_2_and_explained(tool, arguments, sentence):
    said = tool(*arguments, code=2, input="egal\n")
    assert said.startswith("advoluxctl: ") and sentence in said
    assert "x1" not in tool("staff", "list").split()


@pytest.mark.parametrize("input", ["", "\n", "x" * 511 + "\n", "x" * 600])
def test_unusable_password_is_2(tool, login, dav_of, input):
    assert "password" in tool("staff", "password", login, "--stdin", code=2,
                              input=input)
    assert status(dav_of(login)) == 207


def test_module_s_role_may_not_administer(cluster):
    module = Tool(cluster.environment(user="advolux_caldav"))
    said = module("staff", "add", "x1", "--name", "X", code=2)
    assert "advolux_owner" in said


def test_help(tool):
    assert "Exit codes" in tool("--help")
    assert "--look-back" in tool("staff", "add", "--help")
