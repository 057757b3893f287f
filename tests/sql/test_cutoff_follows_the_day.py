# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The cutoff moves at midnight of the calendar's zone, by itself."""

import datetime

import pytest

from support.cluster import Cluster


@pytest.fixture
def cluster():
    made = Cluster(clock=True, settings={"shared_buffers": "16MB"})
    try:
        yield made.start().migrate()
    finally:
        made.drop()


def test_cutoff_follows_the_day_of_each_zone(cluster):
    zones = ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"]
    for zone in zones:
        cluster.sql("INSERT INTO advolux.staff (login, name, time_zone, look_back) "
            "VALUES ('%s', 'Z', '%s', '10 days')" % (zone.replace("/", "-"), zone))
    cluster.sql("SELECT caldav.set_password(login, '*') FROM advolux.staff")
    revisions = cluster.sql("SELECT calendar_id, revision FROM caldav.calendar ORDER BY 1")
    for days in range(3):
        cluster.move_clock("+%dd" % days)
        for cutoff, today, exact in cluster.sql(
                "SELECT cutoff, (now() AT TIME ZONE time_zone)::date, "
                "cutoff_at AT TIME ZONE time_zone FROM caldav.collection "
                "WHERE kind = 'appointment'"):
            assert cutoff == today - datetime.timedelta(days=10)
            assert exact == datetime.datetime.combine(cutoff, datetime.time())
    assert cluster.sql("SELECT calendar_id, revision FROM caldav.calendar ORDER BY 1") \
        == revisions
