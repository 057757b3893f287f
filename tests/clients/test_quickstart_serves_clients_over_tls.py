# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""scripts/quickstart from nothing: each real client that trusts its authority
syncs over its TLS port, and nobody else gets as far as a password."""

import os
import shlex
import shutil
import ssl
import subprocess
import urllib.request
from types import SimpleNamespace

import pytest
import requests

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


def test_restart_leaves_passwords_that_people_have_set(quickstart):
    """Of somebody in the demo firm, and of somebody who came later."""
    program = str(quickstart.directory / "build/advoluxctl")
    words = {**os.environ, **{name: getattr(quickstart, name) for name in (
        "PGHOST", "PGPORT", "PGDATABASE", "PGUSER")}}

    def tool(*arguments, **options):
        return run([program, *arguments], env=words, **options)

    def status(login, password):
        return requests.request(
            "PROPFIND", quickstart.URL + "calendars/%s/" % login,
            auth=(login, password), headers={"Depth": "0"},
            timeout=20).status_code

    tool("staff", "add", "neu", "--name", "Neu")
    own = {"neu": "selbst gesetzt", quickstart.LOGIN_2: "anders als vorher"}
    for login, password in own.items():
        tool("staff", "password", login, "--stdin", input=password + "\n")
    run([QUICKSTART, "--dir", str(quickstart.directory)], timeout=500)
    for login, password in own.items():
        assert status(login, password) == 207
    assert status(quickstart.LOGIN_1, quickstart.PASSWORD_1) == 207
    text = (quickstart.directory / "connection.env").read_text()
    assert "# neu has a password that somebody has set." in text


@pytest.mark.parametrize("role", ["postgres", "advolux_owner",
                                  "advolux_caldav"])
def test_socket_lets_nobody_else_in(quickstart, role):
    """Not even httpd's children as another role than the module's."""
    others = ("www-data", "nobody") if os.geteuid() == 0 else ()
    for user in others:
        done = subprocess.run(
            ["psql", "-X", "-h", quickstart.PGHOST, "-p", quickstart.PGPORT,
             "-U", role, "-d", "advolux", "-c", "SELECT 1"], user=user,
            group=user if user == "www-data" else "nogroup", extra_groups=[],
            cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert (done.returncode == 0) == (
            user == "www-data" and role == "advolux_caldav"), done.stdout
    assert run(["psql", "-X", "-A", "-t", "-h", quickstart.PGHOST, "-p",
                quickstart.PGPORT, "-U", role, "-d", "advolux", "-c",
                "SELECT 1"]).strip() == "1"
