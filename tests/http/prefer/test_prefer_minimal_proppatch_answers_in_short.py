# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""200 and no body; a failure is told in full, as without it.

RFC 8144 section 2.2."""

import pytest

MINIMAL = {"Prefer": "return=minimal"}


@pytest.mark.parametrize("headers", [MINIMAL, {"Brief": "t"}])
def test_done(person, headers):
    answer = person.dav.proppatch(person.dav.termine,
                                  {"D:displayname": "Neu"}, **headers)
    assert (answer.status, answer.body) == (200, b"")
    found = person.dav.propfind(person.dav.termine, ["D:displayname"]).only
    assert found.text("D:displayname") == "Neu"


def test_refused(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Neu", "D:getetag": "x"}, **MINIMAL)
    assert answer.only.refused == {"D:displayname": 424, "D:getetag": 403}
    found = person.dav.propfind(person.dav.termine, ["D:displayname"]).only
    assert found.text("D:displayname") == "Termine"
