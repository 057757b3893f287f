# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Every item of the demo firm that the handbook lets a person see, and not
one more; the expectation is read from the application's tables."""

from collections import Counter

import pytest

from shown import shown


@pytest.mark.parametrize("calendar", ["termine", "aufgaben"])
@pytest.mark.parametrize("login", ["berger", "anna.hoffmann",
                                   "mueller-weiss", "yilmaz", "schulte"])
def test_client_fetches_what_is_synchronised_and_no_other(
        demo_client, advolux, login, calendar):
    expected = advolux.synchronised(login, calendar)
    assert sum(expected.values()) >= 5
    found = Counter(map(tuple, shown(demo_client(login), calendar)))
    assert {"missing": expected - found, "more": found - expected} == {
        "missing": Counter(), "more": Counter()}
