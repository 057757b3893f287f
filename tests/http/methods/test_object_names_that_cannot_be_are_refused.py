# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Control characters, invalid UTF-8, and more than 255 octets: nothing is
made under another name.

RFC 3986 section 3.3."""

import pytest

from support import ics


@pytest.mark.parametrize("name", [
    "a%00b.ics", "a%01b.ics", "a%7Fb.ics", "%FF.ics", "%C3.ics",
    "%ED%A0%80.ics", "a%0Ab.ics", "x" * 256, "%C2%85.ics"])
def test_refused(person, name):
    answer = person.dav.put(person.dav.termine + name,
                            ics.event(ics.new_uid()))
    assert 400 <= answer.status < 500, answer
    listing = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                  depth="1", Prefer="depth-noroot")
    assert listing.members == {}
