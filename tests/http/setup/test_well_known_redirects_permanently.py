# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 6764 section 5: /.well-known/caldav leads to the root, with and without a slash."""

import pytest


@pytest.mark.parametrize("path", ["/.well-known/caldav",
                                  "/.well-known/caldav/"])
@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS"])
def test_redirect(person, method, path):
    answer = person.dav.request(method, path, headers={"Depth": "0"})
    assert answer.status == 301, answer
    location = answer.headers["Location"]
    assert location in (person.dav.root, person.dav.origin + person.dav.root)


def test_redirect_needs_no_login(people):
    answer = people.anonymous().get("/.well-known/caldav")
    assert answer.status == 301


def test_redirect_keeps_the_scheme_and_port_that_the_client_used(person):
    answer = person.dav.get("/.well-known/caldav",
                            Host="caldav.kanzlei.example:8443")
    assert answer.headers["Location"] in (
        person.dav.root,
        "http://caldav.kanzlei.example:8443" + person.dav.root)
