# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A filter that cannot be understood is never answered with a guess.

RFC 4791 section 7.8."""

import pytest

from support.names import document, prop

EVENT = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">%s'
         '</C:comp-filter></C:comp-filter>')

BAD = {
    "no filter inside": "",
    "not VCALENDAR": '<C:comp-filter name="VEVENT"/>',
    "no name": "<C:comp-filter/>",
    "nameless inside": EVENT.replace(' name="VEVENT"', "") % "",
    "nameless property": EVENT % "<C:prop-filter/>",
    "two roots": '<C:comp-filter name="VCALENDAR"/>' * 2,
    "unknown collation": EVENT % (
        '<C:prop-filter name="SUMMARY"><C:text-match collation="i;klingon">'
        'x</C:text-match></C:prop-filter>'),
    "unknown element": EVENT % "<X:maybe/>",
    "not defined and more": EVENT % (
        '<C:prop-filter name="SUMMARY"><C:is-not-defined/><C:text-match>x'
        '</C:text-match></C:prop-filter>'),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_filter(person, name):
    person.put_event()
    answer = person.dav.query(person.dav.termine, BAD[name])
    assert answer.status in (400, 403), answer
    if answer.status == 403:
        assert answer.preconditions and answer.preconditions[0] in (
            "C:valid-filter", "C:supported-filter", "C:supported-collation")
    if name == "unknown collation":
        assert answer.preconditions == ["C:supported-collation"]


def test_no_filter_element(person):
    answer = person.dav.report(person.dav.termine, document(
        "C:calendar-query", prop(["D:getetag"])))
    assert answer.status in (400, 403), answer


def test_query_outside_a_calendar(person):
    answer = person.dav.query(person.dav.home,
                              '<C:comp-filter name="VCALENDAR"/>')
    assert answer.status in (403, 207), answer
    if answer.status == 403:
        assert answer.preconditions == ["D:supported-report"]


def test_deep_filter_is_bounded(person):
    deep = '<C:comp-filter name="VCALENDAR">' + (
        '<C:comp-filter name="VEVENT">' * 200 +
        "</C:comp-filter>" * 200) + "</C:comp-filter>"
    assert person.dav.query(person.dav.termine, deep).status in (
        207, 400, 403)
