# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A database of another encoding holds everything until the first name that it
cannot: it is refused by name before that."""

import pytest

from support.cluster import bin_dir
from support.person import People
from support.process import run


def copy(cluster, encoding):
    """The demo firm's schema in a database of that encoding."""
    name = "in_" + encoding.lower()
    cluster.sql("CREATE DATABASE %s TEMPLATE template0 ENCODING '%s' LOCALE "
                "'C'" % (name, encoding), database="postgres")
    dump = run([bin_dir() + "/pg_dump", "--schema-only"],
               env=cluster.environment(), timeout=120)
    dump += run([bin_dir() + "/pg_dump", "--data-only",
                 "--table=caldav.migration"], env=cluster.environment())
    cluster.psql(dump, database=name)
    return name


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_first_connection(cluster, serve, watch, encoding):
    name = copy(cluster, encoding)
    httpd = serve(cluster, conninfo=cluster.conninfo().replace(
        "dbname=advolux", "dbname=" + name))
    dav = People(cluster, httpd, watch).client("berger", "x")
    answer = dav.propfind(dav.home, ["D:displayname"])
    assert answer.status == 503, answer
    critical = [line for line in httpd.errors().splitlines()
                if ":crit]" in line]
    assert len(critical) == 1 and encoding in critical[0], critical
    assert "UTF8" in critical[0] and name in critical[0]
