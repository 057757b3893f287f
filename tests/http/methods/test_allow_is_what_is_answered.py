# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""OPTIONS of every place: what it lists is not 405, and the other way.

RFC 9110 section 10.2.1."""

import pytest

from support import ics

METHODS = ["GET", "HEAD", "PROPFIND", "PROPPATCH", "REPORT", "PUT", "POST",
           "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "ACL"]


@pytest.mark.parametrize("name", ["root", "principal", "home", "termine",
                                  "aufgaben", "object"])
def test_honest(person, name):
    path = (person.dav.termine + person.put_event() if name == "object"
            else getattr(person.dav, name))
    allow = person.dav.options(path).headers["Allow"]
    allowed = {method.strip() for method in allow.split(",")}
    for method in METHODS:
        answer = person.dav.request(
            method, path, ics.event("x") if method == "PUT" else None,
            {"Depth": "0"})
        if method in allowed:
            assert answer.status not in (405, 501), (method, answer)
        else:
            assert answer.status >= 400, (method, answer)
            if answer.status == 405:
                assert method not in answer.headers["Allow"].replace(
                    " ", "").split(",")
