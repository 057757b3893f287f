# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Which version runs, and which schema it needs, is said once at start, by the
status page, by the metrics and by advoluxctl: the same everywhere, of the file
VERSION and of the last step of the schema."""

import re

import pytest

from support import metrics
from support.httpd import Httpd, apxs
from support.person import People
from support.process import TREE, advoluxctl, run

STATUS = """\
LoadModule status_module "%s/mod_status.so"
<Location "/server-status">
    SetHandler server-status
</Location>
""" % apxs("libexecdir")

VERSION = (TREE / "VERSION").read_text().strip()
SCHEMA = max(int(step.name[:3])
             for step in (TREE / "backend/sql/schema").glob("[0-9]*.sql"))


@pytest.fixture(scope="module")
def served(cluster, watch):
    httpd = Httpd(cluster, server=STATUS + metrics.CONFIGURATION)
    try:
        yield People(cluster, httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_log(served):
    served.anonymous().get("/server-status")
    assert re.findall(r"ADV0714: (.*)", served.httpd.logged().decode()) == [
        "mod_dav_advolux %s, schema %d" % (VERSION, SCHEMA)]


def test_status_page(served):
    assert "<p>mod_dav_advolux %s, schema %d</p>" % (VERSION, SCHEMA) in (
        served.anonymous().get("/server-status").text)
    lines = served.anonymous().get("/server-status?auto").text.splitlines()
    assert "advolux_version: " + VERSION in lines
    assert "advolux_schema: %d" % SCHEMA in lines


def test_metrics(served):
    assert metrics.read(served.anonymous())[
        "advolux_build_info", VERSION, str(SCHEMA)] == 1


def test_advoluxctl():
    assert run([advoluxctl(), "--version"]) == (
        "advoluxctl %s, schema %d\n" % (VERSION, SCHEMA))
