# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:supported-filter holds the element that is not supported."""

from support.filters import calendar, comp, second


def test_range_of_a_component_without_time(shelf):
    filter = calendar(comp("VTIMEZONE", second("20310310T090000Z")))
    answer = shelf.query(filter)
    assert answer.status == 403
    assert answer.preconditions == ["C:supported-filter"]
    (named,) = [child for child in answer.xml[0]
                if isinstance(child.tag, str)]
    assert named.tag == "{urn:ietf:params:xml:ns:caldav}comp-filter"
    assert named.get("name") == "VTIMEZONE"


def test_element_that_nobody_knows(shelf):
    assert shelf.refusal("<X:maybe/>") == (
        "C:supported-filter", [("comp-filter", "VEVENT")])
