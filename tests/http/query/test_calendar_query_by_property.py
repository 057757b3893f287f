# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 sections 9.7.2 to 9.7.5: prop-filter, param-filter, text-match."""

import pytest

from support import ics

OUTER = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">%s'
         '</C:comp-filter></C:comp-filter>')
TEXT = '<C:prop-filter name="%s"><C:text-match%s>%s</C:text-match></C:prop-filter>'


@pytest.fixture
def names(person):
    """Three events: a, b, c."""
    for name, summary, content in (
            ("a", "G\u00fcteverhandlung STRA\u00dfE", ["LOCATION:Saal 1",
                                                      "CATEGORIES:Gericht"]),
            ("b", "Besprechung", ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:"
                                  "x@example.com"]),
            ("c", "besprechung\\, intern", ["LOCATION:Saal 2",
                                            "STATUS:CANCELLED"])):
        answer = person.dav.put(person.dav.termine + name, ics.event(
            "%s-%s" % (name, ics.new_uid()), *content, summary=summary))
        assert answer.status == 201, answer
    return person


def query(person, inside):
    answer = person.dav.query(person.dav.termine, OUTER % inside)
    assert answer.status == 207, answer
    return "".join(sorted(href[-1] for href in answer.members))


@pytest.mark.parametrize("name,text,found", [
    ("SUMMARY", "besprechung", "bc"), ("SUMMARY", "BESPRECHUNG", "bc"),
    ("SUMMARY", "g\u00fcte", "a"), ("SUMMARY", "g\u00fctetermin", ""),
    ("SUMMARY", ", intern", "c"), ("LOCATION", "saal", "ac"),
    ("LOCATION", "Saal 2", "c"), ("CATEGORIES", "gericht", "a"),
    ("SUMMARY", "", "abc")])
def test_text_match_ignores_case(names, name, text, found):
    assert query(names, TEXT % (name, "", text)) == found


def test_umlauts_fold_too(names):
    unicode = ' collation="i;unicode-casemap"'
    answer = names.dav.query(names.dav.termine, OUTER % (
        TEXT % ("SUMMARY", unicode, "G\u00dcTE")))
    assert answer.status in (207, 403)
    if answer.status == 403:
        assert answer.preconditions == ["C:supported-collation"]
    else:
        assert [href[-1] for href in answer.members] == ["a"]


def test_octet_collation_is_exact(names):
    octet = ' collation="i;octet"'
    assert query(names, TEXT % ("SUMMARY", octet, "Besprechung")) == "b"


def test_negate_condition(names):
    assert query(names, TEXT % ("SUMMARY", ' negate-condition="yes"',
                                "besprechung")) == "a"


def test_property_defined_and_not(names):
    assert query(names, '<C:prop-filter name="LOCATION"/>') == "ac"
    assert query(names, '<C:prop-filter name="LOCATION"><C:is-not-defined/>'
                 '</C:prop-filter>') == "b"


def test_parameters(names):
    assert query(names, '<C:prop-filter name="ATTENDEE"><C:param-filter '
                 'name="PARTSTAT"><C:text-match>accepted</C:text-match>'
                 '</C:param-filter></C:prop-filter>') == "b"
    assert query(names, '<C:prop-filter name="ATTENDEE"><C:param-filter '
                 'name="RSVP"><C:is-not-defined/></C:param-filter>'
                 '</C:prop-filter>') == "b"


def test_conditions_are_anded(names):
    assert query(names, TEXT % ("SUMMARY", "", "besprechung") +
                 '<C:prop-filter name="LOCATION"/>') == "c"


def test_two_properties_are_anded(names):
    inside = TEXT % ("SUMMARY", "", "g\u00fcte") + TEXT % (
        "STATUS", "", "CANCELLED")
    assert query(names, inside) == ""


def test_time_range_may_come_after_or_before(names):
    wide = '<C:time-range start="%sT000000Z" end="%sT000000Z"/>' % (
        ics.day(5), ics.day(9))
    inside = TEXT % ("LOCATION", "", "saal 1")
    assert query(names, wide + inside) == "a"
    assert query(names, inside + wide) == "a"


def test_uid(names):
    uid = [line[4:] for line in ics.unfolded(
        names.dav.get(names.dav.termine + "b").body)
        if line.startswith("UID:")][0]
    assert query(names, TEXT % ("UID", "", uid)) == "b"
    assert query(names, TEXT % ("UID", ' collation="i;octet"', uid)) == "b"
    assert query(names, TEXT % ("UID", "", uid.upper())) == "b"
    assert query(names, TEXT % ("UID", "", uid[2:])) == "b"
    assert query(names, TEXT % ("UID", "", "no-such-uid")) == ""
    assert query(names, TEXT % ("UID", "", "no-such-uid@of-this-length")) == ""


def test_advolux_born_items_are_searched_too(names):
    item = names.appointment(title="Ortstermin \u00c4rztekammer")
    answer = names.dav.query(names.dav.termine, OUTER % (
        TEXT % ("SUMMARY", "", "rztekammer")))
    assert list(answer.members) == [names.path(item)]
