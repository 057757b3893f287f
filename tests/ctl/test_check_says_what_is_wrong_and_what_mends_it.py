# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S8 "Testen", and the rest of what synchronisation needs."""

import json
import subprocess

import pytest

from support import ics
from support.httpd import Httpd, apxs
from support.process import free_port

from conftest import PASSWORD, Tool

CHECKS = ["server", "schema", "role", "rights", "deadlines", "planted",
          "proof", "people", "zones", "rows", "clock", "connections",
          "durability", "transactions", "listener", "well-known", "certificate",
          "login", "sync", "etags"]


def looked(tool, *options, input="", code=None):
    done = tool.run("check", "--json", *options, input=input)
    rows = json.loads(done.stdout)
    assert [row["check"] for row in rows] == CHECKS, done
    worst = {"failure": 2, "warning": 1}
    expected = max(worst.get(row["level"], 0) for row in rows)
    assert done.returncode == expected
    if code is not None:
        assert expected == code, rows
    for row in rows:
        assert row["level"] not in ("warning", "failure") or row["mend"] or (
            row["check"] in ("well-known", "login")), row
    return {row["check"]: row for row in rows}


@pytest.fixture
def url(httpd):
    return httpd.origin + httpd.root


def test_whole_round_trip(tool, login, url, dav_of):
    dav, uid = dav_of(login), ics.new_uid()
    assert dav.put(dav.termine + uid + ".ics", ics.event(uid)).status == 201
    rows = looked(tool, "--url", url, "--person", login, "--stdin",
                  input=PASSWORD + "\n", code=1)
    levels = {check: row["level"] for check, row in rows.items()}
    assert levels.pop("certificate") == "warning"       # plain http
    assert levels.pop("durability") == "warning"        # the tests' cluster
    assert set(levels.values()) == {"ok"}, rows


def test_password_of_a_file(tool, login, url, tmp_path):
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\n")
    rows = looked(tool, "--url", url, "--person", login, "--password-file",
                  str(path))
    assert rows["sync"]["level"] == "ok"
    assert "no password" in tool("check", "--person", login, "--password-file",
                                 "/nowhere", code=2)


def test_wrong_password_is_told_from_a_dead_database(tool, login, url):
    rows = looked(tool, "--url", url, "--person", login, "--stdin",
                  input="falsch\n", code=2)
    assert rows["login"]["level"] == "failure"
    assert "password is wrong" in rows["login"]["cause"]
    assert "staff password" in rows["login"]["mend"]


def test_without_a_person_no_login_is_tried(tool, url):
    rows = looked(tool, "--url", url)
    assert rows["login"]["level"] == rows["sync"]["level"] == "skipped"
    assert rows["well-known"]["level"] == "ok"


def test_nobody_listens(tool):
    rows = looked(tool, "--url", "http://127.0.0.1:%d/" % free_port(), code=2)
    assert rows["listener"]["level"] == "failure"
    assert rows["certificate"]["level"] == "skipped"


def test_url_and_authority_must_be_ones(tool):
    for url in ("foo", "", "ftp://localhost/", "localhost:5232"):
        assert "--url is such as https://" in tool("check", "--url", url,
                                                   code=64)
    assert "/nowhere cannot be read" in tool("check", "--cacert", "/nowhere",
                                             code=2)


def test_name_that_is_no_host(tool):
    rows = looked(tool, "--url", "https://host.invalid:8443/", code=2)
    assert "getent hosts" in rows["listener"]["mend"]


def test_tls_where_there_is_none(tool, url):
    rows = looked(tool, "--url", url.replace("http:", "https:"), code=2)
    assert "SSLEngine on" in rows["listener"]["mend"]


def test_german_cures_and_columns(tool):
    german = tool.speaking("de_DE.UTF-8")
    lines = german.run("check", "--pool", "10000", "--url",
                       "https://host.invalid:8443/").stdout.decode()
    assert "AdvoluxConnections verkleinern" in lines
    assert "oder ein anderer Name" in lines
    for line in lines.splitlines():
        assert line[9] == " " and line[10] != " ", line


def test_no_server(tool):
    elsewhere = Tool({**tool.environment, "PGHOST": "/nowhere"})
    rows = looked(elsewhere, code=2)
    assert rows["server"]["level"] == "failure"
    assert "/nowhere" in rows["server"]["cause"]
    assert {rows[check]["level"] for check in CHECKS[1:9]} == {"skipped"}


def test_old_schema(cluster, tool):
    cluster.sql("CREATE DATABASE bare", database="postgres")
    try:
        bare = Tool({**tool.environment, "PGDATABASE": "bare"})
        rows = looked(bare, code=2)
        assert rows["server"]["level"] == "ok"
        assert rows["schema"]["level"] == "failure"
        assert rows["schema"]["mend"].startswith("advoluxctl migrate --create;")
    finally:
        cluster.sql("DROP DATABASE bare", database="postgres")


def test_readable_deadlines_are_a_failure(cluster, tool):
    cluster.sql("GRANT USAGE ON SCHEMA advolux TO advolux_caldav")
    cluster.sql("GRANT SELECT ON advolux.deadline TO advolux_caldav")
    try:
        rows = looked(tool, code=2)
        assert rows["deadlines"]["level"] == "failure"
        assert rows["rights"]["level"] == "failure"
        assert "advolux.deadline" in rows["rights"]["cause"]
    finally:
        cluster.sql("REVOKE ALL ON advolux.deadline FROM advolux_caldav")
        cluster.sql("REVOKE USAGE ON SCHEMA advolux FROM advolux_caldav")
    assert looked(tool)["deadlines"]["level"] == "ok"


def test_missing_right_is_named(cluster, tool):
    cluster.sql("REVOKE EXECUTE ON FUNCTION caldav.refuse FROM advolux_caldav")
    try:
        rows = looked(tool, code=2)
        assert "caldav.refuse" in rows["rights"]["cause"]
    finally:
        cluster.sql("GRANT EXECUTE ON FUNCTION caldav.refuse TO advolux_caldav")


def test_other_role_is_a_warning(cluster, tool):
    rows = looked(tool, "--module", cluster.conninfo("postgres"), code=2)
    assert rows["role"]["level"] == "warning"
    assert rows["deadlines"]["level"] == "failure"


def test_pool_that_does_not_fit_is_a_warning(tool):
    rows = looked(tool, "--pool", "5000")
    assert rows["connections"]["level"] == "warning"


def test_clock_that_differs_is_told(movable):
    cluster, _ = movable
    tool = Tool(cluster.environment(user="advolux_owner"))
    cluster.move_clock("+10s")
    try:
        assert looked(tool)["clock"]["level"] == "warning"
        cluster.move_clock("+1h")
        assert looked(tool)["clock"]["level"] == "failure"
    finally:
        cluster.move_clock("+0")
    assert looked(tool)["clock"]["level"] == "ok"


def test_it_speaks_german(tool):
    german = tool.speaking("de_DE.UTF-8").run("check").stdout.decode()
    assert "Fristen sind gesperrt" in german and "Abhilfe: " in german
    english = tool.speaking("en_GB.UTF-8").run("check").stdout.decode()
    assert "deadlines are denied" in english and "mend: " in english


TLS = """\
LoadModule ssl_module "%s/mod_ssl.so"
Listen 127.0.0.1:%d
<VirtualHost *:%d>
    SSLEngine on
    SSLCertificateFile "%s"
    SSLCertificateKeyFile "%s"
</VirtualHost>
"""


@pytest.fixture
def tls(tmp_path, cluster):
    """The server with a certificate of localhost that ends in 20 days:
    (port, root, certificate)."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                    "-keyout", str(key), "-out", str(certificate), "-days",
                    "20", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost"], check=True,
                   stderr=subprocess.DEVNULL)
    port = free_port()
    server = Httpd(cluster, server=TLS % (apxs("libexecdir"), port, port,
                                          certificate, key))
    try:
        server.start()
        yield port, server.root, str(certificate)
    finally:
        server.stop()
        server.drop()


def test_certificate_is_verified_and_its_days_are_counted(tool, login, tls):
    port, root, certificate = tls
    url = "https://localhost:%d%s" % (port, root)
    rows = looked(tool, "--url", url, "--cacert", certificate)
    assert rows["certificate"]["level"] == "warning"
    assert "CN = localhost" in rows["certificate"]["cause"]
    assert "19 days left" in rows["certificate"]["cause"]
    assert looked(tool, "--url", url)["certificate"]["level"] == "failure"
    other = "https://127.0.0.1:%d%s" % (port, root)
    wrong = looked(tool, "--url", other, "--cacert", certificate)
    assert wrong["certificate"]["level"] == "failure"
    whole = looked(tool, "--url", url, "--cacert", certificate, "--person",
                   login, "--stdin", input=PASSWORD, code=1)
    assert [check for check, row in whole.items()
            if row["level"] not in ("ok", "skipped")] == ["durability", "certificate"]


def test_settings_that_cost_writes_are_named(tool, cluster):
    assert "fsync is off" in looked(tool)["durability"]["cause"]
    changes = ("fsync", "full_page_writes")
    for name in changes:
        cluster.sql("ALTER SYSTEM SET %s = on" % name)
    cluster.sql("ALTER DATABASE advolux SET synchronous_commit = off")
    cluster.sql("SELECT pg_reload_conf()")
    try:
        row = looked(tool)["durability"]
        assert row["level"] == "warning"
        assert "synchronous_commit is off" in row["cause"]
        cluster.sql("ALTER DATABASE advolux RESET synchronous_commit")
        assert looked(tool)["durability"]["level"] == "ok"
    finally:
        cluster.sql("ALTER DATABASE advolux RESET synchronous_commit")
        for name in changes:
            cluster.sql("ALTER SYSTEM RESET %s" % name)
        cluster.sql("SELECT pg_reload_conf()")


def test_transaction_that_was_left_open_is_named(movable, movable_person):
    cluster, _ = movable
    tool = Tool(cluster.environment(user="advolux_owner"))
    item = movable_person.appointment("Offen")
    office = cluster.connect(user="advolux_app")
    office.autocommit = False
    try:
        with office.cursor() as cursor:
            cursor.execute("SET application_name = 'Advolux Empfang'")
            cursor.execute("UPDATE advolux.appointment SET title = 'x' "
                           "WHERE appointment_id = %s", (int(item),))
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        assert looked(tool)["transactions"]["level"] == "ok", "it is young"
        cluster.move_clock("+2m")
        row = looked(tool)["transactions"]
    finally:
        cluster.move_clock("+0")
        office.close()
    assert row["level"] == "warning"
    assert "process %d, Advolux Empfang, idle in transaction, 12" % pid in \
        row["cause"], row
    assert "pg_terminate_backend" in row["mend"]


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_encoding_that_does_not_hold_every_name_is_refused(cluster, encoding):
    name = "of_" + encoding.lower()
    cluster.sql("CREATE DATABASE %s TEMPLATE template0 ENCODING '%s' LOCALE "
                "'C'" % (name, encoding), database="postgres")
    tool = Tool(cluster.environment(database=name))
    said = tool("migrate", code=2)
    assert encoding in said and name in said and "UTF8" in said
    assert cluster.sql("SELECT to_regnamespace('caldav')", database=name) == [
        (None,)]
