# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Which database advoluxctl means, and which one it makes a schema in."""

import contextlib
import json
import os
import re
import socket
import subprocess
import threading

import pytest

from support.cluster import DATABASE, SUPERUSER, Cluster, bin_dir
from support.process import TREE

from conftest import Tool, program

SQL = ["--sql", str(TREE / "backend/sql")]


@pytest.fixture
def bare(cluster, tmp_path):
    """bare(**environment): the tool without any word of where the database is
    but those given, and an admin.conf of its own."""
    words = {name: value for name, value in cluster.environment().items()
             if not name.startswith("PG")}
    return lambda **more: Tool({
        **words, "PGUSER": SUPERUSER,
        "ADVOLUX_ADMIN_CONF": str(tmp_path / "admin.conf"), **more})


@pytest.fixture
def conf(tmp_path):
    path = tmp_path / "admin.conf"

    def write(text, mode=0o644):
        path.write_text(text)
        path.chmod(mode)
        return str(path)
    return write


@pytest.fixture
def new(cluster):
    """A database without anything, and the tool for it."""
    cluster.sql("CREATE DATABASE fresh", database="postgres")
    yield Tool(cluster.environment(database="fresh"))
    cluster.sql("DROP DATABASE fresh", database="postgres")


def schemas(cluster, database="fresh"):
    return [name for name, in cluster.sql(
        "SELECT nspname::text FROM pg_namespace WHERE nspname IN "
        "('advolux', 'caldav') ORDER BY 1", database=database)]


def place(cluster):
    return "host=%s port=%d" % (cluster.dir, cluster.port)


def test_file_says_where_it_is(cluster, bare, conf):
    conf("# the store\n  # of the firm\n%s\ndbname=%s\n"
         % (place(cluster), DATABASE))
    assert json.loads(bare()("staff", "list", "--json"))
    rows = json.loads(bare().run("check", "--json").stdout)
    assert rows[0]["level"] == "ok" and str(cluster.port) in rows[0]["cause"]


def test_nothing_says_where_it_is(cluster, bare, tmp_path):
    for words in ({}, {"PGHOST": str(cluster.dir)}, {"PGPORT": "5432"},
                  {"ADVOLUX_DATABASE": place(cluster)}):
        said = bare(**words)("migrate", "--create", *SQL, code=64)
        assert "which database?" in said and "dbname=" in said
        assert str(tmp_path / "admin.conf") in said
        assert (list(words) or ["environment"])[0] in said
    rows = json.loads(bare().run("check", "--json").stdout)
    assert rows[0]["level"] == "failure" and "which database?" in rows[0]["cause"]
    assert "dbname=advolux" in rows[0]["mend"]


def test_option_comes_before_environment_and_file(cluster, bare, conf):
    """Words of two places are never one place's."""
    good = "%s dbname=%s" % (place(cluster), DATABASE)
    conf("host=/nowhere dbname=file")
    inside = dict(ADVOLUX_DATABASE="host=/nowhere dbname=variable")
    libpq = dict(PGHOST="/nowhere", PGDATABASE="libpq")
    for words, by, name in (({}, "admin.conf", None),
                            (libpq, "PGDATABASE", None),
                            ({**libpq, **inside}, "ADVOLUX_DATABASE", None)):
        said = bare(**words)("status", code=3)
        assert "(by " in said and by in said
    assert bare(**libpq, **inside)("--database", good, "status")
    assert bare(**libpq, ADVOLUX_DATABASE=good)("status")
    assert bare(PGHOST=str(cluster.dir), PGPORT=str(cluster.port),
                PGDATABASE=DATABASE)("status")


def test_file_with_a_fault_is_named(bare, conf):
    path = conf("hots=localhost dbname=advolux")
    said = bare()("status", code=64)
    assert path in said and "hots" in said


def test_file_with_a_password_for_all_is_refused(cluster, bare, conf):
    text = "%s dbname=%s password=geheim" % (place(cluster), DATABASE)
    path = conf(text)
    said = bare()("status", code=64)
    assert path in said and "chmod 600" in said and "geheim" not in said
    conf(text, mode=0o600)
    assert bare()("status")


def test_file_that_cannot_be_read_is_named(bare, tmp_path):
    (tmp_path / "admin.conf").mkdir()
    said = bare()("status", code=64)
    assert "%s/admin.conf cannot be read" % tmp_path in said


def test_schema_is_made_where_that_is_meant(cluster, new):
    said = new("migrate", *SQL, code=2)
    assert "database fresh (%s, port %d; by PGDATABASE) has no Advolux" % (
        cluster.dir, cluster.port) in said
    assert "schemas advolux and caldav" in said and "--create" in said
    assert "role" in said and schemas(cluster) == []
    assert "missing schema/" in new.run("migrate", "--dry-run",
                                        *SQL).stdout.decode()
    assert schemas(cluster) == []
    assert "applied schema/" in new("migrate", "--create", *SQL)
    assert schemas(cluster) == ["advolux", "caldav"]
    assert new("migrate", *SQL) == "the schema is up to date\n"


def test_terminal_is_asked_for_the_name(cluster, new):
    code, shown = new.at_terminal("migrate", *SQL, answers=["y"])
    assert code == 2 and schemas(cluster) == []
    code, shown = new.at_terminal("migrate", *SQL, answers=["fresh"])
    assert code == 0 and b"advolux_owner" in shown
    assert schemas(cluster) == ["advolux", "caldav"]


def test_servers_own_database_is_said_to_be_one(cluster):
    for name in "postgres", "template1":
        said = Tool(cluster.environment(database=name))("migrate", *SQL, code=2)
        assert "database %s" % name in said and "server's own" in said
        assert schemas(cluster, name) == []


@pytest.mark.parametrize("schema", ["advolux", "caldav"])
@pytest.mark.parametrize("option", ["--create", "--dry-run"])
def test_schema_of_somebody_else_is_left_alone(cluster, new, schema, option):
    cluster.psql("CREATE SCHEMA %s; CREATE TABLE %s.staff (x int)"
                 % (schema, schema), database="fresh")
    said = new("migrate", option, *SQL, code=2)
    assert "schema %s already" % schema in said and "CONTRACT.md" in said
    assert schemas(cluster) == [schema]
    # The cure as it is printed.
    cure = re.search("ALTER SCHEMA \\w+ RENAME TO ", said)[0] + "before"
    cluster.sql(cure, database="fresh")
    new("migrate", "--create", *SQL)
    assert cluster.sql("SELECT * FROM before.staff", database="fresh") == []


def test_first_time_needs_a_superuser(cluster, new):
    cluster.sql("CREATE ROLE clerk LOGIN; GRANT ALL ON DATABASE fresh TO clerk",
                database="fresh")
    said = Tool(cluster.environment("clerk", "fresh"))("migrate", "--create",
                                                       *SQL, code=2)
    assert "superuser" in said and "sudo -u postgres" in said
    assert schemas(cluster) == []
    cluster.sql("DROP OWNED BY clerk; DROP ROLE clerk", database="fresh")


def test_standby_is_told_from_its_primary():
    primary = Cluster(settings={"shared_buffers": "16MB"})
    try:
        primary.start().sql("CREATE DATABASE fresh", database="postgres")
        standby = primary.standby({"shared_buffers": "16MB"})
        try:
            said = Tool(standby.environment(database="fresh"))(
                "migrate", "--create", *SQL, code=2)
            assert "standby" in said and "primary" in said
        finally:
            standby.drop()
    finally:
        primary.drop()


@contextlib.contextmanager
def older_server(cluster, path):
    """The same server, of which a relay says in its greeting that it is of
    version 13."""
    version = cluster.sql("SHOW server_version")[0][0].split()[0].encode()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path / ".s.PGSQL.5432"))
    listener.listen()
    os.chmod(path / ".s.PGSQL.5432", 0o777)

    def relay(source, target, change):
        with contextlib.suppress(OSError):
            while octets := source.recv(65536):
                if change:
                    octets = octets.replace(b"server_version\0" + version[:2],
                                            b"server_version\0" + b"13")
                target.sendall(octets)
            target.shutdown(socket.SHUT_WR)

    def serve():
        with contextlib.suppress(OSError):
            while True:
                client = listener.accept()[0]
                server = socket.socket(socket.AF_UNIX)
                server.connect("%s/.s.PGSQL.%d" % (cluster.dir, cluster.port))
                for words in (client, server, False), (server, client, True):
                    threading.Thread(target=relay, args=words,
                                     daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def test_older_server_is_refused(cluster, new, tmp_path):
    with older_server(cluster, tmp_path):
        older = Tool({**new.environment, "PGHOST": str(tmp_path),
                      "PGPORT": "5432"})
        said = older("migrate", "--create", *SQL, code=2)
        assert "PostgreSQL 13" in said and "15 or a later" in said
        rows = json.loads(older.run("check", "--json").stdout)
        assert rows[0]["level"] == "failure" and "15" in rows[0]["cause"]
    assert schemas(cluster) == []


# The tree's schema is not where an installed one would be, and no terminal is
# there to ask for a password.
SHELL = """
set -e
cd /
advoluxctl() {
    case $1-$2 in
        migrate-*) "$PROGRAM" "$@" --sql "$SQL" ;;
        staff-password) echo Passwort-9 | "$PROGRAM" "$@" --stdin ;;
        *) "$PROGRAM" "$@" ;;
    esac
}
"""


def test_help_leads_to_the_first_person():
    """What --help says for the first time is run as it stands there, and stands
    in README too."""
    said = subprocess.run([program(), "--help"], stdout=subprocess.PIPE,
                          check=True).stdout.decode()
    lines = [line.strip() for line in
             said[said.index("The first time"):].split("\n")[1:] if line]
    assert len(lines) == 5
    readme = (TREE / "README.md").read_text()
    assert not [line for line in lines if line not in readme]
    cluster = Cluster(settings={"shared_buffers": "16MB"})
    try:
        cluster.start()
        words = cluster.environment()
        del words["PGDATABASE"]
        done = subprocess.run(
            ["bash", "-c", SHELL + "\n".join(lines)],
            env={**words, "PROGRAM": program(), "SQL": str(TREE / "backend/sql"),
                 "PATH": bin_dir() + ":" + os.environ["PATH"]},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        assert done.returncode == 0, done.stdout.decode()
        assert cluster.sql("SELECT login FROM caldav.login WHERE enabled") == [
            ("mueller",)]
    finally:
        cluster.drop()
