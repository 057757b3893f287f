# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Every item that the store places in a calendar is there, and no other.

Handbook S13."""

import icalendar
import pytest

from support.replica import quoted


def expected(people, login, kind):
    """Names of the person's entries by the contract's own views."""
    return {row[0] for row in people.sql(
        "SELECT m.name FROM caldav.member m JOIN caldav.collection c "
        "USING (calendar_id) WHERE c.login = %s AND c.kind = %s "
        "AND m.visible AND m.ends_at > c.cutoff_at", login, kind)}


def placed(people, login, kind):
    """Items by what Advolux itself says, look-back left out."""
    return people.sql(
        "SELECT count(*) FROM caldav.placement p JOIN caldav.person s "
        "USING (staff_id) WHERE s.login = %s AND p.kind = %s", login,
        kind)[0][0]


@pytest.mark.parametrize("kind", ["appointment", "task"])
def test_listing(people, kind):
    for dav in people.demo():
        path = dav.termine if kind == "appointment" else dav.aufgaben
        replica = people.replica(dav, path)
        replica.sync()
        names = expected(people, dav.login, kind)
        assert set(replica.items) == names
        assert names and len(names) <= placed(people, dav.login, kind)
        for name, (_, text) in replica.items.items():
            calendar = icalendar.Calendar.from_ical(text)
            found = calendar.walk(
                "VEVENT" if kind == "appointment" else "VTODO")
            assert found and not any(part.errors for part in found), name
            assert len({str(part["UID"]) for part in found}) == 1


def test_every_text_is_accepted_back(people):
    """What the server renders, it also takes: an untouched PUT succeeds or
    is refused for being read only."""
    dav = people.demo()[0]
    replica = people.replica(dav, dav.termine)
    replica.sync()
    for name, (etag, text) in sorted(replica.items.items())[:40]:
        answer = dav.put(dav.termine + quoted(name), text, If_Match=etag)
        assert answer.status == 204 or (
            answer.status == 403 and
            answer.preconditions == ["D:need-privileges"]), (name, answer)
