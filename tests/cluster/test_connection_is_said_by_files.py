# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Where PostgreSQL is and how it is spoken to, by service and password files;
to another machine by TLS with a verified name, unless somebody says otherwise.
Files with a password are for httpd's parent alone: here they are root's, 0600.
0x7f.1 is loopback, but written as no address of it: it stands for another one."""

import os
import re
import shutil
import signal
import subprocess

import pytest

from support.cluster import DATABASE, SUPERUSER, Cluster
from support.httpd import apxs
from support.person import People
from support.process import run, temp_dir, wait_until

OTHER = "0x7f.1"
PASSWORD = "Paßwort mit : und \\"
HBA = "local all %s trust\nhost all all 127.0.0.1/32 scram-sha-256\n" % SUPERUSER


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Of a CA: its certificate, a certificate of 127.0.0.1 and its key."""
    made = tmp_path_factory.mktemp("ca")

    def openssl(*words):
        run(["openssl", *words], cwd=made)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=Test CA", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=db",
            "-keyout", "db.key", "-out", "db.csr")
    for name, address in ("db", "127.0.0.1"), ("wrong", "127.0.0.9"):
        (made / "san").write_text("subjectAltName=IP:%s\n" % address)
        openssl("x509", "-req", "-in", "db.csr", "-CA", "ca.pem", "-CAkey",
                "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "san",
                "-out", name + ".pem")
    return made


@pytest.fixture(scope="module")
def cluster(authority):
    made = Cluster(settings={
        "listen_addresses": "127.0.0.1", "shared_buffers": "32MB"})
    try:
        made.start().migrate()
        made.sql("ALTER ROLE advolux_caldav PASSWORD %s", PASSWORD)
        for name in "db.pem", "wrong.pem", "db.key":
            path = made.data / name
            shutil.copy(authority / name, path)
            path.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(path, SUPERUSER, SUPERUSER)
        (made.data / "pg_hba.conf").write_text(HBA)
        tls(made, "db.pem", ssl=False)
        yield made
    finally:
        made.drop()


def tls(cluster, certificate, ssl=True):
    """Switch the server's TLS, with this certificate."""
    cluster.psql("ALTER SYSTEM SET ssl_cert_file = '%s';"
                 "ALTER SYSTEM SET ssl_key_file = 'db.key';"
                 "ALTER SYSTEM SET ssl = %s;"
                 % (certificate, "on" if ssl else "off"), database="postgres")
    cluster.stop()
    cluster.start()


@pytest.fixture
def files(cluster, authority):
    """A directory that httpd's children may read, with the CA, and a password
    file that they may not. (pytest's own are closed to them by the next pytest
    that begins.)"""
    made = temp_dir()
    shutil.copy(authority / "ca.pem", made)
    password = PASSWORD.replace("\\", "\\\\").replace(":", "\\:")
    private(made / "pgpass", "127.0.0.1:%d:%s:advolux_caldav:%s\n"
            "0x7f.1:*:*:*:%s\n" % (cluster.port, DATABASE, password, password))
    yield made
    shutil.rmtree(made)


def private(path, text):
    """A file that only httpd's parent may read."""
    path.write_text(text)
    path.chmod(0o600)


def conninfo(cluster, files, host="127.0.0.1", more=""):
    return "host=%s port=%d dbname=%s user=advolux_caldav passfile=%s %s" % (
        host, cluster.port, DATABASE, files / "pgpass", more)


def answers(cluster, serve, watch, said, environment=None):
    """Status of a PUT over that connection; what the module logged; whether by
    TLS."""
    host = serve(cluster, conninfo=said, environment=environment)
    person = People(cluster, host, watch).new()
    status = person.dav.put(person.dav.termine + "a.ics", "").status
    by_tls = [ssl for (ssl,) in cluster.sql(
        "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
        "WHERE usename = 'advolux_caldav'")]
    host.stop()
    # An empty body is refused, by what was read of the calendar.
    return status, "\n".join(re.findall("ADV[0-9]{4}: .*", host.errors())), \
        by_tls


def test_password_file(cluster, files, serve, watch):
    status, log, by_tls = answers(cluster, serve, watch, conninfo(cluster, files))
    assert (status, by_tls) == (403, [False]), log


def test_password_file_that_others_may_read_is_not_taken(cluster, files, serve,
                                                         watch):
    (files / "pgpass").chmod(0o644)
    status, log, _ = answers(cluster, serve, watch, conninfo(cluster, files))
    assert status == 503 and "no password supplied" in log


def test_wrong_password_is_503_and_not_in_the_log(cluster, files, serve, watch):
    private(files / "pgpass", "*:*:*:*:geheim-und-falsch\n")
    status, log, _ = answers(cluster, serve, watch, conninfo(cluster, files))
    assert status == 503
    assert "password authentication failed" in log and "geheim" not in log


@pytest.mark.parametrize("said", ["service=advolux", ""])
def test_service_file(cluster, files, serve, watch, said):
    """By the directive, or by httpd's environment alone."""
    (files / "services").write_text(
        "[other]\nhost=127.0.0.9\n[advolux]\n" + "\n".join(
            conninfo(cluster, files).split()) + "\n")
    status, log, by_tls = answers(
        cluster, serve, watch, said or "application_name=x",
        {"PGSERVICEFILE": str(files / "services"),
         **({} if said else {"PGSERVICE": "advolux"})})
    assert (status, by_tls) == (403, [False]), log


def test_password_in_the_service_file(cluster, files, serve, watch):
    said = conninfo(cluster, files).split(" passfile=")[0].split()
    private(files / "services", "\n".join(
        ["[advolux]", *said, "password=" + PASSWORD]) + "\n")
    status, log, _ = answers(cluster, serve, watch, "service=advolux",
                           {"PGSERVICEFILE": str(files / "services")})
    assert status == 403, log


def test_password_file_of_the_environment(cluster, files, serve, watch):
    status, log, _ = answers(
        cluster, serve, watch, conninfo(cluster, files).split(" passfile=")[0],
        {"PGPASSFILE": str(files / "pgpass")})
    assert status == 403, log


def test_second_of_two_hosts_has_the_password(cluster, files, serve, watch):
    """Nothing listens at the first, and the file does not know it."""
    said = conninfo(cluster, files, "127.0.0.9,127.0.0.1")
    status, log, _ = answers(cluster, serve, watch, said)
    assert status == 403, log


def test_new_password_counts_after_a_graceful_restart(cluster, files, serve,
                                                      watch):
    httpd = serve(cluster, conninfo=conninfo(cluster, files))
    person = People(cluster, httpd, watch).new()
    assert person.dav.get(person.dav.root).status == 200
    cluster.sql("ALTER ROLE advolux_caldav PASSWORD 'ein neues'")
    try:
        private(files / "pgpass", "*:*:*:*:ein neues\n")
        old = set(httpd.workers())
        httpd.process.send_signal(signal.SIGUSR1)
        wait_until("other processes serve", lambda: not old & set(
            httpd.workers()) and httpd.workers())
        assert person.dav.propfind(person.dav.home).status == 207
    finally:
        cluster.sql("ALTER ROLE advolux_caldav PASSWORD %s", PASSWORD)


def test_password_is_in_no_configuration_and_no_log(cluster, files, serve,
                                                    watch):
    secret = "streng-geheimes-Kennwort"
    cluster.sql("ALTER ROLE advolux_caldav PASSWORD %s", secret)
    try:
        private(files / "pgpass", "*:*:*:*:%s\n" % secret)
        httpd = serve(cluster, conninfo=conninfo(cluster, files),
                      modules=("info",), server="LogLevel trace8\n"
                      '<Location "/info">\nSetHandler server-info\n'
                      "</Location>\n")
        dump = subprocess.run(
            ["%s/%s" % (apxs("sbindir"), apxs("progname")), "-t", "-D",
             "DUMP_CONFIG", "-d", str(httpd.dir), "-f",
             str(httpd.dir / "httpd.conf")], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=60).stdout
        person = People(cluster, httpd, watch).new()
        assert person.dav.propfind(person.dav.home).status == 207
        info = person.people.anonymous().get("/info").body
        assert b"AdvoluxDatabase" in info and b"AdvoluxDatabase" in dump
        cluster.sql("ALTER ROLE advolux_caldav PASSWORD 'ein anderes'")
        cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE usename = 'advolux_caldav'")
        assert wait_until("it is refused", lambda: person.dav.propfind(
            person.dav.home).status == 503)
        for text in dump, info, httpd.logged():
            assert secret.encode() not in text
    finally:
        cluster.sql("ALTER ROLE advolux_caldav PASSWORD %s", PASSWORD)


def test_service_that_is_missing_is_named(cluster, files, serve, watch):
    (files / "services").write_text("[other]\nhost=127.0.0.9\n")
    status, log, _ = answers(cluster, serve, watch, "service=advolux",
                             {"PGSERVICEFILE": str(files / "services")})
    assert status == 503
    assert 'definition of service "advolux" not found' in log


def test_another_machine_without_tls_is_refused(cluster, files, serve, watch):
    status, log, _ = answers(cluster, serve, watch,
                             conninfo(cluster, files, OTHER))
    assert status == 503
    assert "sslmode is verify-full" in log and "sslrootcert=FILE" in log


def test_another_machine_may_be_plain_if_somebody_says_so(cluster, files, serve,
                                                          watch):
    status, log, by_tls = answers(cluster, serve, watch, conninfo(
        cluster, files, OTHER, "sslmode=disable"))
    assert (status, by_tls) == (403, [False]), log


def test_another_machine_is_verified(cluster, files, serve, watch):
    tls(cluster, "db.pem")
    said = conninfo(cluster, files, OTHER,
                    "sslrootcert=%s" % (files / "ca.pem"))
    status, log, by_tls = answers(cluster, serve, watch, said)
    assert (status, by_tls) == (403, [True]), log
    # Without a CA to verify it by, or with another name, it is refused.
    status, log, _ = answers(cluster, serve, watch,
                             conninfo(cluster, files, OTHER))
    assert status == 503 and "root certificate file" in log
    assert "sslrootcert=FILE" in log
    tls(cluster, "wrong.pem")
    status, log, _ = answers(cluster, serve, watch, said)
    assert status == 503 and "does not match host name" in log
    tls(cluster, "db.pem", ssl=False)
