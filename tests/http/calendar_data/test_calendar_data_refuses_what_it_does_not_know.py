# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.6: a sentence for what cannot be meant."""

import pytest

SPAN = 'start="20260101T000000Z" end="20260201T000000Z"'


@pytest.mark.parametrize("inside", [
    '<C:comp name="VEVENT"/>', '<C:comp/>', '<C:nonsense/>',
    '<C:comp name="VCALENDAR"><C:prop/></C:comp>',
    '<C:comp name="VCALENDAR"><C:prop name="X" novalue="maybe"/></C:comp>',
    '<C:comp name="VCALENDAR"/><C:comp name="VCALENDAR"/>',
    '<C:comp name="VCALENDAR"><C:expand %s/></C:comp>' % SPAN,
    '<C:expand/>', '<C:expand start="20260101T000000Z"/>',
    '<C:expand start="20260101" end="20260201"/>',
    '<C:expand start="20260201T000000Z" end="20260101T000000Z"/>',
    '<C:expand start="20260101T000000" end="20260201T000000Z"/>',
    '<C:expand %s/><C:limit-recurrence-set %s/>' % (SPAN, SPAN),
    '<C:limit-recurrence-set/>', '<C:limit-freebusy-set/>',
    '<C:comp name="VCALENDAR">' * 20 + '</C:comp>' * 20])
def test_bad_request(person, inside):
    path = person.dav.termine + person.put_event()
    answer = person.dav.shaped(person.dav.termine, [path], inside)
    assert answer.status == 400, answer
    assert "calendar-data" in answer.text or "novalue" in answer.text


@pytest.mark.parametrize("attributes", [
    'content-type="application/calendar+json"', 'version="1.0"'])
def test_other_formats(person, attributes):
    path = person.dav.termine + person.put_event()
    answer = person.dav.shaped(person.dav.termine, [path], "", attributes)
    assert answer.status == 403
    assert answer.preconditions == ["C:supported-calendar-data"]


def test_what_is_known(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.shaped(
        person.dav.termine, [path], "<C:limit-freebusy-set %s/>" % SPAN,
        'content-type="text/calendar" version="2.0"')
    assert answer.only.data == person.dav.get(path).text.replace("\r\n", "\n") \
        or answer.only.data == person.dav.get(path).text
