# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The commands that `advoluxctl check` names are run as they are printed, and
then there is nothing to mend. Words in capitals are what only a person knows."""

import contextlib
import json
import os
import re
import subprocess

import pytest

from support.cluster import SUPERUSER, VERSION_23, Cluster, bin_dir
from support.process import TREE, wait_until

from conftest import Tool, program

# The tree's schema is not where an installed one would be; a password is typed.
SHELL = """
advoluxctl() {
    case $1-$2 in
        migrate-*) "$PROGRAM" "$@" --sql "$SQL" ;;
        staff-password) echo Passwort-9 | "$PROGRAM" "$@" --stdin ;;
        *) "$PROGRAM" "$@" ;;
    esac
}
"""


@pytest.fixture(scope="module")
def store():
    made = Cluster(clock=True, settings={"shared_buffers": "32MB",
                                         "listen_addresses": "127.0.0.1"})
    try:
        made.start().migrate()
        made.advoluxctl("staff", "add", "mueller", "--name", "Petra")
        yield made
    finally:
        made.drop()


def commands(mend):
    """What is to be typed: from psql or advoluxctl to what ends a command."""
    found, quoted, text = [], False, ""
    for character in mend + ";":
        quoted ^= character == "'"
        if not quoted and character in ";(":
            start = re.search(r"\b(psql|advoluxctl) ", text)
            found += [text[start.start():]] if start else []
            text = ""
        else:
            text += character
    return found


class Admin:
    def __init__(self, store, database="advolux"):
        self.store, self.database = store, database
        self.words = {**store.environment(database=database),
                      "PROGRAM": program(), "SQL": str(TREE / "backend/sql"),
                      "PATH": bin_dir() + ":" + os.environ["PATH"]}

    def finds(self, name, *options, **environment):
        """The check of that name, as JSON has it."""
        said = Tool({**self.words, **environment}).run("check", "--json",
                                                       *options)
        return next(row for row in json.loads(said.stdout)
                    if row["check"] == name)

    def mends(self, name, level="failure", number=0, **words):
        """The check finds something; follow what it says; then it does not."""
        row = self.finds(name)
        assert row["level"] == level, row
        typed = commands(row["mend"])[number]
        for word, value in words.items():
            assert word in typed, row
            typed = typed.replace(word, value)
        # psql says by itself where it goes; the rest has an admin.conf.
        words = {key: value for key, value in self.words.items()
                 if not (typed.startswith("psql ") and key in
                         ("PGHOST", "PGPORT", "PGDATABASE"))}
        done = subprocess.run(["bash", "-ec", SHELL + typed], env=words,
                              cwd="/", timeout=120, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert done.returncode == 0, (row, done.stdout)
        wait_until("%s is mended" % name, lambda: self.finds(name)["level"] ==
                   "ok", 10)
        return row


@pytest.fixture
def admin(store):
    return Admin(store)


BROKEN = [
    ("rights", "REVOKE EXECUTE ON FUNCTION caldav.put FROM advolux_caldav"),
    ("rights", "REVOKE ALL ON FUNCTION caldav.move FROM advolux_caldav; "
     "REVOKE USAGE ON SCHEMA caldav FROM advolux_caldav"),
    ("rights", "GRANT SELECT ON caldav.calendar TO advolux_caldav"),
    ("rights", "GRANT SELECT (staff_id) ON caldav.calendar TO PUBLIC"),
    ("rights", "GRANT EXECUTE ON FUNCTION caldav.purge TO advolux_caldav"),
    ("rights", "ALTER ROLE advolux_caldav SUPERUSER"),
    ("rights", "GRANT advolux_app, pg_read_all_data TO advolux_caldav"),
    ("deadlines", "GRANT USAGE ON SCHEMA advolux TO advolux_caldav; "
     "GRANT SELECT ON advolux.deadline TO advolux_caldav"),
    ("deadlines", "GRANT USAGE ON SCHEMA advolux TO advolux_caldav; "
     "GRANT SELECT (title) ON advolux.deadline TO PUBLIC"),
    ("planted", "GRANT CREATE ON SCHEMA public TO PUBLIC"),
    ("planted", "GRANT CREATE ON DATABASE advolux TO advolux_caldav"),
    ("schema", "UPDATE caldav.script SET name = 'caldav/other' "
     "WHERE name = 'caldav/put'"),
    ("durability", "ALTER SYSTEM SET full_page_writes = off"),
    ("durability", "ALTER DATABASE advolux SET synchronous_commit = off"),
    ("durability", "ALTER ROLE advolux_caldav SET synchronous_commit = off"),
    ("durability", "ALTER ROLE advolux_caldav IN DATABASE advolux "
     "SET synchronous_commit = off"),
]


@pytest.fixture
def durable(store):
    """The tests' cluster is not, for speed."""
    for name in "fsync", "full_page_writes":
        store.sql("ALTER SYSTEM SET %s = on" % name)
    store.sql("SELECT pg_reload_conf()")
    wait_until("it is read", lambda: store.sql("SHOW full_page_writes") == [
        ("on",)])


@pytest.mark.parametrize("check, change", BROKEN)
def test_command_mends(store, admin, durable, check, change):
    assert admin.finds(check)["level"] == "ok"
    for statement in change.split("; "):
        store.sql(statement)
    if "SYSTEM" in change:
        store.sql("SELECT pg_reload_conf()")
        wait_until("it is read", lambda: admin.finds(check)["level"] != "ok")
    admin.mends(check, "warning" if check in ("durability", "schema") else
                "failure")


def test_person_gets_a_password(store, admin):
    store.advoluxctl("staff", "add", "schulte", "--name", "S")
    assert admin.mends("people", "warning", LOGIN="mueller")


def test_planted_operator_is_seen_by_what_is_named(store, admin):
    """What it is decides the DROP: the command shows it."""
    store.psql("CREATE ROLE clerk LOGIN; GRANT CREATE ON SCHEMA public TO clerk;"
               "SET ROLE clerk; CREATE FUNCTION public.upper(int) RETURNS int "
               "LANGUAGE sql AS 'SELECT 1'")
    try:
        row = admin.finds("planted")
        assert row["level"] == "failure" and "upper(integer)" in row["cause"]
        typed = commands(row["mend"])[0]
        shown = subprocess.run(["bash", "-ec", typed], env=admin.words,
                               stdout=subprocess.PIPE, check=True).stdout
        assert b"upper" in shown and b"clerk" in shown
    finally:
        store.psql("DROP OWNED BY clerk; DROP ROLE clerk")
    assert admin.finds("planted")["level"] == "ok"


def test_transaction_is_ended(store, admin):
    office = store.connect(user="advolux_app")
    office.autocommit = False
    try:
        office.cursor().execute("LOCK TABLE advolux.matter")
        store.move_clock("+2m")
        pid = re.search(r"process (\d+)", admin.finds("transactions")["cause"])
        admin.mends("transactions", "warning", PROCESS=pid[1])
    finally:
        store.move_clock("+0")
        office.close()


@contextlib.contextmanager
def database(store, name):
    store.sql("CREATE DATABASE " + name, database="postgres")
    try:
        yield Admin(store, name)
    finally:
        store.sql("DROP DATABASE " + name, database="postgres")


def test_missing_schema_is_made(store):
    with database(store, "bare") as admin:
        admin.mends("schema")


def test_older_schema_is_brought_up_to_date(store):
    with database(store, "older") as admin:
        store.psql(VERSION_23.read_text(), database="older")
        admin.mends("schema")


def test_missing_role_is_made_with_its_rights(store, admin):
    """After a restore, say, in which the roles were forgotten."""
    store.psql("DROP OWNED BY advolux_caldav; DROP ROLE advolux_caldav")
    row = admin.mends("role")
    assert "as role advolux_caldav in advolux at %s" % store.dir in row["cause"]
    assert admin.finds("rights")["level"] == "ok"


def hba(store, line):
    path = store.data / "pg_hba.conf"
    path.write_text(line + "\n" + path.read_text())
    store.sql("SELECT pg_reload_conf()")
    wait_until("pg_hba.conf is read", lambda: store.sql(
        "SELECT 1 FROM pg_hba_file_rules WHERE line_number = 1 "
        "AND error IS NULL"))


def test_pg_hba_line_is_the_one_that_is_needed(store, admin, tmp_path):
    path = store.data / "pg_hba.conf"
    before = path.read_text()
    passfile = tmp_path / "pgpass"
    passfile.write_text("*:*:*:advolux_caldav:geheim\n")
    passfile.chmod(0o600)
    try:
        store.sql("ALTER ROLE advolux_caldav PASSWORD 'geheim'")
        hba(store, "local all advolux_caldav reject")
        row = wait_until("it is refused", lambda: (
            row := admin.finds("role"))["level"] == "failure" and row)
        line = re.match("pg_hba.conf: ([^;]+);", row["mend"])[1]
        hba(store, line)
        assert subprocess.run(
            ["bash", "-ec", commands(row["mend"])[0]], env=admin.words,
            stdout=subprocess.DEVNULL).returncode == 0
        wait_until("it is let in", lambda: admin.finds(
            "role", PGPASSFILE=str(passfile))["level"] == "ok")
    finally:
        path.write_text(before)
        store.sql("SELECT pg_reload_conf()")


def test_another_system_user_is_told_which_login_is_tried(store, admin,
                                                          tmp_path):
    """`sudo -u postgres advoluxctl check`, as Debian's pg_hba.conf has it."""
    path = store.data / "pg_hba.conf"
    before = path.read_text()
    passfile = tmp_path / "pgpass"
    passfile.write_text("*:*:*:advolux_caldav:geheim\n")
    passfile.chmod(0o600)
    try:
        store.sql("ALTER ROLE advolux_caldav PASSWORD 'geheim'")
        hba(store, "local all advolux_caldav peer")
        row = wait_until("it is refused", lambda: (
            row := admin.finds("role"))["level"] == "failure" and row)
        name = subprocess.run(["id", "-un"], stdout=subprocess.PIPE,
                              text=True).stdout.strip()
        assert "as role advolux_caldav in advolux at %s, port %d, by system " \
            "user %s: " % (store.dir, store.port, name) in row["cause"]
        option = re.search("--module '([^']+)'", row["mend"])[1]
        hba(store, "host all advolux_caldav 127.0.0.1/32 scram-sha-256")
        option = option.replace("HOST", "127.0.0.1").replace(
            "5432", str(store.port)).replace("/etc/advolux/pgpass",
                                             str(passfile))
        assert admin.finds("role", "--module", option)["level"] == "ok"
    finally:
        path.write_text(before)
        store.sql("SELECT pg_reload_conf()")
