# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Several hosts: httpd and PostgreSQL more than once, on loopback."""

import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.fixtures import watch  # noqa: E402,F401
from support.cluster import DATABASE  # noqa: E402
from support.httpd import Httpd  # noqa: E402


def conninfo_of(*clusters):
    """All of them, as an admin names them for failover."""
    return "host=%s port=%s dbname=%s user=advolux_caldav " \
        "target_session_attrs=read-write" % (
            ",".join("127.0.0.1" for _ in clusters),
            ",".join(str(cluster.port) for cluster in clusters), DATABASE)


@pytest.fixture
def serve(watch):       # noqa: F811
    """serve(cluster, ...) starts an httpd over it, gone after the test."""
    made = []

    def start(cluster, **options):
        httpd = Httpd(cluster, **options)
        made.append(httpd)
        return httpd.start()

    yield start
    for httpd in made:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
