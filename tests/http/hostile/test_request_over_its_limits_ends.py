# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A request that needs more time or memory than one may have ends with 503 and
a line in the log, not the process; others are served as before."""

import http.client

import pytest

from support import memory
from support.dav import Dav
from support.httpd import Httpd
from test_client_that_has_gone_is_noticed import (  # noqa: F401
    crowd, slow_question)


@pytest.fixture
def limited(cluster, watch):
    httpd = Httpd(cluster, threads=3,
                  server="AdvoluxRequestLimits 1 64").start()
    try:
        yield httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_of_time(limited, watch, people):
    """Nothing of what is looked at is found, so nothing is written."""
    person = people.new()
    people.sql(
        "INSERT INTO advolux.appointment (main_editor, title, start_at, "
        "end_at, description) SELECT %s, 'lang', now(), now() + interval "
        "'1 hour', d FROM generate_series(1, 500) n, (SELECT string_agg("
        "md5(i::text), ' ') AS d FROM generate_series(1, 15000) i) t",
        person.staff_id)
    dav = Dav(limited.origin, person.login, person.password, watch)
    answer = dav.report(dav.termine, memory.filtered(
        memory.text("DESCRIPTION", "nix")))
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "ADV0109" in limited.errors()
    assert dav.propfind(dav.termine, ["D:displayname"]).status == 207


def test_of_time_after_the_first_octets(limited, crowd):  # noqa: F811
    """Half of it is not taken for the whole."""
    person, place = crowd
    missing = [person.dav.termine + "missing-%d.ics" % i for i in range(200)]
    with pytest.raises(http.client.IncompleteRead):
        memory.ask(limited, person, "REPORT", "1",
                   slow_question(place, missing))
    assert "ADV0120" in limited.errors()


def test_of_memory(limited, watch, people):
    """An item of the office that no request may hold is left out by itself."""
    person = people.new()
    item = person.appointment(title="riesig",
                              description="x" * (20 << 20))
    single = person.dav.termine + person.put_event()
    dav = Dav(limited.origin, person.login, person.password, watch)
    members = dav.query(dav.termine, '<C:comp-filter name="VCALENDAR"/>',
                        ["D:getetag", "C:calendar-data"]).members
    assert members[person.path(item)].status == 500
    assert "BEGIN:VEVENT" in members[single].data
    assert person.member(item) in limited.errors()
