# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What the module lacks in a database whose schema is this version's is named by
check, and is there again when what check prints has been run; clients are served
as before."""

import json
import shlex

import pytest

from conftest import OWNER, Tool
from support.cluster import Cluster
from support.httpd import Httpd
from support.person import People
from support.process import TREE, run

ROLE = "advolux_caldav"

# What is amiss, the check that says so, and as whom the cure is run.
FAULTS = {
    "a function's right": (
        "REVOKE EXECUTE ON FUNCTION caldav.put FROM advolux_caldav",
        "rights", OWNER),
    "all functions' rights": (
        "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA caldav FROM advolux_caldav",
        "rights", OWNER),
    "a function": ("DROP FUNCTION caldav.refuse", "rights", OWNER),
    "the schema's right": (
        "REVOKE USAGE ON SCHEMA caldav FROM advolux_caldav", "rights", OWNER),
    "the database's right": (
        "REVOKE CONNECT ON DATABASE advolux FROM PUBLIC, advolux_caldav",
        "role", "postgres"),
    "the right to log in": (
        "ALTER ROLE advolux_caldav NOLOGIN", "role", "postgres"),
    "the role": (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE usename = 'advolux_caldav'; "
        "DROP OWNED BY advolux_caldav; DROP ROLE advolux_caldav",
        "role", "postgres"),
}


@pytest.fixture(scope="module")
def cluster(watch):
    made = Cluster(settings={"shared_buffers": "16MB"})
    try:
        yield made.start().migrate(schema="fresh")
    finally:
        watch.end(made)


@pytest.fixture(scope="module")
def person(cluster, watch):
    httpd = Httpd(cluster)
    try:
        yield People(cluster, httpd.start(), watch).new()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def cure(cluster, printed, user):
    """Run a command of check's, what stands behind it for people aside."""
    words = shlex.split(printed.split(", as ")[0].split(" (")[0])
    if words[0] == "advoluxctl":
        Tool(cluster.environment(user=user))(
            *words[1:], "--sql", str(TREE / "backend/sql"))
    else:
        run(words, env=cluster.environment(user=user))


def rows(cluster):
    """What is checked: its row."""
    checked = Tool(cluster.environment(user=OWNER)).run("check", "--json")
    return {row["check"]: row for row in json.loads(checked.stdout)}


@pytest.mark.parametrize("missing", FAULTS)
def test_cure(cluster, person, missing):
    statement, check, user = FAULTS[missing]
    cluster.psql(statement)
    found = rows(cluster)[check]
    assert found["level"] == "failure", found
    cure(cluster, found["mend"], user)
    again = rows(cluster)
    assert (again["role"]["level"], again["rights"]["level"]) == ("ok", "ok")
    name = person.put_event()
    assert person.dav.get(person.dav.termine + name).status == 200
    assert person.dav.delete(person.dav.termine + name).status == 204


def test_role_made_anew_keeps_texts_out_of_the_log(cluster):
    assert cluster.sql("SHOW log_parameter_max_length", user=ROLE) == [("0",)]
    assert cluster.sql("SHOW log_parameter_max_length_on_error",
                       user=ROLE) == [("0",)]
