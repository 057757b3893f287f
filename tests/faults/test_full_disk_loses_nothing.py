# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The disk of PostgreSQL is full, while devices write and read. Where nobody
may mount a small one, files cannot grow over a limit instead."""

import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from storm import Storm
from support.cluster import SUPERUSER, Cluster
from support.person import People
from support.process import wait_until

MEGABYTES = 200
GROWN = 3 << 20     # octets: a table that has taken some writes
WAITS = {"shared_buffers": "32MB", "max_wal_size": "48MB",
         "min_wal_size": "32MB"}


def mounted(path):
    """Whether a small file system could be mounted there."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=%dm,mode=755" % MEGABYTES, "none",
         str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


class Full:
    """A cluster whose disk can be made full, and roomy again."""

    def __init__(self):
        self.cluster = Cluster(settings=WAITS)
        self.small = os.geteuid() == 0 and mounted(self.cluster.dir)
        if self.small:
            shutil.chown(self.cluster.dir, SUPERUSER, SUPERUSER)
        self.cluster.start().migrate()

    @property
    def hog(self):
        return self.cluster.dir / "hog"

    def fill(self):
        if not self.small:
            self._limit(GROWN)
            return
        with open(self.hog, "ab", buffering=0) as hog:
            try:
                while True:
                    hog.write(b"x" * 65536)
            except OSError:
                pass

    def clear(self):
        """And PostgreSQL, which may have ended, is started again."""
        if self.small:
            self.hog.unlink(missing_ok=True)
        else:
            self._limit(resource.RLIM_INFINITY)
        if self.cluster.process.poll() is not None:
            self.cluster.start()
        wait_until("it accepts connections", self._accepts)

    def drop(self):
        self.cluster.stop()
        if self.small:
            subprocess.run(["umount", "-l", str(self.cluster.dir)], check=True)
        self.cluster.drop()

    def _accepts(self):
        if self.cluster.process.poll() is not None:
            self.cluster.start()
        try:
            return self.cluster.sql("SELECT 1")
        except Exception:       # it recovers
            return False

    def _limit(self, octets):
        """Of all its processes, and of those that it starts."""
        parent = self.cluster.process.pid
        path = Path("/proc/%d/task/%d/children" % (parent, parent))
        for pid in [parent, *map(int, path.read_text().split())]:
            subprocess.run(["prlimit", "--pid", str(pid), "--fsize=%s:" % (
                "unlimited" if octets == resource.RLIM_INFINITY else octets)],
                check=False)


@pytest.fixture
def full():
    made = Full()
    yield made
    made.drop()


def test_nothing_is_lost(full, serve, watch, ledger):
    people = People(full.cluster, serve(full.cluster, threads=12), watch)
    Storm(people, ledger, "disk full").blow(6, full.fill, full.clear)
    assert b"No space left" in full.cluster.logged() \
        or b"File too large" in full.cluster.logged()
