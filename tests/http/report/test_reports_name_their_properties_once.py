# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of DAV:prop there is one: with two, 400.

RFC 3744 section 9."""

import pytest

from support.names import document, element, prop

TWICE = prop(["D:displayname"]) + prop(["D:getetag"])


@pytest.mark.parametrize("name,inside", [
    ("D:principal-match", "<D:self/>"), ("D:acl-principal-prop-set", ""),
    ("D:sync-collection", "<D:sync-token/><D:sync-level>1</D:sync-level>"),
    ("C:calendar-multiget", element("D:href", "/x"))])
def test_report(person, name, inside):
    answer = person.dav.report(person.dav.termine, document(
        name, inside + TWICE), depth="0")
    assert answer.status == 400, answer


def test_propfind(person):
    answer = person.dav.propfind(person.dav.termine,
                                 body=document("D:propfind", TWICE))
    assert answer.status == 400, answer
