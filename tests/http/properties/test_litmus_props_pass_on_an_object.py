# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""litmus' own suite of properties, of an appointment.

RFC 4918 section 4."""

import http.server
import subprocess
import threading

import pytest

from support.litmus import Between
from support.person import PASSWORD

PROPS = "/usr/libexec/litmus/props"
FILES = "/usr/share/litmus/htdocs"


@pytest.fixture
def url(person):
    handler = type("OfPerson", (Between,), {"person": person})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield "http://127.0.0.1:%d%s" % (server.server_port, person.dav.termine)
    server.shutdown()
    server.server_close()


def test_all_of_them(person, url, tmp_path):
    said = subprocess.run(
        [PROPS, "--htdocs", FILES, url, person.login, PASSWORD], cwd=tmp_path,
        capture_output=True, timeout=120, check=False)
    text = said.stdout.decode(errors="replace").replace("\r", "\n")
    assert said.returncode == 0, text
    assert "FAIL" not in text and "WARNING" not in text, text
    assert "30 passed, 0 failed" in text, text
