# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Lists are alternatives, conditions inside one are not.

RFC 4918 section 10.4.3."""

import pytest

from support import ics


@pytest.mark.parametrize("form,status", [
    ('(["x"]) ([{0}])', 204), ('([{0}])(["x"])', 204),
    ('(["x"]) (["y"])', 412), ('([{0}] ["x"])', 412),
    ("([{0}] [{0}])", 204), ('(["x"])([{0}] <urn:x>)', 412)])
def test_lists(person, form, status):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    answer = person.dav.put(path, ics.event(uid, summary="Zwei"),
                            If=form.format(person.dav.get(path).etag))
    assert answer.status == status, answer
