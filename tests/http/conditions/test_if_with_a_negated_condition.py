# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Not, before an ETag or a state token.

RFC 4918 section 10.4.2."""

import pytest

from support import ics


@pytest.mark.parametrize("form,status", [
    ('(Not ["x"])', 204), ("(Not [{0}])", 412), ("(Not <DAV:no-lock>)", 204),
    ("(<DAV:no-lock>)", 412), ('(not["x"])', 204),
    ("([{0}] Not <urn:x>)", 204), ("(Not<urn:x> Not[{0}])", 412)])
def test_not(person, form, status):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    answer = person.dav.put(path, ics.event(uid, summary="Zwei"),
                            If=form.format(person.dav.get(path).etag))
    assert answer.status == status, answer
