# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S8: "Testen" says whether the Advolux server can be reached, and
if not, what keeps it away."""

import subprocess

import pytest

from support.configure import PROGRAM
from support.process import free_port


def connection(cluster, *more):
    """(whether it can be reached, what was said)"""
    done = subprocess.run(
        [PROGRAM, "--test", "--directory", "/nonexistent", "--server",
         str(cluster.dir), "--port", str(cluster.port), *more],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=60)
    return done.returncode == 0, done.stdout


def test_reachable(cluster):
    passed, said = connection(cluster)
    assert passed and "can be reached" in said and "(schema " in said


def test_nobody_listens(cluster):
    passed, said = connection(cluster, "--server", "127.0.0.1", "--port",
                          str(free_port()))
    assert not passed and "cannot be reached at 127.0.0.1" in said


def test_port_is_none(cluster):
    passed, said = connection(cluster, "--port", "abc")
    assert not passed and "abc is no port" in said


def test_password_file_is_missing(cluster):
    passed, said = connection(cluster, "--pgpass", "/nonexistent/pgpass")
    assert not passed and "/nonexistent/pgpass is not there" in said


def test_database_is_missing(cluster):
    passed, said = connection(cluster, "--dbname", "none")
    assert not passed and "does not let advolux_caldav into none" in said
    assert 'database "none" does not exist' in said


@pytest.fixture
def empty(cluster):
    cluster.sql("CREATE DATABASE without_schema", database="postgres")
    yield "without_schema"
    cluster.sql("DROP DATABASE without_schema", database="postgres")


def test_schema_is_missing(cluster, empty):
    passed, said = connection(cluster, "--dbname", empty)
    assert not passed and "advoluxctl migrate --create" in said


def test_last_way_that_was_tried_is_the_one_shown(cluster, tmp_path):
    """A schema that the role may not use: psql shows the place in its statement
    behind the reason."""
    cluster.psql("CREATE DATABASE closed;", database="postgres")
    try:
        cluster.psql("CREATE SCHEMA caldav;", database="closed")
        passed, said = connection(cluster, "--dbname", "closed")
        assert not passed
        assert said.strip().endswith("permission denied for schema caldav") or (
            "advoluxctl migrate" in said), said
        assert "^" not in said and "LINE 1" not in said
    finally:
        cluster.psql("DROP DATABASE closed;", database="postgres")
