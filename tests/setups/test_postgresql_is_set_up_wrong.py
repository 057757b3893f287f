# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL that is away, is another one, or does not let the module in."""

import contextlib
import re

import pytest

from support.process import free_port, wait_until


@contextlib.contextmanager
def login_by(cluster, line):
    """While it lasts pg_hba.conf says so of the module's role."""
    path = cluster.data / "pg_hba.conf"
    before = path.read_text()
    reload = "SELECT pg_reload_conf()"

    def takes_effect():
        return cluster.sql("SELECT count(*) FROM pg_hba_file_rules WHERE"
                           " 'advolux_caldav' = ANY (user_name)")[0][0] == 1

    path.write_text(line + "\n" + before)
    try:
        cluster.sql(reload)
        wait_until("pg_hba.conf is read", takes_effect)
        yield
    finally:
        path.write_text(before)
        cluster.sql(reload)


@pytest.mark.row("The port or host of PostgreSQL is wrong")
def test_port(check, told):
    told(check(PGHOST="127.0.0.1", PGPORT=str(free_port())))


@pytest.mark.row("PostgreSQL is down")
def test_down(cluster, httpd, person, check, told):
    cluster.stop()
    try:
        answer = person.dav.propfind(person.dav.home, ["D:displayname"])
        assert answer.status == 503
        told(check() + httpd.errors())
    finally:
        cluster.start()
    wait_until("it heals", lambda: person.dav.propfind(
        person.dav.home, ["D:displayname"]).status == 207)


@pytest.mark.row("The name of PostgreSQL's host does not resolve")
def test_name(check, told):
    told(check(PGHOST="db.kanzlei.invalid"))


@pytest.mark.row("The database has another name")
def test_database(check, told):
    told(check(PGDATABASE="advolux2"))


@pytest.mark.row("The role is missing in PostgreSQL")
def test_role_missing(cluster, check, told):
    told(check("--module", cluster.conninfo("advolux_caldaf")))


@pytest.mark.row("pg_hba.conf does not let the role in")
def test_access(cluster, check, told):
    with login_by(cluster, "local all advolux_caldav reject"):
        told(check())


@pytest.mark.row("The password of the role is another one")
def test_password(cluster, check, told):
    cluster.sql("ALTER ROLE advolux_caldav PASSWORD 'richtig'")
    with login_by(cluster, "local all advolux_caldav scram-sha-256"):
        said = check(PGPASSWORD="falsch")
        told(said)
        assert "falsch" not in said
        assert "check role" not in check(PGPASSWORD="richtig")


@pytest.mark.row("The password of the role is nowhere")
def test_no_password(cluster, check, told):
    with login_by(cluster, "local all advolux_caldav scram-sha-256"):
        told(check(PGPASSFILE="/nowhere"))


@pytest.mark.row("The password file is not there")
def test_password_file(cluster, site, told, tmp_path):
    path = tmp_path / "pgpass"
    told(site(conninfo=cluster.conninfo() + " passfile=%s" % path)
         .configtest())


@pytest.mark.row("Others may read the password file")
def test_password_file_of_others(cluster, site, told, tmp_path):
    path = tmp_path / "pgpass"
    path.write_text("*:*:*:advolux_caldav:x\n")
    path.chmod(0o644)
    told(site(conninfo=cluster.conninfo() + " passfile=%s" % path)
         .configtest())


@pytest.mark.row("The schema is missing")
def test_schema(check, told):
    told(check(PGDATABASE="postgres"))


@contextlib.contextmanager
def schema_version(cluster, step):
    """While it lasts the schema says that it is by `step` another one."""
    now = cluster.sql("SELECT caldav.schema_version()")[0][0]
    alter = ("CREATE OR REPLACE FUNCTION caldav.schema_version()"
             " RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT %d'")
    cluster.sql(alter % (now + step))
    try:
        yield ("the schema is of version %d, this program needs version %d: "
               % (now + step, now))
    finally:
        cluster.sql(alter % now)


def refused_person(httpd, people_of):
    """What httpd logs when one device asks, and is told to try again."""
    person = people_of(httpd.start()).new()
    answer = person.dav.propfind(person.dav.home)
    assert answer.status == 503 and answer.headers["Retry-After"]
    said = httpd.errors()
    assert len(re.findall("ADV0(?!714)", said)) == 1   # that is its start
    return said


@pytest.mark.row("The schema is an older one")
def test_old_schema(cluster, site, people_of, check, told):
    with schema_version(cluster, -1) as sentence:
        said = refused_person(site(), people_of)
        told(check() + said)
        assert sentence + "run advoluxctl migrate" in said


@pytest.mark.row("The schema is a newer one")
def test_newer_schema(cluster, site, people_of, check, told):
    with schema_version(cluster, 1) as sentence:
        said = refused_person(site(), people_of)
        told(check() + said)
        assert sentence + "install the newer program" in said


@pytest.mark.row("The functions in the database are another version's")
def test_other_functions(cluster, check, told):
    change = "UPDATE caldav.script SET name = %s WHERE name = %s"
    names = "caldav/other", "caldav/put"
    cluster.sql(change, *names)
    try:
        told(check())
    finally:
        cluster.sql(change, *reversed(names))
    assert "check schema" not in check()


@pytest.mark.row("The role may read deadlines")
def test_deadlines(cluster, site, people_of, check, told):
    httpd = site()
    cluster.sql("GRANT USAGE ON SCHEMA advolux TO advolux_caldav")
    cluster.sql("GRANT SELECT (title) ON advolux.deadline TO advolux_caldav")
    try:
        said = refused_person(httpd, people_of)
        cluster.sql("GRANT SELECT ON advolux.deadline TO advolux_caldav")
        told(check() + said)
    finally:
        cluster.sql("REVOKE ALL ON advolux.deadline FROM advolux_caldav")
        cluster.sql("REVOKE USAGE ON SCHEMA advolux FROM advolux_caldav")
    assert "check deadlines" not in check()
    person = people_of(httpd).new()
    wait_until("it heals", lambda: person.dav.propfind(
        person.dav.home).status == 207)


def test_deadlines_without_the_schema_are_not_readable(cluster, site,
                                                       people_of):
    person = people_of(site().start()).new()
    cluster.sql("GRANT SELECT ON advolux.deadline TO advolux_caldav")
    try:
        assert person.dav.propfind(person.dav.home).status == 207
    finally:
        cluster.sql("REVOKE ALL ON advolux.deadline FROM advolux_caldav")


@pytest.mark.row("The role lacks a right")
def test_right(cluster, check, told):
    cluster.sql("REVOKE EXECUTE ON FUNCTION caldav.put FROM advolux_caldav")
    try:
        told(check())
    finally:
        cluster.sql("GRANT EXECUTE ON FUNCTION caldav.put TO advolux_caldav")
    assert "check rights" not in check()


@pytest.mark.row("The module logs in as another role")
@pytest.mark.parametrize("role", ["advolux_owner", "postgres"])
def test_other_role(cluster, site, people_of, check, told, role):
    said = refused_person(site(conninfo=cluster.conninfo(role)), people_of)
    told(check("--module", cluster.conninfo(role)) + said)


@pytest.mark.row("More connections than PostgreSQL has")
def test_connections(check, told):
    told(check("--pool", "5000"))


@pytest.mark.row("The clocks differ")
def test_clock(cluster, check, told):
    cluster.move_clock("+2h")
    try:
        told(check())
    finally:
        cluster.move_clock("+0")
    assert "check clock" not in check()


@pytest.mark.row("CalDAV is on for nobody")
def test_nobody(cluster, check, told):
    cluster.sql("CREATE DATABASE nobody", database="postgres")
    try:
        cluster.migrate_database("nobody")
        told(check(PGDATABASE="nobody"))
    finally:
        cluster.sql("DROP DATABASE nobody", database="postgres")


@pytest.mark.row("A password stands in AdvoluxDatabase")
@pytest.mark.parametrize("conninfo", [
    "host=localhost password=geheim", "postgresql://x:geheim@localhost/",
    "host=localhost password=mein geheim"])
def test_password_in_the_configuration(site, told, conninfo):
    said = site(conninfo=conninfo).configtest()
    told(said)
    assert "httpd.conf" in said and "geheim" not in said


@pytest.mark.row("A word in AdvoluxDatabase is not libpq's")
def test_conninfo(site, told):
    said = site(conninfo="hots=localhost").configtest()
    told(said)
    assert "hots" in said and "httpd.conf" in said


@pytest.mark.parametrize("conninfo, accepted", [
    ("port=51O0", "1 to 65535"), ("sslmode=verified", "sslmode"),
    ("target_session_attrs=writable", "read-write"),
    ("host=a,b port=1,2,3", "3 port numbers")])
def test_impossible_value_of_the_conninfo(site, conninfo, accepted):
    said = site(conninfo=conninfo).configtest()
    assert accepted in said and "httpd.conf" in said


def test_password_file_of_httpds_user_is_fine(site):
    httpd = site()
    path = httpd.private_file("passwords", "*:*:*:advolux_caldav:x\n")
    httpd.configuration = httpd.configuration.replace(
        " user=advolux_caldav", " user=advolux_caldav passfile=%s" % path)
    assert httpd.configtest().strip() == "Syntax OK"
