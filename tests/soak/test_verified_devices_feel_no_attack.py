# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""40 wrong passwords a second from the office's one address, for its people and
for invented logins, while 50 devices there sync: none of theirs fails, and in a
run that is long enough to tell (ATTACK_SECONDS: 60 and more; make soak-login:
600) their median is less than a third above that of the quiet before and
after."""

import os
import sys

import pytest

from attack import Attack, Devices
from bench.firm import COST, PASSWORD
from bench.load import median
from support import logins
from support.cluster import Cluster
from support.httpd import Httpd
from support.password import bcrypt

SECONDS = int(os.environ.get("ATTACK_SECONDS", "6"))
TELLING = 60
RATE = 40
DEVICES = 50
ENTRIES = 20


@pytest.fixture
def office(watch):
    """(httpd, its people): as many as devices."""
    cluster = Cluster()
    httpd = Httpd(cluster, threads=25, processes=4, modules=logins.MODULES,
                  server=logins.CONFIGURATION + "LogLevel warn\n")
    try:
        cluster.start().migrate()
        people = ["person%d" % n for n in range(DEVICES)]
        proof = bcrypt(PASSWORD, COST)
        for login in people:
            cluster.sql("INSERT INTO advolux.staff (login, name) "
                        "VALUES (%s, %s)", login, login)
            cluster.sql("SELECT caldav.set_password(%s, %s)", login, proof)
            cluster.sql("SELECT caldav.enable(%s, true)", login)
        cluster.sql("INSERT INTO advolux.appointment (main_editor, title, "
                    "start_at, end_at) SELECT staff_id, 'Termin', now(), "
                    "now() + interval '1 hour' FROM advolux.staff, "
                    "generate_series(1, %s)", ENTRIES)
        httpd.start()
        yield httpd, people
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
        cluster.drop()


def test_attack_from_the_office(office):
    httpd, people = office
    devices = Devices(httpd.port, httpd.root,
                      [(login, PASSWORD) for login in people])
    devices.sync(3)             # each is verified, once
    devices.statuses.clear()
    quiet = devices.sync(max(SECONDS / 5, 2))
    with Attack(httpd.port, httpd.root, people, RATE) as attack:
        attacked = devices.sync(SECONDS)
    quiet += devices.sync(max(SECONDS / 5, 2))
    guesses = sum(attack.statuses.values())
    print("\n%d syncs in quiet, median %.2f ms; %d under attack, median "
          "%.2f ms (%+.0f %%), slowest %.0f ms; %d guesses: %s" % (
              len(quiet), 1e3 * median(quiet), len(attacked),
              1e3 * median(attacked),
              100 * (median(attacked) / median(quiet) - 1),
              1e3 * max(attacked), guesses, attack.statuses),
          file=sys.stderr)
    assert set(devices.statuses) == {207}
    assert set(attack.statuses) <= {401, 503}
    assert guesses > RATE * SECONDS / 2
    if SECONDS >= TELLING:
        assert guesses > RATE * SECONDS * 0.95
        assert median(attacked) < median(quiet) * 4 / 3
