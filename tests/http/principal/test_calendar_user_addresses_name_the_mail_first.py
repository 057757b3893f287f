# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A mailto: URI and the principal; nobody else's.

RFC 6638 section 2.4.1."""


def test_addresses(person):
    found = person.dav.propfind(person.dav.principal, [
        "C:calendar-user-address-set", "C:calendar-user-type",
        "CS:email-address-set"]).only
    assert found.hrefs("C:calendar-user-address-set") == [
        "mailto:" + person.mail, person.dav.principal]
    assert found.text("C:calendar-user-type") == "INDIVIDUAL"
    assert [node.text for node in found.props["CS:email-address-set"]] == [
        person.mail]


def test_without_mail(people):
    person = people.new(mail=None)
    found = person.dav.propfind(person.dav.principal, [
        "C:calendar-user-address-set"]).only
    assert found.hrefs("C:calendar-user-address-set") == [
        person.dav.principal]
