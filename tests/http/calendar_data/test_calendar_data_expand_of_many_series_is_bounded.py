# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What all series of an answer are expanded into is bounded. What is over it is
named with 507, so that nothing seems to have gone, and single appointments are
answered all the same.

RFC 4791 section 9.6.5."""

from support import memory
from support.process import processor_seconds

SERIES = 40
EXPAND = ('<D:prop><C:calendar-data><C:expand start="20260101T000000Z" '
          'end="20760101T000000Z"/></C:calendar-data></D:prop>')


def test_daily_series_over_fifty_years(person, httpd):
    person.people.sql(
        "INSERT INTO advolux.appointment (main_editor, title, start_at, "
        "end_at, rrule) SELECT %s, 'Serie ' || n, t, t + interval '1 hour', "
        "'FREQ=DAILY' FROM generate_series(1, %s) n, LATERAL (SELECT "
        "date_trunc('hour', now()) AS t) s", person.staff_id, SERIES)
    single = person.dav.termine + person.put_event()
    before = processor_seconds(httpd.process.pid)
    answer = person.dav.report(person.dav.termine,
                               memory.filtered(memory.OPEN, EXPAND))
    assert processor_seconds(httpd.process.pid) - before < 10
    members = answer.members
    assert len(members) == SERIES + 1
    assert members[single].data.count("BEGIN:VEVENT") == 1
    over = [member for member in members.values() if member.status == 507]
    assert SERIES // 2 < len(over) < SERIES
    assert all(member.node.find(
        ".//{DAV:}number-of-matches-within-limits") is not None
        for member in over)
    instances = sum(member.data.count("BEGIN:VEVENT")
                    for member in members.values() if member.status != 507)
    assert 50000 < instances <= 100100
    assert "ADV0122" in httpd.errors()
