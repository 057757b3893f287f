# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A person's quota counts what clients wrote, not the office: over it a new or a
longer object is 507 with quota-not-exceeded and a sentence; deleting and
shortening are never in the way (RFC 4331 section 3)."""

import pytest

from support import ics

QUOTA = ["D:quota-used-bytes", "D:quota-available-bytes"]
KIB = 1024


@pytest.fixture
def limited(person):
    """May write three objects of 8 KiB together."""
    person.people.sql(
        "UPDATE caldav.login SET quota_items = 3, quota_octets = %s "
        "WHERE staff_id = %s", 8 * KIB, person.staff_id)
    return person


def put(person, name, octets=0):
    return person.dav.put(person.dav.termine + name, ics.event(
        name, "DESCRIPTION:" + "x" * octets))


def quota(person, path=None):
    member, = person.dav.propfind(path or person.dav.termine,
                                  QUOTA).members.values()
    return [member.text(name) and int(member.text(name)) for name in QUOTA]


def refused(answer):
    assert answer.status == 507
    assert b"quota-not-exceeded" in answer.body
    assert b"AdvoluxQuota" in answer.body
    return True


def test_items(limited):
    for i in range(3):
        assert put(limited, "%d.ics" % i).status == 201
    assert refused(put(limited, "3.ics"))
    assert limited.dav.get(limited.dav.termine + "3.ics").status == 404
    task = limited.dav.aufgaben + "t.ics"
    assert refused(limited.dav.put(task, ics.calendar(ics.lines(
        "BEGIN:VTODO", "UID:t", "DTSTAMP:20260101T000000Z", "END:VTODO"))))
    assert put(limited, "1.ics").status == 204      # it is there already


def test_octets(limited):
    assert put(limited, "a.ics", 6 * KIB).status == 201
    used, available = quota(limited)
    assert used + available == 8 * KIB and 6 * KIB < used < 7 * KIB
    assert quota(limited, limited.dav.home) == [used, available]
    assert refused(put(limited, "b.ics", 2 * KIB))
    assert refused(put(limited, "a.ics", 9 * KIB))
    assert quota(limited) == [used, available]
    assert put(limited, "a.ics", 5 * KIB).status == 204
    assert quota(limited)[0] == used - KIB


def test_over_it_one_may_delete_and_shorten(limited):
    assert put(limited, "a.ics", 6 * KIB).status == 201
    limited.people.sql("UPDATE caldav.login SET quota_octets = 1, "
                       "quota_items = 0 WHERE staff_id = %s", limited.staff_id)
    assert quota(limited)[1] == 0
    assert put(limited, "a.ics", 5 * KIB).status == 204
    assert refused(put(limited, "a.ics", 6 * KIB))
    assert limited.dav.delete(limited.dav.termine + "a.ics").status == 204


def test_what_the_office_writes_does_not_count(limited):
    for i in range(10):
        limited.appointment("Termin %d" % i, description="y" * 2000)
    assert quota(limited)[0] == 0
    assert put(limited, "a.ics").status == 201


def test_purged_items_do_not_count(limited):
    assert put(limited, "a.ics", 6 * KIB).status == 201
    limited.people.sql("DELETE FROM caldav.source s USING caldav.calendar c "
                       "WHERE c.calendar_id = s.calendar_id AND c.staff_id = %s",
                       limited.staff_id)
    assert quota(limited)[0] == 0


def test_the_servers_own(person):
    """Without a quota of the person's the directive's holds: 1 GB."""
    assert quota(person) == [0, 1 << 30]
