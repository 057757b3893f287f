# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""And Vary says that it can differ; unknown preferences are nothing.

RFC 7240 section 3."""

import pytest


@pytest.mark.parametrize("prefer,applied", [
    ("return=minimal", {"return=minimal"}), ("x-foo", set()), ("", set()),
    ("return=minimal, depth-noroot", {"return=minimal", "depth-noroot"}),
    ("depth-noroot;x=1", {"depth-noroot"}), ('x-foo="return=minimal"', set()),
    ("RETURN=Minimal", {"return=minimal"}), ("return=representation", set()),
    ("return=representation, return=minimal", set())])
def test_propfind(person, prefer, applied):
    answer = person.dav.propfind(person.dav.termine, ["D:displayname"],
                                 depth="1", Prefer=prefer)
    assert answer.status == 207, answer
    said = answer.headers.get("Preference-Applied", "")
    assert {one.strip() for one in said.split(",") if one.strip()} == applied
    assert "Prefer" in answer.headers["Vary"]
