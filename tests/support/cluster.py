# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A private PostgreSQL with the schemas of Advolux and, if asked, the demo firm."""

import datetime
import glob
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2

from .process import TREE, advoluxctl, free_port, run, stop, temp_dir, wait_until

SUPERUSER = "postgres"
DATABASE = "advolux"
LOG_PREFIX = "%m [%p] user=%u "

# What ADVOLUX_TEST_SCHEMA names: a fresh schema, or other tables of a firm with
# the contract mapped on them and views for the tests' own SQL, or a schema that
# was brought over from an older one with data, or one restored from a dump.
SCHEMA = os.environ.get("ADVOLUX_TEST_SCHEMA", "fresh")
GERMAN = ("backend/sql/sample_german/firm.sql",
          "backend/sql/sample_german/contract.sql",
          "tests/second_schema/advolux_views.sql")
VERSION_23 = TREE / "tests/sql/support/version_23.sql"


def bin_dir():
    """Where initdb and postgres are: PG_BINDIR, or what pg_config says."""
    return os.environ.get("PG_BINDIR") or run(["pg_config", "--bindir"]).strip()


def faketime_library():
    found = sorted(glob.glob("/usr/lib/*/faketime/libfaketime.so.1"))
    if not found:
        raise RuntimeError("libfaketime.so.1 is not installed (libfaketime)")
    return found[0]


def set_clock(file, offset):
    """How wrong a clock is by libfaketime, of the file that it reads: '+0',
    '+1d', '-3h'. At once: it ends a process that reads an empty file."""
    new = file.with_suffix(".new")
    new.write_text(offset + "\n")
    new.chmod(0o644)
    new.replace(file)


def not_root():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": SUPERUSER, "group": SUPERUSER, "extra_groups": []}


class Cluster:
    """start() makes it, drop() removes it. With clock=True, move_clock('+1d')
    moves the time that the server sees."""

    def __init__(self, fsync=False, clock=False, settings=None):
        self.dir = temp_dir(SUPERUSER)
        self.data = self.dir / "data"
        self.log = self.dir / "postgresql.log"
        self.clock_file = self.dir / "clock" if clock else None
        self.port = free_port()
        self.settings = {
            "listen_addresses": "", "unix_socket_directories": str(self.dir),
            "port": str(self.port), "fsync": "on" if fsync else "off",
            "max_connections": "200", "shared_buffers": "256MB",
            "timezone": "Europe/Berlin", "lc_messages": "C",
            "log_line_prefix": LOG_PREFIX,
            **(settings or {})}
        self.process = None
        self.frozen = []

    # Life

    def start(self):
        if not self.data.exists():
            self._init()
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        if self.clock_file:
            if not self.clock_file.exists():
                self.move_clock("+0")
            environment.update(
                LD_PRELOAD=faketime_library(),
                FAKETIME_TIMESTAMP_FILE=str(self.clock_file),
                FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1",
                FAKETIME_DONT_RESET="1")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [bin_dir() + "/postgres", "-D", str(self.data)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=environment, cwd="/", **not_root())
        wait_until("PostgreSQL accepts connections", self._ready)
        return self

    def runs(self):
        """Whether it does, and has a database of Advolux."""
        return self.process is not None and self.process.poll() is None and \
            bool(self.sql("SELECT 1 FROM pg_database WHERE datname = %s",
                          DATABASE, database="postgres"))

    def stop(self):
        """Fast shutdown: clients are disconnected."""
        self._end(signal.SIGINT)

    def crash(self):
        """What was not on disk is lost; clients hear nothing of it."""
        self._end(signal.SIGQUIT)

    def freeze(self):
        """The machine hangs: connections stay open, and nobody answers."""
        parent = self.process.pid
        path = Path("/proc/%d/task/%d/children" % (parent, parent))
        self.frozen = [parent, *map(int, path.read_text().split())]
        for pid in self.frozen:
            os.kill(pid, signal.SIGSTOP)

    def drop(self):
        self.stop()
        shutil.rmtree(self.dir, ignore_errors=True)

    def standby(self, settings=None):
        """A copy that streams from this server, started."""
        made = Cluster(settings=settings)
        run([bin_dir() + "/pg_basebackup", "-D", str(made.data), "-R",
             "-X", "stream", "-c", "fast", "-N", "-h", str(self.dir), "-p",
             str(self.port), "-U", SUPERUSER], cwd="/", **not_root())
        made._configure()       # the last word of a setting counts
        return made.start()

    def promote(self):
        assert self.sql("SELECT pg_promote(true, 60)",
                        database="postgres")[0][0]

    def migrate(self, database=DATABASE, schema=SCHEMA):
        """Create the database, with the schemas of the tree."""
        self.sql("CREATE DATABASE " + database, database="postgres")
        self.migrate_database(database, schema)
        return self

    def migrate_database(self, database=DATABASE, schema=SCHEMA):
        if schema == "restored":
            self.migrate("before_" + database, schema="fresh")
            self.copy_database("before_" + database, database)
            return
        if schema == "bridged":
            self.psql(VERSION_23.read_text(), database=database)
        self.advoluxctl("migrate", "--create", "--sql",
                        str(TREE / "backend/sql"), database=database)
        for name in GERMAN if schema == "german" else ():
            self.psql_file(TREE / name, database)

    def copy_database(self, source, target):
        """Dump one database and restore it into an empty one."""
        self.psql(run([bin_dir() + "/pg_dump"],
                      env=self.environment(database=source)), database=target)

    def advoluxctl(self, *arguments, database=DATABASE):
        """Run the tool as a superuser; what it prints."""
        return run([advoluxctl(), *arguments],
                   env=self.environment(database=database))

    def load_demo_firm(self, today=None, scale=1):
        today = today or datetime.date.today()
        sql = run([str(TREE / "scripts/demo-firm"), "--today",
                   today.isoformat(), "--scale", str(scale)])
        # A failing statement would put its text, the canary, into the log.
        self.psql("SET log_min_error_statement = panic;\n" + sql)
        return self

    def move_clock(self, offset):
        """The server's clock, relative to the true one: '+0', '+1d', '-3h'."""
        set_clock(self.clock_file, offset)

    # Access

    def environment(self, user=SUPERUSER, database=DATABASE):
        """Environment for libpq programs."""
        return {**os.environ, "PGHOST": str(self.dir),
                "PGPORT": str(self.port), "PGDATABASE": database,
                "PGUSER": user}

    def conninfo(self, user="advolux_caldav"):
        return "host=%s port=%d dbname=%s user=%s" % (
            self.dir, self.port, DATABASE, user)

    def connect(self, user=SUPERUSER, database=DATABASE):
        connection = psycopg2.connect(
            host=str(self.dir), port=self.port, dbname=database, user=user,
            connect_timeout=10, options="-c statement_timeout=60s")
        connection.autocommit = True
        return connection

    def sql(self, text, *values, user=SUPERUSER, database=DATABASE):
        """Run one statement; its rows."""
        connection = self.connect(user, database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(text, values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def psql(self, script, user=SUPERUSER, database=DATABASE):
        """Run a script, all of it or an error."""
        return run([bin_dir() + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"],
                   input=script, env=self.environment(user, database),
                   timeout=300)

    def psql_file(self, path, database=DATABASE):
        """Run a script from where it is, in one transaction."""
        run([bin_dir() + "/psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1",
             "-f", str(path)], env=self.environment(database=database))

    def logged(self):
        return self.log.read_bytes() if self.log.exists() else b""

    def logged_of_module(self):
        """What the module's statements have caused; a line that begins with a
        tab goes on with the one before."""
        entries = re.split(rb"\n(?!\t)", self.logged())
        return b"\n".join(entry for entry in entries
                          if b" user=advolux_caldav " in entry[:80])

    # Inside

    def _end(self, how):
        if self.process:
            for pid in self.frozen:
                self.process.send_signal(how)
                os.kill(pid, signal.SIGCONT)
            self.frozen = []
            stop(self.process, how)
            self.process = None

    def _init(self):
        run([bin_dir() + "/initdb", "-D", str(self.data), "-U", SUPERUSER,
             "--auth=trust", "--no-sync", "--encoding=UTF8",
             "--locale=C.UTF-8"], cwd="/", **not_root())
        self._configure()

    def _configure(self):
        with open(self.data / "postgresql.conf", "a") as conf:
            for name, value in self.settings.items():
                conf.write("%s = '%s'\n" % (name, value))

    def _ready(self):
        if self.process.poll() is not None:
            raise RuntimeError("PostgreSQL ended:\n" +
                               self.logged().decode(errors="replace")[-4000:])
        try:
            self.connect(database="postgres").close()
            return True
        except psycopg2.OperationalError:
            return False
