# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 section 9.5."""

from support.names import NAMESPACES, document, short


def test_the_set(person):
    answer = person.dav.report(person.dav.root, document(
        "D:principal-search-property-set"), depth="0")
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert short(answer.xml.tag) == "D:principal-search-property-set"
    names = set()
    for found in answer.xml.findall("D:principal-search-property", NAMESPACES):
        names.add(short(found.find("D:prop", NAMESPACES)[0].tag))
        assert found.findtext("D:description", namespaces=NAMESPACES)
    assert {"D:displayname", "C:calendar-user-address-set"} <= names


def test_it_is_an_empty_element(person):
    answer = person.dav.report(person.dav.root, document(
        "D:principal-search-property-set", "<X:odd/>"), depth="0")
    assert answer.status == 400
