# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400 for any other Depth; none means 0.

RFC 3744 section 9."""

import pytest

from support.names import document, prop

BODIES = {
    "D:principal-match": "<D:self/>" + prop(["D:displayname"]),
    "D:acl-principal-prop-set": prop(["D:displayname"]),
    "D:principal-search-property-set": "",
    "D:principal-property-search":
        "<D:property-search>" + prop(["D:displayname"]) +
        "<D:match>x</D:match></D:property-search>" + prop(["D:displayname"]),
    "D:expand-property": '<D:property name="owner"/>',
}


@pytest.mark.parametrize("name", BODIES)
def test_depth(person, name):
    body = document(name, BODIES[name])
    for depth, status in (("1", 400), ("infinity", 400), ("x", 400)):
        answer = person.dav.report(person.dav.home, body, depth=depth)
        assert answer.status == status, (depth, answer)
    for depth in ("0", None):
        answer = person.dav.report(person.dav.home, body, depth=depth)
        assert answer.status in (200, 207), (depth, answer)
