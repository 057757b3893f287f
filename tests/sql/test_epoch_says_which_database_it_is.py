# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Tokens of a copied, restored or promoted database are not the original's."""

import shutil
import subprocess

import pytest

from support.cluster import Cluster, bin_dir, not_root

EPOCHS = "SELECT calendar_id, epoch FROM caldav.collection ORDER BY calendar_id"


@pytest.fixture
def cluster():
    made = Cluster(settings={"shared_buffers": "16MB", "wal_level": "replica"})
    try:
        yield made.start().migrate()
    finally:
        made.drop()


@pytest.fixture
def epochs(cluster):
    """Of two people's calendars."""
    cluster.sql("INSERT INTO advolux.staff (login, name) VALUES "
                "('epoch-1', 'E'), ('epoch-2', 'E')")
    cluster.sql("SELECT caldav.set_password(login, '*') FROM advolux.staff")
    found = cluster.sql(EPOCHS)
    assert len({epoch for _, epoch in found}) == len(found) == 4
    return found


def test_epoch_stays_over_a_restart(cluster, epochs):
    cluster.stop()
    cluster.start()
    assert cluster.sql(EPOCHS) == epochs


def test_epoch_stays_when_items_change(cluster, epochs):
    cluster.sql("INSERT INTO advolux.appointment (main_editor, title, start_at, "
                "end_at) SELECT staff_id, 'x', now(), now() FROM advolux.staff")
    cluster.sql("SELECT caldav.purge(calendar_id, '0') FROM caldav.calendar")
    assert cluster.sql(EPOCHS) == epochs


def test_epoch_of_a_copied_database_is_another(cluster, epochs):
    cluster.sql("CREATE DATABASE copied TEMPLATE advolux", database="postgres")
    copied = cluster.sql(EPOCHS, database="copied")
    assert [calendar for calendar, _ in copied] == [c for c, _ in epochs]
    assert not {epoch for _, epoch in copied} & {epoch for _, epoch in epochs}
    assert cluster.sql(EPOCHS) == epochs


def test_epoch_changes_with_the_timeline(cluster, epochs):
    """A server that was promoted: here the same one, out of recovery."""
    cluster.stop()
    signal = cluster.data / "standby.signal"
    signal.touch()
    owner = not_root()
    if owner:
        shutil.chown(signal, owner["user"], owner["group"])
    cluster.start()
    assert cluster.sql(EPOCHS) == epochs, "a standby is on the same timeline"
    subprocess.run([bin_dir() + "/pg_ctl", "-D", str(cluster.data), "-w",
                    "promote"], check=True, cwd="/",
                   stdout=subprocess.DEVNULL, **not_root())
    promoted = cluster.sql(EPOCHS)
    assert not {epoch for _, epoch in promoted} & {epoch for _, epoch in epochs}
