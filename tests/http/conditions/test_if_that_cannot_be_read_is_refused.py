# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400 for what is no list of conditions; nothing is written.

RFC 4918 section 10.4.2."""

import pytest

from support import ics


@pytest.mark.parametrize("text", [
    "garbage", "(", "()", "([)", "(<urn:x)", '("x")', "<urn:x>", "(Not)",
    "([x]) garbage", "(<urn:x>))", "(<urn:x>)" * 40])
def test_400(person, text):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    answer = person.dav.put(path, ics.event(uid), If=text)
    assert answer.status == 400, answer
    assert person.dav.get(path).status == 404
