# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""scripts/quickstart from nothing: each real client that trusts its authority
syncs over its TLS port, and nobody else gets as far as a password."""

import shlex
import shutil
import ssl
import urllib.request
from types import SimpleNamespace

import pytest

from support import ics
from support.process import TREE, free_port, run, temp_dir

QUICKSTART = str(TREE / "scripts/quickstart")


@pytest.fixture(scope="module")
def quickstart():
    """What connection.env says of a running quickstart."""
    directory = temp_dir() / "the firm #1"
    ports = [str(free_port()) for _ in range(3)]
    try:
        run([QUICKSTART, "--dir", str(directory), "--http-port", ports[0],
             "--https-port", ports[1], "--pg-port", ports[2]], timeout=500)
        lines = (directory / "connection.env").read_text().splitlines()
        said = dict(line.split("=", 1) for line in lines)
        connection = {name: shlex.split(value)[0] if value else ""
                      for name, value in said.items()}
        assert connection["HTTPS_URL"] == "https://127.0.0.1:%s/" % ports[1]
        yield SimpleNamespace(directory=directory, **connection)
    finally:
        run([QUICKSTART, "--dir", str(directory), "--stop"])
        shutil.rmtree(directory.parent, ignore_errors=True)


@pytest.fixture
def tls_client(client_class, quickstart, tmp_path, end):
    client = client_class(
        quickstart.HTTPS_URL.rstrip("/"),
        SimpleNamespace(login=quickstart.LOGIN_1,
                        password=quickstart.PASSWORD_1,
                        dav=SimpleNamespace(root="/")),
        tmp_path, ca=quickstart.CA_FILE)
    yield client
    end(client)


def test_client_syncs_over_tls(tls_client):
    assert tls_client.calendars() == {"termine": "Termine",
                                      "aufgaben": "Aufgaben"}
    before = tls_client.items("termine")
    assert len(before) >= 5
    uid = ics.new_uid()
    tls_client.create("termine", uid, ics.event(uid).encode())
    assert set(tls_client.items("termine")) == {uid, *before}
    tls_client.delete("termine", uid)
    assert set(tls_client.items("termine")) == set(before)


def test_client_without_the_authority_is_not_fooled(quickstart):
    with pytest.raises(OSError) as refused:
        urllib.request.urlopen(quickstart.HTTPS_URL, timeout=10)
    assert isinstance(refused.value.reason, ssl.SSLCertVerificationError)


def test_second_call_keeps_the_authority_and_the_certificate(quickstart):
    def files():
        return {path.name: path.read_bytes() for path in
                (quickstart.directory / "tls").iterdir()}

    before = files()
    run([QUICKSTART, "--dir", str(quickstart.directory)], timeout=500)
    assert files() == before


def test_keys_and_passwords_are_for_the_owner_alone(quickstart):
    readable = {path.name for path in (quickstart.directory / "tls").iterdir()
                if path.stat().st_mode & 0o077}
    assert readable == {"root.pem"}
