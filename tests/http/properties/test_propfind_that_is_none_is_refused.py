# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400 for what is no DAV:propfind; nothing hangs.

RFC 4918 section 9.1."""

import pytest

from support.names import document


@pytest.mark.parametrize("body", [
    "<x", "x", document("D:propertyupdate"), document("D:propfind"),
    document("X:propfind", "<D:allprop/>"),
    document("D:propfind", "<D:allprop/><D:propname/>"),
    document("D:propfind", "<D:prop/><D:allprop/>"),
    document("D:propfind", "<X:prop/>"),
    '<!DOCTYPE a [<!ENTITY e "x">]>' + document(
        "D:propfind", "<D:allprop/>&e;", declaration=False)])
def test_400(person, body):
    answer = person.dav.propfind(person.dav.termine, body=body)
    assert answer.status == 400, answer


@pytest.mark.parametrize("body", [None, ""])
def test_empty_is_allprop(person, body):
    found = person.dav.propfind(person.dav.termine, body=body).only
    assert "D:displayname" in found.props
