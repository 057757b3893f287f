# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""412 while it is that version, and for a list that has it.

RFC 9110 section 13.1.2."""

import pytest

from support import ics


@pytest.mark.parametrize("form,status", [
    ("{0}", 412), ('"x", {0}', 412), ('"x"', 204)])
def test_put(person, form, status):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    answer = person.dav.put(path, ics.event(uid, summary="Zwei"),
                            If_None_Match=form.format(
                                person.dav.get(path).etag))
    assert answer.status == status, answer
