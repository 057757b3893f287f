# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""If-Match, If-None-Match and If name the content that is meant.

RFC 4918 section 9.2."""

import pytest


@pytest.mark.parametrize("header,value,status", [
    ("If-Match", "{etag}", 207), ("If-Match", '"x"', 412),
    ("If-Match", "*", 207), ("If-None-Match", "*", 412),
    ("If", "([{etag}])", 207), ("If", '(["x"])', 412)])
def test_condition(person, header, value, status):
    path = person.dav.termine + person.put_event()
    etag = person.dav.head(path).etag
    answer = person.dav.proppatch(path, {"X:note": "x"}, **{
        header: value.format(etag=etag)})
    assert answer.status == status
    assert person.dav.propfind(path, ["X:note"]).only.text("X:note") == (
        "x" if status == 207 else None)
    assert person.dav.head(path).etag == etag
