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
    assert not passed and "advoluxctl migrate" in said
