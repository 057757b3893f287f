# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""iOS and macOS ask for many odd properties.

RFC 4918 section 9.1.1."""

ODD = ["CS:allowed-sharing-modes", "CS:pre-publish-url", "CS:source",
       "A:refreshrate", "CS:email-address-set", "C:schedule-inbox-URL",
       "X:never-heard-of", "D:quota-used-bytes", "CS:push-transports",
       "D:resource-id", "CS:dropbox-home-URL"]


def test_every_place(person):
    name = person.put_event()
    for path in (person.dav.root, person.dav.principal, person.dav.home,
                 person.dav.termine, person.dav.termine + name):
        member = person.dav.propfind(path, ODD + ["D:resourcetype"]).only
        assert set(member.refused.values()) == {404}, path
        assert "X:never-heard-of" in member.refused
        assert set(member.props) | set(member.refused) == set(
            ODD + ["D:resourcetype"])


def test_property_without_namespace(person):
    answer = person.dav.propfind(person.dav.termine, body=(
        '<D:propfind xmlns:D="DAV:"><D:prop><odd xmlns=""/>'
        '<D:displayname/></D:prop></D:propfind>'))
    assert answer.status == 207
    assert "D:displayname" in answer.only.props
    assert "odd" in {tag.rpartition("}")[2] for tag in answer.only.refused}


def test_minimal_leaves_them_out(person):
    for headers in ({"Prefer": "return=minimal"}, {"Brief": "t"}):
        answer = person.dav.propfind(person.dav.termine,
                                     ["X:odd", "D:displayname"], **headers)
        member = answer.only
        assert list(member.props) == ["D:displayname"], headers
        assert member.refused == {}, headers


def test_minimal_with_nothing_found_is_still_well_formed(person):
    answer = person.dav.propfind(person.dav.termine, ["X:odd"],
                                 Prefer="return=minimal")
    assert answer.status == 207
    assert answer.only.props == {}


def test_minimal_is_acknowledged(person):
    answer = person.dav.propfind(person.dav.termine, ["D:displayname"],
                                 Prefer="return=minimal")
    assert answer.headers.get("Preference-Applied") == "return=minimal"
