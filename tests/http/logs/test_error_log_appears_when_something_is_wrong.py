# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""caldav_error.log by rotatelogs: not there until something is wrong, and then
it says what.

Handbook S12."""

import os
import time

import pytest

from support.httpd import Httpd, apxs
from support.person import People
from support.process import wait_until


@pytest.fixture
def rotated(cluster, watch):
    rotatelogs = os.path.join(apxs("bindir"), "rotatelogs")
    httpd = Httpd(cluster)
    log = httpd.dir / "caldav_error.log"
    before, location = httpd.configuration.split('<Location "/caldav">')
    httpd.configuration = (
        before + '<VirtualHost *:%d>\nErrorLog "|%s -n 3 %s 1M"\n'
        'LogLevel warn\nAllowEncodedSlashes NoDecode\n'
        '<Location "/caldav">%s</VirtualHost>\n' % (
            httpd.port, rotatelogs, log, location))
    try:
        yield People(cluster, httpd.start(), watch), log
    finally:
        httpd.stop()
        httpd.drop()


def test_it_appears(rotated):
    people, log = rotated
    person = people.new()
    person.put_event()
    assert person.dav.get(person.dav.termine + "missing.ics").status == 404
    time.sleep(0.5)
    assert not log.exists(), log.read_text()
    bad = person.appointment("Odd")
    people.sql("UPDATE caldav.source SET components = '{{x}}' "
               "WHERE item_id = %s AND kind = 'appointment'", int(bad))
    assert person.dav.get(person.path(bad)).status == 500
    wait_until("the log is there", log.exists)
    wait_until("it says what", lambda: "ADV0112" in log.read_text())
