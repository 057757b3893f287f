# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 6.2.1, RFC 6638 section 2.4.1."""


def test_calendar_home_set(person):
    found = person.dav.propfind(person.dav.principal, [
        "C:calendar-home-set", "D:principal-URL", "D:displayname",
        "D:resourcetype", "C:calendar-user-address-set"]).only
    assert found.refused == {}
    assert found.hrefs("C:calendar-home-set") == [person.dav.home]
    assert found.hrefs("D:principal-URL") == [person.dav.principal]
    assert found.text("D:displayname") == person.name
    assert "D:principal" in found.children("D:resourcetype")
    addresses = found.hrefs("C:calendar-user-address-set")
    assert "mailto:" + person.mail in addresses


def test_principal_without_slash_is_answered_without_redirect(person):
    answer = person.dav.propfind(person.dav.principal.rstrip("/"),
                                 ["C:calendar-home-set"])
    assert answer.status == 207, answer
    assert answer.only.hrefs("C:calendar-home-set") == [person.dav.home]
