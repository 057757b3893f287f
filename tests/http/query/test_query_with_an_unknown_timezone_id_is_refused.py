# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-timezone.

RFC 7809 section 5.3."""

import pytest

from support.filters import second


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd",
                                  "Europe/Berlin/x", "/" * 300])
def test_refused(shelf, name):
    zone = "<C:timezone-id>%s</C:timezone-id>" % name
    assert shelf.refusal(second("20310115T090000Z"), extra=zone) == (
        "C:valid-timezone", [])
