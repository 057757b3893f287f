# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What DAVx5, Thunderbird, iOS, macOS and Outlook look at.

RFC 4791 section 5.2."""

import pytest

NAMES = ["D:displayname", "D:resourcetype", "D:owner", "D:sync-token",
         "CS:getctag", "D:current-user-privilege-set",
         "D:supported-report-set", "C:supported-calendar-component-set",
         "C:supported-calendar-data", "C:max-resource-size",
         "D:current-user-principal", "A:calendar-color", "A:calendar-order",
         "C:calendar-timezone"]


@pytest.fixture(params=["termine", "aufgaben"])
def calendar(request, person):
    path = getattr(person.dav, request.param)
    return person.dav.propfind(path, NAMES).only


def test_everything_is_there(calendar):
    assert set(calendar.refused) <= {"C:calendar-timezone",
                                     "A:calendar-color"}


def test_owner(calendar, person):
    assert calendar.hrefs("D:owner") == [person.dav.principal]


def test_reports(calendar):
    reports = {node.tag.replace("{DAV:}", "D:").replace(
        "{urn:ietf:params:xml:ns:caldav}", "C:")
        for report in calendar.props["D:supported-report-set"].iter(
            "{DAV:}report") for node in report}
    assert {"C:calendar-query", "C:calendar-multiget",
            "D:sync-collection"} <= reports


def test_privileges_are_listed_one_by_one(calendar):
    assert {"D:read", "D:write-content", "D:bind", "D:unbind",
            "D:write-properties"} <= calendar.privileges


def test_size_limit_is_a_number(calendar):
    assert int(calendar.text("C:max-resource-size")) >= 100000


def test_token_is_an_uri_and_the_ctag(calendar):
    token = calendar.text("D:sync-token")
    assert token.startswith("urn:advolux:sync:")
    assert calendar.text("CS:getctag") == token


def test_colour_is_the_persons(person, people):
    people.sql("UPDATE advolux.staff SET color = '#AABBCC' WHERE login = %s",
               person.login)
    found = person.dav.propfind(person.dav.termine,
                                ["A:calendar-color"]).only
    assert found.text("A:calendar-color").upper().startswith("#AABBCC")
