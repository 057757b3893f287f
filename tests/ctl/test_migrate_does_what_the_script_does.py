# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""advoluxctl migrate brings an empty database to the same schema."""

import json

import pytest

from support.cluster import SUPERUSER
from support.process import TREE, run

from conftest import Tool

SQL = str(TREE / "backend/sql")


@pytest.fixture(scope="module")
def empty(cluster):
    cluster.sql("CREATE DATABASE migrated", database="postgres")
    yield Tool(cluster.environment(SUPERUSER, "migrated"))
    cluster.sql("DROP DATABASE migrated", database="postgres")


def dump(environment):
    return [line for line in run(["pg_dump", "-s", "-n", "advolux", "-n",
                                  "caldav"], env=environment).splitlines()
            if not line.startswith(("--", "\\"))]


def test_missing_ones_are_said_and_applied_once(empty, cluster):
    numbers = len(list((TREE / "backend/sql").glob("[0-9]*.sql")))
    said = empty.run("migrate", "--sql", SQL, "--dry-run")
    assert said.returncode == 1
    assert said.stdout.decode().count("missing ") == numbers
    said = empty.run("migrate", "--sql", SQL, "--dry-run", "--json")
    assert [row["state"] for row in json.loads(said.stdout)] == (
        ["missing"] * numbers)
    assert empty("migrate", "--sql", SQL).count("applied ") == numbers
    assert empty("migrate", "--sql", SQL).count("already applied ") == numbers
    assert empty("migrate", "--sql", SQL, "--dry-run").count("already") == (
        numbers)
    assert dump(empty.environment) == dump(cluster.environment(SUPERUSER))


def test_failed_one_leaves_nothing(empty, tmp_path):
    (tmp_path / "900_bad.sql").write_text(
        "CREATE TABLE caldav.rest (); SELECT nonsense;")
    assert "900_bad failed" in empty("migrate", "--sql", str(tmp_path), code=2)
    assert json.loads(empty.run("migrate", "--sql", str(tmp_path),
                                "--json").stdout) == []
    (tmp_path / "900_bad.sql").write_text("CREATE TABLE caldav.rest ();")
    assert empty("migrate", "--sql", str(tmp_path)) == "applied 900_bad\n"


def test_missing_directory_is_said(empty, tmp_path):
    assert "--sql" in empty("migrate", "--sql", "/nowhere", code=2)
    assert "no migrations" in empty("migrate", "--sql", str(tmp_path), code=2)
