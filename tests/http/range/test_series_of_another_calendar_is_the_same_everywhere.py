# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A series in another calendar (RSCALE), or with SKIP, takes place on the same
days in queries, in expansions, in free-busy and in Advolux' own listing; the days
are those of python3-convertdate. What Advolux changes of it holds in all of them.

RFC 7529."""

import datetime

import pytest
from convertdate import coptic, hebrew, islamic, persian

from support import ics
from support.shelf import Shelf

ADAR = 12       # convertdate counts from Nisan; 13 in a leap year
FIRST, LAST = 2024, 2034


def of_years(calendar, month, day, first, count):
    return [datetime.date(*calendar.to_gregorian(year, month, day))
            for year in range(first, first + count)]


def adar(day, years):
    return [datetime.date(*hebrew.to_gregorian(
        year, ADAR + hebrew.leap(year), day)) for year in years]


SERIES = {
    "a wedding in Adar": ("RSCALE=HEBREW;FREQ=YEARLY;COUNT=9",
                          adar(5, range(5784, 5793))),
    "every third year": ("RSCALE=HEBREW;FREQ=YEARLY;INTERVAL=3;COUNT=4",
                         adar(5, range(5784, 5796, 3))),
    "Adar I alone": ("RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8",
                     [datetime.date(*hebrew.to_gregorian(year, ADAR, 8))
                      for year in range(5784, 5795) if hebrew.leap(year)]),
    "Adar I or Adar": (
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD",
        [datetime.date(*hebrew.to_gregorian(year, ADAR, 8))
         for year in range(5784, 5795)]),
    "Ramadan": ("RSCALE=ISLAMIC-CIVIL;FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1",
                of_years(islamic, 9, 1, 1445, 12)),
    "Nowruz": ("RSCALE=PERSIAN;FREQ=YEARLY;COUNT=10",
               of_years(persian, 1, 1, 1403, 10)),
    "Coptic new year": ("RSCALE=COPTIC;FREQ=YEARLY;UNTIL=20300101",
                        of_years(coptic, 1, 1, 1741, 6)),
    "the last of a month": (
        "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD;COUNT=30",
        [datetime.date(2024 + n // 12, n % 12 + 1, 28) for n in range(30)]),
}


def last_of_month(day):
    return (day.replace(day=1) + datetime.timedelta(31)).replace(
        day=1) - datetime.timedelta(1)


@pytest.fixture(params=SERIES)
def series(request):
    rule, days = SERIES[request.param]
    if "BACKWARD" in rule:
        days = [last_of_month(day) for day in days]
    return rule, days


def put(shelf, rule, days, *content):
    start = days[0]
    shelf.add("a", "DTSTART;TZID=Europe/Berlin:%sT100000" % start.strftime(
        "%Y%m%d"), "DURATION:PT1H", "RRULE:" + rule, *content)


def shown(days):
    return [day for day in days if FIRST <= day.year < LAST]


def instants(days, clock="T100000"):
    return [ics.utc(day.strftime("%Y%m%d") + clock) for day in shown(days)]


def expanded(shelf):
    data = shelf.data("a", '<C:expand start="%d0101T000000Z" '
                           'end="%d0101T000000Z"/>' % (FIRST, LAST))
    return sorted(event["DTSTART"].to_ical().decode()
                  for event in ics.parsed(data))


def listed(people, person):
    return [start for start, in people.sql(
        "SELECT to_char(starts_at AT TIME ZONE 'UTC', "
        "'YYYYMMDD\"T\"HH24MISS\"Z\"') FROM advolux.appointment_occurrences("
        "%s, %s, %s) ORDER BY 1", "%d-01-01" % FIRST, "%d-01-01" % LAST,
        person.staff_id)]


@pytest.fixture
def shelf(person):
    return Shelf(person)


def check(people, person, shelf, days, clock="T100000"):
    expected = instants(days, clock)
    assert expanded(shelf) == expected
    assert listed(people, person) == expected
    assert [period.split("/")[0] for _, period in shelf.busy(
        "%d0101T000000Z" % FIRST, "%d0101T000000Z" % LAST)] == expected


def test_days_are_the_same(people, person, shelf, series):
    rule, days = series
    put(shelf, rule, days)
    assert "RRULE:" + rule in shelf.text("a")
    check(people, person, shelf, days)
    for instant in instants(days):
        assert shelf.at(instant) == {"a"}
    gap = max(shown(days)[1] - datetime.timedelta(1), days[0])
    assert shelf.at(ics.utc(gap.strftime("%Y%m%d") + "T120000")) == set()


def test_exceptions_are_the_same(people, person, shelf, series):
    rule, days = series
    put(shelf, rule, days,
        "EXDATE;TZID=Europe/Berlin:%sT100000" % days[1].strftime("%Y%m%d"),
        "RDATE;TZID=Europe/Berlin:20251224T100000")
    expected = [day for day in days if day != days[1]]
    check(people, person, shelf,
          sorted({*expected, datetime.date(2025, 12, 24)}))


def test_a_series_that_ended_leaves_the_window(people, person, shelf):
    rule, days = SERIES["Nowruz"]
    put(shelf, rule.replace("10", "2"), days)
    people.sql("UPDATE caldav.entry SET put_at = NULL, ends_at = upper(span) "
               "WHERE calendar_id IN (SELECT calendar_id FROM caldav.calendar "
               "WHERE staff_id = %s) RETURNING 1", person.staff_id)
    (ends,), = people.sql(
        "SELECT (e.ends_at AT TIME ZONE 'Europe/Berlin')::date "
        "FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id) "
        "WHERE c.staff_id = %s AND e.visible", person.staff_id)
    assert ends == days[1]
    assert shelf.find() == set()


@pytest.fixture
def wedding(people, person, shelf):
    rule, days = SERIES["a wedding in Adar"]
    put(shelf, rule, days)
    (item,), = people.sql("SELECT appointment_id FROM advolux.appointment "
                          "WHERE main_editor = %s", person.staff_id)
    return item, days


def test_what_advolux_changes_but_the_first_day_holds(
        people, person, shelf, wedding):
    item, days = wedding
    person.update(item, title="Feier", rrule="RSCALE=HEBREW;FREQ=YEARLY;"
                  "UNTIL=%s" % ics.utc(days[5].strftime("%Y%m%dT100000")))
    check(people, person, shelf, days[:6])
    people.sql("UPDATE advolux.appointment SET start_at = start_at + interval "
               "'2 hours', end_at = end_at + interval '2 hours' "
               "WHERE appointment_id = %s RETURNING 1", item)
    person.update(item, rrule="RSCALE=HEBREW;FREQ=YEARLY;COUNT=4")
    check(people, person, shelf, days[:4], "T120000")


def test_of_another_first_day_a_reading_device_tells(
        people, person, shelf, wedding):
    item, days = wedding
    people.sql("UPDATE advolux.appointment SET start_at = start_at + interval "
               "'3 days', end_at = end_at + interval '3 days' "
               "WHERE appointment_id = %s RETURNING 1", item)
    later = adar(8, range(5784, 5793))
    assert listed(people, person) == instants(later[:1])
    assert expanded(shelf) == instants(later)
    assert shelf.find() == {"a"}
    check(people, person, shelf, later)


def test_an_instance_is_changed_in_advolux(people, person, shelf, wedding):
    item, days = wedding
    people.sql("SELECT advolux.appointment_instance(%s, %s)", item,
               "%s 10:00" % days[2])
    people.sql("UPDATE advolux.override SET title = 'Verlegt', start_at = "
               "start_at + interval '1 day', end_at = end_at + interval '1 day'"
               " WHERE appointment_id = %s RETURNING 1", item)
    check(people, person, shelf, [
        *days[:2], days[2] + datetime.timedelta(1), *days[3:]])
