# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""As the client wrote them: with line breaks, escapes, or the host.

RFC 4791 section 7.9."""

import pytest


@pytest.mark.parametrize("form", ["{0}", "\n  {0}\n", "{1}{0}", "{2}"])
def test_found(person, form):
    path = person.dav.termine + person.put_event()
    escaped = path.replace("termine", "t%65rmine").replace("@", "%40")
    href = form.format(path, person.dav.origin, escaped)
    only = person.dav.multiget(person.dav.termine, [href]).only
    assert only.href.strip() == href.strip()
    assert only.etag == person.dav.get(path).etag


@pytest.mark.parametrize("href", [
    "{0}nie.ics", "{1}aufgaben/x.ics", "http://other.example{0}x.ics",
    "x.ics", "", "{0}", "{0}a/b", "mailto:x"])
def test_404(person, href):
    href = href.format(person.dav.termine, person.dav.home)
    only = person.dav.multiget(person.dav.termine, [href]).only
    assert only.status == 404
