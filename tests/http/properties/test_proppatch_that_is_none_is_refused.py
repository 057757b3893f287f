# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400, and nothing is changed.

RFC 4918 section 9.2."""

import pytest

from support.names import document


@pytest.mark.parametrize("body", [
    None, "", "<x", document("D:propfind", "<D:allprop/>"),
    document("D:propertyupdate"), document("D:propertyupdate", "<D:set/>"),
    document("D:propertyupdate", "<D:set><D:prop/></D:set>"),
    document("D:propertyupdate", "<X:set><D:prop><X:a/></D:prop></X:set>"),
    '<!DOCTYPE a [<!ENTITY e "x">]>' + document(
        "D:propertyupdate", "<D:set><D:prop><X:a>&e;</X:a></D:prop></D:set>",
        declaration=False)])
def test_400(person, body):
    answer = person.dav.request("PROPPATCH", person.dav.termine, body,
                                {"Content-Type": "application/xml"})
    assert answer.status == 400, answer
