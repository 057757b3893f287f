# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Thousands of preferences in one header cost a worker a few megabytes.

RFC 7240 section 2."""

from support.dav import Dav
from support.httpd import Httpd


def test_memory(cluster, watch, person):
    httpd = Httpd(cluster, threads=3).start()
    try:
        dav = Dav(httpd.origin, person.login, person.password, watch)
        assert dav.propfind(dav.termine, ["D:displayname"]).status == 207
        before = httpd.memory_peak()
        for header in ("a," * 4000, ";\"\"" * 2600):
            assert dav.propfind(dav.termine, ["D:displayname"],
                                Prefer=header).status == 207
        assert httpd.memory_peak() - before < 8 << 20
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
