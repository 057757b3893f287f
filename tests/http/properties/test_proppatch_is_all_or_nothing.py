# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What could be set waits for what could not: 424.

RFC 4918 section 9.2."""

import pytest


@pytest.mark.parametrize("bad,status", [
    ("D:getetag", 403), ("D:resourcetype", 403), ("CS:getctag", 403),
    ("C:max-resource-size", 403)])
def test_424(person, bad, status):
    values = {"D:displayname": "Neu", "X:note": "x", bad: "x"}
    answer = person.dav.proppatch(person.dav.termine, values)
    assert answer.only.refused == {"D:displayname": 424, "X:note": 424,
                                   bad: status}
    found = person.dav.propfind(person.dav.termine,
                                ["D:displayname", "X:note"]).only
    assert found.text("D:displayname") == "Termine"
    assert found.refused == {"X:note": 404}
