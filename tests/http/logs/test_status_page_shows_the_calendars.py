# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""mod_status shows what the metrics do, for people and as ?auto."""

import html5lib
import pytest

from support.httpd import Httpd, apxs
from support.person import People
from support.process import wait_until

STATUS = """\
LoadModule status_module "%s/mod_status.so"
<Location "/server-status">
    SetHandler server-status
</Location>
"""


@pytest.fixture(scope="module")
def people_(cluster, watch):
    httpd = Httpd(cluster, server=STATUS % apxs("libexecdir"))
    try:
        yield People(cluster, httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_auto(people_):
    person = people_.new()
    person.put_event()

    def told():
        text = people_.anonymous().get("/server-status?auto").text
        return dict(line.rsplit(": ", 1) for line in text.splitlines()
                    if line.startswith("advolux_"))

    # A request counts when it is logged, which is after its answer.
    wait_until("the PUT counts",
               lambda: told()["advolux_requests_total put"] == "1")
    lines = told()
    assert lines["advolux_logins_total verified"] == "1"
    assert int(lines["advolux_connections"]) >= 1
    assert lines["advolux_clear_text_servers"] == "0"


def test_page(people_):
    person = people_.new()
    person.put_event()
    answer = people_.anonymous().get("/server-status")
    page = html5lib.parse(answer.body, namespaceHTMLElements=False)
    rows = {cells[0]: cells[1:] for cells in (
        ["".join(cell.itertext()).strip() for cell in row.findall("td")]
        for row in page.iter("tr")) if cells}
    assert int(rows["put"][0]) >= 1
    assert int(rows["advolux_connections"][0]) >= 1
    assert person.login not in "".join(
        "".join(row) for row in rows if row.startswith("advolux"))
