# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0

import pytest

RANGES = {
    "a day": 'start="20110804T000000Z" end="20110805T000000Z"',
    "a week": 'start="20110801T000000Z" end="20110808T000000Z"',
    "a month over the end of DST":
        'start="20171015T000000Z" end="20171115T000000Z"',
    "a year": 'start="20170101T000000Z" end="20180101T000000Z"',
    "a century": 'start="19500101T000000Z" end="20500101T000000Z"',
    "the far past": 'start="16010101T000000Z" end="16020101T000000Z"',
    "the far future": 'start="20900101T000000Z" end="20910101T000000Z"',
    "from a day on": 'start="20200101T000000Z"',
    "up to a day": 'end="20120101T000000Z"',
    "one second": 'start="20170601T140000Z" end="20170601T140001Z"',
}


@pytest.mark.parametrize("component", ["VEVENT", "VTODO"])
@pytest.mark.parametrize("label", RANGES)
def test_corpus_can_be_queried(deposits, corpus_dav, label, component):
    path = (corpus_dav.aufgaben if component == "VTODO"
            else corpus_dav.termine)
    answer = corpus_dav.query(
        path, '<C:comp-filter name="VCALENDAR"><C:comp-filter name="%s">'
        '<C:time-range %s/></C:comp-filter></C:comp-filter>'
        % (component, RANGES[label]),
        names=("D:getetag", "C:calendar-data"))
    assert answer.status == 207
    for member in answer.members.values():
        assert member.etag and member.data
