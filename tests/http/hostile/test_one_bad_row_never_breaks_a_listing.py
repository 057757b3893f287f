# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Failure rule I7: what cannot be shown is a 500 of its own and no other's.

RFC 4918 section 13."""

import pytest



@pytest.fixture
def bad_row(person):
    """Paths of an item without readable columns and of a whole one."""
    bad, whole = person.appointment("Odd"), person.appointment("Whole")
    person.people.sql("UPDATE caldav.source SET components = '{{x}}' "
                      "WHERE item_id = %s AND kind = 'appointment'", int(bad))
    return person.path(bad), person.path(whole)


def test_multiget_answers_500_for_it_alone(person, bad_row):
    bad, whole = bad_row
    members = person.dav.multiget(person.dav.termine, [bad, whole]).members
    assert members[bad].status == 500 and members[bad].data is None
    assert "SUMMARY:Whole" in members[whole].data


def test_query_answers_500_for_it_alone(person, bad_row):
    bad, whole = bad_row
    members = person.dav.query(
        person.dav.termine, '<C:comp-filter name="VCALENDAR"/>',
        names=("C:calendar-data",)).members
    assert members[bad].status == 500
    assert "SUMMARY:Whole" in members[whole].data


def test_listings_without_content_have_it(person, bad_row):
    members = person.dav.propfind(
        person.dav.termine, ["D:getetag"], depth="1").members
    assert all(members[path].etag for path in bad_row)


def test_get_is_500_and_logged_with_its_id(person, bad_row, httpd):
    bad, whole = bad_row
    assert person.dav.get(bad).status == 500
    assert "ADV0112: the columns of %s" % bad in httpd.logged().decode()
    assert person.dav.get(whole).status == 200


def test_it_is_mended_by_the_next_change(person, bad_row):
    person.people.sql("UPDATE advolux.appointment SET title = 'Mended' "
                      "WHERE title = 'Odd' AND main_editor = %s",
                      person.staff_id)
    assert "SUMMARY:Mended" in person.dav.get(bad_row[0]).text
