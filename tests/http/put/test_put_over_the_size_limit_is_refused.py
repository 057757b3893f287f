# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:max-resource-size counts octets, and names no href.

RFC 4791 section 5.2.5."""

import pytest

from support import ics


@pytest.mark.parametrize("over", [0, 1])
def test_to_the_octet(person, over):
    limit = int(person.dav.propfind(
        person.dav.termine, ["C:max-resource-size"]).only.text(
            "C:max-resource-size"))
    uid = ics.new_uid()
    empty = len(ics.event(uid, "X-FILL:"))
    text = ics.event(uid, "X-FILL:" + "x" * (limit - empty + over))
    answer = person.dav.put(person.dav.termine + uid + ".ics", text)
    if over:
        assert answer.status == 403, answer
        assert answer.preconditions == ["C:max-resource-size"]
        assert answer.xml.find(".//{DAV:}href") is None
    else:
        assert answer.status == 201, answer
