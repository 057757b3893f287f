# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Where the module is gone, as after an upgrade of Debian, httpd serves its
other sites, says at each start what is missing, and devices hear of a fault.

Handbook S6."""

import pytest
import requests

from support.configure import Configured
from support.httpd import apxs



@pytest.fixture
def site(cluster, watch):
    site = Configured(cluster)
    try:
        yield site.start()
    finally:
        site.stop()
        watch.see("log of httpd", site.logged())
        site.drop()


def take_away(site):
    """The module, and what the test's own configuration says of it."""
    conf = site.dir / "httpd.conf"
    lines = [line for line in conf.read_text().splitlines()
             if "advolux" not in line.lower()]
    conf.write_text("\n".join(lines).replace(
        'IncludeOptional', 'LoadModule alias_module "%s/mod_alias.so"\n'
        'IncludeOptional' % apxs("libexecdir")))


def ask(site, port, path="/"):
    return requests.get("http://localhost:%d%s" % (port, path), timeout=10)


@pytest.mark.parametrize("http", ["", "keep", "redirect", "close"])
def test_it_is_gone(site, tls, http):
    code, said = site.configure(
        "--enable", *(tls + ["--http", http] if http else []))
    assert code == 0, said
    site.stop()
    take_away(site)
    said = site.configtest()
    assert "Syntax OK" in said
    assert "mod_dav_advolux is not loaded: install its package" in said
    site.start()
    assert ask(site, site.port, "/other.txt").text == "another site"
    port = site.ports["--http-port"]
    if http == "close":
        with pytest.raises(requests.ConnectionError):
            ask(site, port)
    else:
        answer = ask(site, port, "/calendars/berger/")
        assert answer.status_code == 503 and "not loaded" in answer.text
