# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""As Apple's clients set them, on a calendar and on the home; they add no
alarm to what is stored.

RFC 4918 section 4."""

import pytest

ALARM = ("BEGIN:VALARM\nTRIGGER:-PT15M\nACTION:DISPLAY\n"
         "DESCRIPTION:Erinnerung\nEND:VALARM\n")


@pytest.mark.parametrize("place", ["home", "termine"])
@pytest.mark.parametrize("name", [
    "C:default-alarm-vevent-datetime", "C:default-alarm-vevent-date",
    "C:default-alarm-vtodo-datetime", "C:default-alarm-vtodo-date"])
def test_kept(person, colleague, place, name):
    path = getattr(person.dav, place)
    person.dav.proppatch(path, {name: ALARM})
    assert person.dav.propfind(path, [name]).only.text(name) == ALARM
    other = getattr(colleague.dav, place)
    assert colleague.dav.propfind(other, [name]).only.refused == {name: 404}
    item = person.dav.termine + person.put_event()
    assert b"VALARM" not in person.dav.get(item).body
