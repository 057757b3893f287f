# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A restored backup, or a standby that is promoted before it had everything, knows
other passwords than httpd has verified, and gives out again the keys that were lost
with them. Each is asked anew, and nobody gets in as somebody else."""

import pytest

from conftest import conninfo_of
from support import ics
from support.cluster import DATABASE, Cluster, bin_dir
from support.person import People
from support.process import run, wait_until

SETTINGS = {"listen_addresses": "127.0.0.1", "shared_buffers": "32MB",
            "wal_level": "replica", "max_wal_senders": "4"}
ASK = {
    "GET": lambda dav: dav.get(dav.termine + "none.ics").status,
    "PUT": lambda dav: dav.put(dav.termine + "neu.ics",
                               ics.event(ics.new_uid())).status,
    "sync": lambda dav: dav.sync_collection(dav.termine).status,
}


@pytest.fixture
def primary():
    made = Cluster(settings=SETTINGS)
    try:
        yield made.start().migrate()
    finally:
        made.drop()


@pytest.fixture
def standby(primary):
    made = primary.standby(SETTINGS)
    try:
        yield made
    finally:
        made.drop()


class Office:
    """anna changes her password, and bert comes, after the point that the
    database goes back to."""

    def __init__(self, people):
        self.people = people
        people.insert("staff", login="anna", name="Anna")
        people.set_password("anna", "von vorher")
        assert self.enters("anna", "von vorher")

    def go_on(self):
        self.people.set_password("anna", "danach")
        self.people.insert("staff", login="bert", name="Bert")
        self.people.set_password("bert", "der erste")
        self.lost = {"anna": self.people.client("anna", "danach"),
                     "bert": self.people.client("bert", "der erste")}
        for dav in self.lost.values():
            assert ASK["sync"](dav) == 207
        return self.keys()

    def keys(self):
        return self.people.sql("SELECT credential_id FROM caldav.credential "
                               "JOIN caldav.login USING (staff_id) "
                               "WHERE login = 'bert'")

    def enters(self, login, password):
        return ASK["sync"](self.people.client(login, password)) == 207

    def is_as_before(self, keys):
        """Another bert gets the key of the first one."""
        people = self.people
        people.insert("staff", login="bert", name="Berthold")
        people.sql("SELECT setval(pg_get_serial_sequence("
                   "'caldav.credential', 'credential_id'), %s, false)",
                   keys[0][0])
        people.set_password("bert", "der zweite")
        assert self.keys() == keys
        for dav in self.lost.values():
            for method, ask in ASK.items():
                assert ask(dav) == 401, method
        assert self.enters("anna", "von vorher")
        assert self.enters("bert", "der zweite")
        assert people.sql("SELECT count(*)::int FROM advolux.appointment") == [
            (0,)]


def test_restored_backup(primary, serve, watch, tmp_path):
    office = Office(People(primary, serve(primary, threads=4), watch))
    dump = str(tmp_path / "advolux.dump")
    run([bin_dir() + "/pg_dump", "-Fc", "-f", dump, DATABASE],
        env=primary.environment())
    keys = office.go_on()
    run([bin_dir() + "/pg_restore", "--exit-on-error", "--clean",
         "--single-transaction", "-d", DATABASE, dump],
        env=primary.environment())
    wait_until("the restored database is served",
               lambda: office.enters("anna", "von vorher"))
    office.is_as_before(keys)


def test_promoted_standby(primary, standby, serve, watch):
    httpd = serve(primary, threads=4, conninfo=conninfo_of(primary, standby))
    office = Office(People(primary, httpd, watch))
    wait_until("the standby has anna's password", lambda: standby.sql(
        "SELECT 1 FROM caldav.credential"))
    standby.sql("SELECT pg_wal_replay_pause()")
    office.go_on()
    keys = office.keys()
    primary.stop()
    # What it has received it would replay: it goes on from where it stood.
    standby.sql("ALTER SYSTEM SET primary_conninfo = ''")
    standby.sql("ALTER SYSTEM SET recovery_target_lsn = '%s'" % standby.sql(
        "SELECT pg_last_wal_replay_lsn()::text")[0][0])
    standby.sql("ALTER SYSTEM SET recovery_target_action = 'promote'")
    standby.stop()
    standby.start()
    wait_until("the standby is promoted", lambda: not standby.sql(
        "SELECT pg_is_in_recovery()")[0][0])
    office.people = People(standby, httpd, watch)
    assert office.keys() == []
    wait_until("the standby is served",
               lambda: office.enters("anna", "von vorher"))
    office.is_as_before(keys)
