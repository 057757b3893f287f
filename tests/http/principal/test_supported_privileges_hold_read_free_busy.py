# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 section 5.3; RFC 4791 section 6.1.1: a part of DAV:read."""

import pytest

from support.names import NAMESPACES, short


def name(supported):
    return short(supported.find("D:privilege", NAMESPACES)[0].tag)


def tree(supported):
    """Privilege -> names directly below it; each has its description."""
    found = {}
    for node in supported.iter("{DAV:}supported-privilege"):
        assert node.findtext("D:description", namespaces=NAMESPACES)
        found[name(node)] = {name(child) for child in node.findall(
            "D:supported-privilege", NAMESPACES)}
    return found


def test_a_calendar(person):
    member = person.dav.propfind(person.dav.termine,
                                 ["D:supported-privilege-set"]).only
    found = tree(member.props["D:supported-privilege-set"])
    assert found["D:all"] == {"D:read", "D:write"}
    assert "C:read-free-busy" in found["D:read"]
    assert {"D:write-content", "D:write-properties", "D:bind",
            "D:unbind"} <= found["D:write"]


@pytest.mark.parametrize("place", ["principal", "home", "termine"])
def test_what_one_may_is_supported(person, place):
    member = person.dav.propfind(getattr(person.dav, place), [
        "D:supported-privilege-set", "D:current-user-privilege-set"]).only
    assert member.privileges <= set(tree(
        member.props["D:supported-privilege-set"]))


def test_elsewhere_there_is_no_free_busy(person):
    member = person.dav.propfind(person.dav.principal, [
        "D:supported-privilege-set", "D:current-user-privilege-set"]).only
    assert "C:read-free-busy" not in member.privileges
    assert "C:read-free-busy" not in tree(
        member.props["D:supported-privilege-set"])
