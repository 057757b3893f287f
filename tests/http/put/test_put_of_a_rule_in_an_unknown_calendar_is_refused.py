# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What RSCALE may name is a property of the calendar, and a precondition; what
is no rule in any calendar is no valid data.

RFC 7529 sections 4 and 10."""

import pytest

from support import ics


def put(person, rule, start="DTSTART;VALUE=DATE:20260105", end=""):
    uid = ics.new_uid()
    return person.dav.put(person.dav.termine + uid, ics.event(
        uid, "RRULE:" + rule, start=start, end=end))


def names(person):
    found = person.dav.propfind(person.dav.termine, [
        "C:supported-rscale-set"]).only
    return [one.text for one in found.props["C:supported-rscale-set"]]


def test_the_calendar_names_what_it_takes(person):
    scales = names(person)
    assert {"GREGORIAN", "HEBREW", "CHINESE", "ISLAMIC-CIVIL", "PERSIAN",
            "ETHIOPIC"} <= set(scales)
    for scale in scales:
        answer = put(person, "RSCALE=%s;FREQ=YEARLY" % scale)
        assert answer.status == 201, (scale, answer)


@pytest.mark.parametrize("scale", ["KLINGON", "", "DANGI", "HEBREW2"])
def test_others_are_refused_by_name(person, scale):
    assert scale not in names(person)
    answer = put(person, "FREQ=YEARLY;RSCALE=" + scale)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:supported-rscale"], answer
    assert b"HEBREW" in answer.body


@pytest.mark.parametrize("rule", [
    "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=4L",
    "RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD",
    "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=31",
    "RSCALE=HEBREW;FREQ=HOURLY", "RSCALE=HEBREW;FREQ=YEARLY;SKIP=MAYBE",
    "FREQ=MONTHLY;SKIP=FORWARD", "FREQ=YEARLY;BYMONTH=5L",
    "RSCALE=HEBREW;FREQ=YEARLY;COUNT=2;UNTIL=20300101"])
def test_what_is_no_rule_is_no_valid_data(person, rule):
    answer = put(person, rule)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]


def test_a_start_in_unknown_years_is_named(person):
    answer = put(person, "RSCALE=HEBREW;FREQ=YEARLY",
                 start="DTSTART;VALUE=DATE:18500101")
    assert answer.status == 403, answer
    assert b"1900" in answer.body and b"2099" in answer.body
