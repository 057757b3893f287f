# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Clients put events and tasks where they may.

RFC 4791 section 5.2.3."""

import pytest


@pytest.mark.parametrize("place,component", [("termine", "VEVENT"),
                                             ("aufgaben", "VTODO")])
def test_one_component(person, place, component):
    found = person.dav.propfind(getattr(person.dav, place), [
        "C:supported-calendar-component-set"]).only
    names = [node.get("name") for node in
             found.props["C:supported-calendar-component-set"]]
    assert names == [component]
