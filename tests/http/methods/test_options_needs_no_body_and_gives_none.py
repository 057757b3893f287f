# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""And says what level of DAV it is, without locks.

RFC 9110 section 9.3.7."""

import pytest


@pytest.mark.parametrize("name", ["root", "home", "termine"])
def test_headers(person, name):
    answer = person.dav.request("OPTIONS", getattr(person.dav, name), "x")
    assert (answer.status, answer.body) == (200, b"")
    levels = {one.strip() for one in answer.headers["DAV"].split(",")}
    assert {"1", "3", "access-control", "calendar-access"} <= levels
    assert "2" not in levels and "extended-mkcol" not in levels
