# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Processes die without a word, again and again, while devices write and read:
what was acknowledged stays, and nothing reads as a deletion."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from storm import Storm
from support.cluster import Cluster
from support.person import People
from support.process import wait_until

SECONDS = 6
BACKENDS = ("SELECT pid FROM pg_stat_activity WHERE usename = "
            "'advolux_caldav'")


@pytest.fixture
def own(serve, watch):
    cluster = Cluster(settings={"shared_buffers": "64MB",
                                "max_wal_size": "128MB"})
    try:
        cluster.start().migrate()
        yield cluster
    finally:
        cluster.drop()


@pytest.fixture
def people(own, serve, watch):
    return People(own, serve(own, threads=8, processes=2,
                             server="AdvoluxConnections 6"), watch)


def children(pid):
    path = Path("/proc/%d/task/%d/children" % (pid, pid))
    return [int(child) for child in path.read_text().split()]


def ended(pids):
    return not any(Path("/proc/%d" % pid).exists() for pid in pids)


def seconds(end_of_run):
    """At least as many; for as long as is asked (FAULTS_SECONDS)."""
    return max(SECONDS, (end_of_run - time.monotonic()) / 5)


def accepts(cluster):
    try:
        cluster.sql("SELECT 1")
        return True
    except Exception:       # it recovers
        return False


def test_backends(own, people, ledger, end_of_run):
    """kill -9: PostgreSQL ends all others and recovers."""
    def kill():
        wait_until("it accepts connections", lambda: accepts(own))
        pids = own.sql(BACKENDS)
        if pids:
            os.kill(random.choice(pids)[0], signal.SIGKILL)

    Storm(people, ledger, "kill -9: backends").blow(
        seconds(end_of_run), kill,
        lambda: wait_until("it accepts connections", lambda: accepts(own)))


def test_postmaster(own, people, ledger, end_of_run):
    def kill():
        pids = [own.process.pid, *children(own.process.pid)]
        own.process.kill()
        own.process.wait()
        own.process = None
        wait_until("its children have ended", lambda: ended(pids))
        own.start()

    Storm(people, ledger, "kill -9: postmaster").blow(
        seconds(end_of_run), kill)


def test_immediate_restart(own, people, ledger, end_of_run):
    def restart():
        own.crash()
        own.start()

    Storm(people, ledger, "immediate restart").blow(
        seconds(end_of_run), restart)


def test_workers(own, people, ledger, end_of_run):
    """httpd's children, in the middle of whatever they do."""
    def kill():
        pids = people.httpd.workers()
        if pids:
            os.kill(random.choice(pids), signal.SIGKILL)

    Storm(people, ledger, "kill -9: workers of httpd").blow(
        seconds(end_of_run), kill)


def test_terminated_sessions(own, people, ledger, end_of_run):
    """An admin ends them, and another change of the schema takes place."""
    def end():
        own.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                "usename = 'advolux_caldav' AND random() < 0.5")

    Storm(people, ledger, "sessions ended by an admin").blow(
        seconds(end_of_run), end, pause=0.1)
