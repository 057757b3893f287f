# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400 for no body or no XML, wherever it is sent.

RFC 3253 section 3.6."""

import pytest


@pytest.mark.parametrize("body", [None, "", "x", "<x", "<a></b>"])
@pytest.mark.parametrize("place", ["home", "termine", "principal"])
def test_400(person, place, body):
    answer = person.dav.report(getattr(person.dav, place), body)
    assert answer.status == 400, answer
