# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Passwords that cross the network in the clear are warned of at configtest and
at start.

Handbook S9."""

import pytest

from support.httpd import Httpd, apxs
from support.process import free_port, wait_until

SSL = 'LoadModule ssl_module "%s/mod_ssl.so"\nSSLEngine on\n'


@pytest.fixture
def open_httpd(cluster):
    """One that listens for other hosts too."""
    httpd = Httpd(cluster)
    httpd.configuration = httpd.configuration.replace(
        "Listen 127.0.0.1:", "Listen 0.0.0.0:")
    yield httpd
    httpd.drop()


def warned(httpd):
    said = httpd.configtest()
    assert "Syntax OK" in said, said
    return "ADV0511" in said


def test_it_says_where(open_httpd):
    said = open_httpd.configtest()
    assert said.count("ADV0511") == 1
    assert '"/caldav/"' in said and "port %d" % open_httpd.port in said
    assert "httpd.conf:" in said


def test_loopback_is_fine(cluster):
    httpd = Httpd(cluster)
    try:
        assert not warned(httpd)
        httpd.configuration = httpd.configuration.replace(
            "Listen 127.0.0.1:", "Listen [::1]:")
        assert not warned(httpd)
    finally:
        httpd.drop()


@pytest.mark.parametrize("line", [
    "AdvoluxPlainHTTP redirect", "AdvoluxPlainHTTP close",
    "ServerName https://termine.kanzlei.example",
    SSL % apxs("libexecdir")])
def test_what_makes_it_safe(open_httpd, line):
    open_httpd.configuration += line + "\n"
    assert not warned(open_httpd)


@pytest.mark.parametrize("line", [
    "AdvoluxPlainHTTP keep", "ServerName http://termine.kanzlei.example"])
def test_what_does_not(open_httpd, line):
    open_httpd.configuration += line + "\n"
    assert warned(open_httpd)


def test_other_authentication(open_httpd):
    open_httpd.configuration = open_httpd.configuration.replace(
        "AuthType Basic", "AuthType None")
    assert not warned(open_httpd)


def moved(httpd, address, inside=""):
    """The calendars in a virtual host at that address."""
    before, location = httpd.configuration.split('<Location "/caldav">')
    httpd.configuration = (
        'LoadModule ssl_module "%s/mod_ssl.so"\n' % apxs("libexecdir")
        + before + "<VirtualHost %s>\n%s\n" % (address, inside)
        + '<Location "/caldav">' + location + "</VirtualHost>\n")


def test_virtual_hosts(cluster):
    port = free_port()
    for address, inside, expected in (
            ("*:%d" % port, "", True),
            ("*:%d" % port, "SSLEngine on", False),
            ("*:%d" % port, "SSLEngine off", True),
            ("127.0.0.1:%d" % port, "", False),
            ("*:%d" % port, "AdvoluxPlainHTTP close", False),
            ("*:%d" % port, "ServerName https://a.example", False)):
        httpd = Httpd(cluster, server="Listen %d" % port)
        try:
            moved(httpd, address, inside)
            assert warned(httpd) == expected, (address, inside)
        finally:
            httpd.drop()


def test_it_is_in_the_error_log_of_a_server_that_runs(open_httpd):
    open_httpd.start()
    wait_until("it is logged", lambda: "ADV0511" in open_httpd.errors())
    wait_until("it serves", open_httpd.workers)
    open_httpd.stop()
    assert open_httpd.errors().count("ADV0511") == 1
