# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 7240, RFC 8144 section 2; and Brief, its forerunner."""

import pytest

from support.names import document, prop

NAMES = ["D:displayname", "X:odd"]
SAID = ["return=minimal", 'return="minimal"', "Return = Minimal",
        "respond-async, return=minimal", "return=minimal; x=1",
        'wait="a, return=b", return=minimal', "return-minimal"]
NOT_SAID = ["return=representation", "return=minimalist", "minimal",
            'wait="return=minimal"', "return=representation, return=minimal",
            "foo; return=minimal", ",,", '"', "="]


@pytest.mark.parametrize("text", SAID)
def test_propfind(person, text):
    answer = person.dav.propfind(person.dav.termine, NAMES, Prefer=text)
    assert set(answer.only.props) == {"D:displayname"}
    assert answer.only.refused == {}
    assert answer.headers["Preference-Applied"] == "return=minimal"


@pytest.mark.parametrize("text", NOT_SAID)
def test_other_preferences(person, text):
    answer = person.dav.propfind(person.dav.termine, NAMES, Prefer=text)
    assert answer.only.refused == {"X:odd": 404}
    assert "Preference-Applied" not in answer.headers


def test_brief(person):
    answer = person.dav.propfind(person.dav.termine, NAMES, Brief="t")
    assert answer.only.refused == {}
    assert "Preference-Applied" not in answer.headers
    answer = person.dav.propfind(person.dav.termine, NAMES, Brief="f")
    assert answer.only.refused == {"X:odd": 404}


def test_nothing_found_is_an_empty_200(person):
    answer = person.dav.propfind(person.dav.termine, ["X:odd"],
                                 Prefer="return=minimal")
    assert answer.only.props == answer.only.refused == {}


@pytest.mark.parametrize("header", [{"Prefer": "return=minimal"},
                                    {"Brief": "t"}])
def test_proppatch(person, header):
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Neu"}, **header)
    assert answer.status == 200 and answer.body == b"", answer
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Anders", "D:owner": "x"}, **header)
    assert answer.only.refused == {"D:displayname": 424, "D:owner": 403}
    assert "Preference-Applied" not in answer.headers


@pytest.mark.parametrize("inside", [
    '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>', None])
def test_report(person, inside):
    path = person.dav.termine + person.put_event()
    names = prop(["D:getetag", "X:odd"])
    body = (document("C:calendar-query", names + inside) if inside else
            document("D:sync-collection", "<D:sync-token/><D:sync-level>1"
                     "</D:sync-level>" + names))
    answer = person.dav.report(person.dav.termine, body,
                               Prefer="return=minimal")
    assert answer.members[path].refused == {}
    assert answer.members[path].etag
    assert answer.headers["Preference-Applied"] == "return=minimal"


def test_missing_members_are_still_named(person):
    answer = person.dav.report(person.dav.termine, document(
        "C:calendar-multiget", prop(["D:getetag"]) + "<D:href>%s</D:href>"
        % (person.dav.termine + "none.ics")), Prefer="return=minimal")
    assert answer.only.status == 404


def test_expand_property(person):
    answer = person.dav.report(person.dav.principal, document(
        "D:expand-property", '<D:property name="odd"/>'),
        depth="0", Prefer="return=minimal")
    assert answer.only.refused == {}
    assert answer.headers["Preference-Applied"] == "return=minimal"


def test_answers_vary(person):
    for headers in ({}, {"Prefer": "return=minimal"}, {"Brief": "t"}):
        answer = person.dav.propfind(person.dav.termine, NAMES, **headers)
        assert {"Prefer", "Brief"} <= {
            word.strip() for word in answer.headers["Vary"].split(",")}


def test_an_error_obeys_nothing(person):
    answer = person.dav.report(person.dav.termine, document(
        "C:calendar-query", prop(["D:getetag"])), Prefer="return=minimal")
    assert answer.status == 403
    assert "Preference-Applied" not in answer.headers
