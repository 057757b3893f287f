# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever fails between a device and the disk: one ledger for the run, and the
table that it ends with."""

import os
import sys
import time

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.fixtures import cluster, watch  # noqa: E402,F401
from support.httpd import Httpd  # noqa: E402
from ledger import Ledger  # noqa: E402
from proxy import Proxy  # noqa: E402

_ledgers = []


@pytest.fixture(scope="session")
def ledger(watch):      # noqa: F811
    _ledgers.append(Ledger(watch))
    return _ledgers[-1]


@pytest.fixture(scope="session")
def end_of_run():
    """Until when a test that can go on for ever does: FAULTS_SECONDS."""
    return time.monotonic() + float(os.environ.get("FAULTS_SECONDS", 0))


@pytest.fixture
def serve(watch):       # noqa: F811
    """serve(cluster, ...) starts an httpd over it, gone after the test."""
    made = []

    def start(over, **options):
        made.append(Httpd(over, **options))
        return made[-1].start()

    yield start
    for each in made:
        each.stop()
        watch.see("log of httpd", each.logged())
        each.drop()


@pytest.fixture
def network(cluster):       # noqa: F811
    """A network of this test's own."""
    proxy = Proxy(cluster).start()
    yield proxy
    proxy.drop()


def pytest_terminal_summary(terminalreporter):
    for made in _ledgers:
        terminalreporter.section("faults and invariants: breaches")
        for line in made.table():
            terminalreporter.write_line(line)
