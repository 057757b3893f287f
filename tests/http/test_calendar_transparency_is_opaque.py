# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What is in a calendar makes busy, and no client can say otherwise."""


def test_opaque_and_protected(person):
    name = "C:schedule-calendar-transp"
    found = person.dav.propfind(person.dav.termine, [name]).only
    assert found.children(name) == ["C:opaque"]
    answer = person.dav.proppatch(person.dav.termine, {name: "x"})
    assert answer.only.refused == {name: 403}
