# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""405 and no lock, for LOCK, UNLOCK and locked refreshes.

RFC 4918 section 9.10."""

import pytest

BODY = ('<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>'
        '<D:locktype><D:write/></D:locktype></D:lockinfo>')


@pytest.mark.parametrize("method,body,headers", [
    ("LOCK", BODY, {}), ("LOCK", None, {"If": "(<urn:x>)"}),
    ("UNLOCK", None, {"Lock-Token": "<urn:x>"}), ("UNLOCK", None, {})])
def test_405(person, method, body, headers):
    for path in (person.dav.termine, person.dav.termine + person.put_event(),
                 person.dav.termine + "neu.ics"):
        answer = person.dav.request(method, path, body, {
            "Content-Type": "application/xml", **headers})
        assert answer.status == 405, answer
        assert "Lock-Token" not in answer.headers
        assert method not in answer.headers["Allow"]
    assert person.dav.get(person.dav.termine + "neu.ics").status == 404
