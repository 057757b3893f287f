# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""None is 400; more than 5000 are too many at once.

RFC 4791 section 7.9."""


def test_none(person):
    assert person.dav.multiget(person.dav.termine, []).status == 400


def test_too_many(person):
    hrefs = ["%s%d.ics" % (person.dav.termine, number)
             for number in range(5001)]
    answer = person.dav.multiget(person.dav.termine, hrefs)
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:number-of-matches-within-limits"]
