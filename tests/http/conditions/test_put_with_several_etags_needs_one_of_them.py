# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""If-Match is a list.

RFC 9110 section 13.1.1."""

import pytest

from support import ics


@pytest.mark.parametrize("form,status", [
    ('"x", {0}', 204), ('{0}, "x"', 204), ('"x","y"', 412), ('"x{0}', 412)])
def test_list(person, form, status):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    etag = person.dav.get(path).etag
    answer = person.dav.put(path, ics.event(uid, summary="Zwei"),
                            If_Match=form.format(etag))
    assert answer.status == status, answer
