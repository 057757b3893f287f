# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Names of Apple's, calendarserver.org's and anybody's.

RFC 4918 section 4."""

import pytest

from support.names import NAMESPACES


@pytest.mark.parametrize("name,value", [
    ("CS:calendar-availability", "BEGIN:VCALENDAR"),
    ("A:autoprovisioned", "1"), ("A:refreshrate", "PT1H"),
    ("CS:subscribed-strip-alarms", ""), ("X:anything", "ein Wert"),
    ("D:details", "kein RFC kennt sie"), ("C:calendar-free-busy-set", "")])
def test_kept(person, name, value):
    answer = person.dav.proppatch(person.dav.termine, {name: value})
    assert answer.only.text(name) == ""
    found = person.dav.propfind(person.dav.termine, [name]).only
    assert found.text(name) == value
    assert found.props[name].tag.startswith(
        "{%s}" % NAMESPACES[name.split(":")[0]])
