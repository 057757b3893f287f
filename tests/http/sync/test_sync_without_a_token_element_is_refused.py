# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An empty element begins; none at all is a mistake.

RFC 6578 section 3.2."""

from support.names import document, prop


def test_400(person):
    body = document("D:sync-collection", "<D:sync-level>1</D:sync-level>" +
                    prop(["D:getetag"]))
    answer = person.dav.report(person.dav.termine, body, depth="0")
    assert answer.status == 400, answer
