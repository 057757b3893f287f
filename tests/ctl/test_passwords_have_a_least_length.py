# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A CalDAV password has at least ten characters, or as many as the office
says, and is asked for with that number."""

import itertools
import json

import pytest

_number = itertools.count(1)


@pytest.fixture
def person(tool):
    login = "kurz.%d" % next(_number)
    tool("staff", "add", login, "--name", "K")
    yield login
    tool("setting", "password-length", "10")


@pytest.mark.parametrize("password", ["123456789", "\u00e4\u00f6\u00fc\u00df\u00e4\u00f6\u00fc\u00df9", "x"])
def test_shorter_one_is_refused(tool, person, password):
    said = tool("staff", "password", person, "--stdin", code=2,
                input=password + "\n")
    assert "at least 10 characters" in said
    assert not tool.listed(person)["password"]


def test_characters_are_counted_not_octets(tool, person):
    tool("staff", "password", person, "--stdin",
         input="\u00e4\u00f6\u00fc\u00df\u00e4\u00f6\u00fc\u00df90\n")
    assert tool.listed(person)["password"]


def test_dialogue_says_it(tool, person):
    code, shown = tool.at_terminal("staff", "password", person,
                                   answers=["kurz"])
    assert code == 2 and b"(at least 10 characters): " in shown
    code, shown = tool.at_terminal("staff", "password", person,
                                   answers=["lang genug!"] * 2)
    assert code == 0


def test_office_says_another(tool, person):
    tool("setting", "password-length", "14")
    rows = json.loads(tool("setting", "list", "--json"))
    assert {"name": "password-length", "value": "14"} in rows
    assert "at least 14" in tool("staff", "password", person, "--stdin", code=2,
                                 input="dreizehn.....\n")
    tool("setting", "password-length", "4")
    tool("staff", "password", person, "--stdin", input="vier\n")
    for bad in "0", "-3", "viele", "201", "":
        tool("setting", "password-length", bad, code=64)
