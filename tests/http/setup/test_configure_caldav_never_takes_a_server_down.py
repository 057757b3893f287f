# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A port is judged on every address that httpd will listen on, and what httpd
makes of a new configuration is looked at: if it does not serve, everything is
as before, the other site too, and the exit code says so.

Handbook S6."""

import contextlib
import socket
import stat

import pytest
import requests

from support.configure import Configured
from support.process import free_port, wait_until



@pytest.fixture
def site(cluster, watch):
    site = Configured(cluster)
    try:
        yield site
    finally:
        site.stop()
        watch.see("log of httpd", site.logged())
        site.drop()


@pytest.fixture
def running(site):
    """httpd runs before, with another site, and does so after."""
    site.start()
    assert other_site(site) == (200, "another site")
    yield site
    wait_until("the other site answers",
               lambda: other_site(site) == (200, "another site"), 10)


def other_site(site):
    try:
        answer = requests.get(site.origin + "/other.txt", timeout=10)
    except requests.ConnectionError as fault:
        return fault
    return answer.status_code, answer.text


def files(site):
    """What of configuration is there: {path: text}."""
    found = {}
    for path in [site.conf, *(site.dir / "advolux").glob("*")]:
        if path.exists():
            found[path] = (path.read_text(), stat.S_IMODE(path.stat().st_mode))
    return found


@contextlib.contextmanager
def taken(address, port, listen=True):
    """Another program has the port there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as other:
        if family == socket.AF_INET6:
            other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        other.bind((address, port))
        if listen:
            other.listen()
        yield


ADDRESSES = ["127.0.0.2", "127.0.0.1", "0.0.0.0", "::1", "::"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_port_is_taken_on_one_address(running, tls, address):
    port = running.ports["--https-port"]
    with taken(address, port):
        code, said = running.configure(*tls)
    assert code == 1, said
    assert "port %d is in use, at %s (" % (port, address) in said
    assert "runs:" not in said and not files(running)


def test_plain_port_is_judged_too(running):
    port = running.ports["--http-port"]
    with taken("127.0.0.2", port):
        code, said = running.configure("--enable")
    assert code == 1 and "port %d is in use, at 127.0.0.2" % port in said
    assert not files(running), said


def test_port_that_is_not_opened_may_be_taken(running, tls):
    with taken("127.0.0.2", running.ports["--http-port"]):
        code, said = running.configure(*tls, "--http", "close")
    assert code == 0, said


@pytest.mark.parametrize("listen", ["", "127.0.0.2:"])
def test_port_is_another_site_s_of_the_same_httpd(site, tls, listen):
    port = site.ports["--https-port"]
    site.configuration += "Listen %s%d\n" % (listen, port)
    site.start()
    code, said = site.configure(*tls)
    assert code == 1, said
    assert "port %d" % port in said and "another site" in said
    assert other_site(site) == (200, "another site")
    assert not files(site)


def test_port_that_nobody_can_see_is_taken(running, tls):
    """Bound, but not listened on: httpd finds out, and ends."""
    with taken("127.0.0.2", running.ports["--https-port"], listen=False):
        code, said = running.configure(*tls)
        assert code == 1, said
        assert "httpd does not serve with this configuration" in said
        assert "everything is as it was before, and httpd runs so" in said
        assert "The CalDAV server runs" not in said
        assert not files(running), said
        assert other_site(running) == (200, "another site")


def test_settings_that_served_serve_again(running, tls):
    code, said = running.configure("--enable")
    assert code == 0, said
    before = files(running)
    with taken("127.0.0.2", running.ports["--https-port"], listen=False):
        code, said = running.configure(*tls)
        assert code == 1, said
        assert files(running) == before
        assert running.listens("--http-port")
    code, said = running.configure(*tls)
    assert code == 0, said
    assert running.listens("--https-port")


def test_german(running, tls):
    with taken("127.0.0.2", running.ports["--https-port"], listen=False):
        code, said = running.configure(*tls, language="de_DE.UTF-8")
    assert code == 1
    assert "alles ist wie vorher, und Apache läuft wieder so" in said


def test_httpd_that_did_not_run_is_started(site):
    code, said = site.configure("--enable")
    assert code == 0, said
    assert site.daemon() and site.listens("--http-port")
    assert other_site(site) == (200, "another site")


def test_httpd_that_did_not_run_is_left_so(site):
    with taken("127.0.0.2", site.ports["--http-port"], listen=False):
        code, said = site.configure("--enable")
    assert code == 1, said
    assert "httpd did not run" in said
    assert not site.daemon() and not files(site)


def test_switching_off_starts_nothing(site):
    assert site.configure("--enable")[0] == 0
    site.stop()
    code, said = site.configure("--disable")
    assert code == 0, said
    assert not site.daemon()


def test_rest_of_the_configuration_is_broken(running):
    """What httpd would not take again is not reloaded."""
    assert running.configure("--enable")[0] == 0
    before = files(running)
    sound = running.configuration
    running.configuration += "Nonsense\n"
    code, said = running.configure("--disable")
    running.configuration = sound
    assert code == 1 and "Nonsense" in said
    assert files(running) == before


def test_site_that_does_not_come_back_is_missed(running):
    """Another configuration, broken meanwhile, is told from ours."""
    port = free_port()
    sound = running.configuration
    running.configuration += "Listen 127.0.0.1:%d\n" % port
    assert running.configure("--enable")[0] == 0
    before = files(running)
    running.configuration = sound       # the port goes with the next reload
    code, said = running.configure("--https-port", free_port())
    assert code == 1, said
    assert "does not listen on 127.0.0.1, port %d" % port in said
    assert files(running) == before


@pytest.mark.parametrize("at", ["configtest", "graceful"])
@pytest.mark.parametrize("signal", ["INT", "TERM", "HUP"])
def test_interrupted_it_leaves_nothing(running, tmp_path, at, signal):
    """Whoever loses patience has what was before."""
    done = tmp_path / "done"
    apachectl = tmp_path / "apachectl"
    apachectl.write_text("""\
#!/bin/sh
real=%s
$real "$@"
status=$?
if [ "$1" = %s ] && [ -e "%s" ] && [ ! -e %s ]; then
    touch %s
    kill -%s 0
fi
exit $status
""" % (running.dir / "apachectl", at, running.conf, done, done, signal))
    apachectl.chmod(0o755)
    code, said = running.configure("--enable", "--apachectl", apachectl)
    assert done.exists() and code != 0, said
    assert not files(running), said
    assert other_site(running) == (200, "another site")
    assert not running.listens("--http-port")
