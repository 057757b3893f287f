# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Set-ups that are broken in one way each, and what is said of them. A test of
a row of conf/troubleshooting.md has the mark row(CAUSE)."""

import functools
import json
import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from support.fixtures import *  # noqa: E402,F401,F403
from support.fixtures import httpds     # noqa: E402
from support.httpd import Httpd     # noqa: E402
from support.person import People   # noqa: E402
from support.process import TREE, advoluxctl    # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "row(cause): of the table it proves")


@functools.lru_cache(maxsize=None)
def table():
    """{cause: (what names it, cure)}, each a list of what is in backquotes."""
    rows = {}
    for line in (TREE / "conf/troubleshooting.md").read_text().split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            rows[cells[1]] = [re.findall("`([^`]+)`", cell)
                              for cell in cells[2:]]
    return rows


@pytest.fixture
def told(request):
    """told(said): the row's ids and checks are in it, and the first cure."""
    names, cures = table()[request.node.get_closest_marker("row").args[0]]
    calls = []

    def told(said):
        calls.append(said)
        # psql is named with the database that is looked at.
        said = re.sub("psql (-[hpd] \\S+ )*-c", "psql -d advolux -c", said)
        for name in names:
            wanted = name if name.startswith("ADV") else "check %s: " % name
            assert wanted in said, said
        assert cures[0] in said, said

    yield told
    assert calls


@pytest.fixture
def cluster(movable):
    """PostgreSQL without people; its clock can be moved."""
    return movable[0]


@pytest.fixture
def httpd(movable):
    return movable[1]


@pytest.fixture
def person(movable_person):
    return movable_person


@pytest.fixture
def site(cluster, watch):
    """Makes httpds, not yet started: Httpd without the cluster."""
    yield from httpds(Httpd, cluster, watch)


@pytest.fixture
def tls(tls_httpd):
    """The same with TLS."""
    return tls_httpd


@pytest.fixture
def people_of(cluster, watch):
    """People of an httpd."""
    return lambda httpd: People(cluster, httpd, watch)


@pytest.fixture
def check(cluster):
    """check(OPTION..., environment): what `advoluxctl check` objects to, a
    line each, as "check ID: CAUSE; MEND"."""
    program = advoluxctl()

    def check(*options, password="", **environment):
        done = subprocess.run(
            [program, "check", "--json", *options], input=password.encode(),
            stdout=subprocess.PIPE, timeout=120,
            env={**cluster.environment(user="advolux_owner"), **environment})
        rows = [row for row in json.loads(done.stdout)
                if row["level"] in ("warning", "failure")]
        assert (done.returncode != 0) == bool(rows)
        return "".join("check %s: %s; %s\n" % (row["check"], row["cause"],
                                               row["mend"]) for row in rows)

    return check
