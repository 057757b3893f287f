# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""No title, an empty one, one of spaces, and line breaks in one.

RFC 5545 section 3.8.1.12."""

import pytest

from support import ics


@pytest.mark.parametrize("line,title", [
    ("", ""), ("SUMMARY:", ""), ("SUMMARY:   ", None),
    ("SUMMARY:Eins\\nZwei", "Eins\nZwei"), ("SUMMARY:Ende\\n", None)])
def test_title(person, line, title):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    text = ics.event(uid).replace("SUMMARY:Besprechung\r\n",
                                  line + "\r\n" if line else "")
    assert person.dav.put(path, text).status == 201
    assert person.dav.get(path).body == text.encode()
    if title is not None:
        assert person.components(uid)[0]["title"] == title
