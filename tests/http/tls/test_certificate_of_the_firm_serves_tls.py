# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S10, S11: caldav_zertifikat.p12 or .jks is all that TLS needs."""

import stat

import pytest

from support import certificates
from support.certificates import keytool
from support.dav import Dav
from support.tls import TlsHttpd

STORE, KEY = "Geheim!2026", "schlüssel"


def p12(path, issued):
    return certificates.write_p12(path / "caldav_zertifikat.p12", issued,
                                  STORE)


def old_p12(path, issued):
    return certificates.write_old_p12(path / "caldav_zertifikat.p12", issued,
                                      STORE)


def jks(path, issued):
    return certificates.write_jks(path / "caldav_zertifikat.jks", issued,
                                  STORE, KEY)


def p12_named_jks(path, issued):
    return certificates.write_p12(path / "caldav_zertifikat.jks", issued,
                                  STORE)


def pem(path, issued):
    return certificates.write_pem(path / "caldav.pem", issued, KEY)


def java_jks(path, issued):
    return certificates.keytool_store(path / "caldav_zertifikat.jks", issued,
                                      STORE, KEY)


def java_p12_named_jks(path, issued):
    return certificates.keytool_store(path / "caldav_zertifikat.jks", issued,
                                      STORE, STORE, kind="PKCS12")


OWN = [p12, old_p12, jks, p12_named_jks, pem]
JAVAS = [java_jks, java_p12_named_jks] if keytool() else []


@pytest.fixture(scope="module", params=OWN + JAVAS,
                ids=lambda write: write.__name__)
def site(request, cluster, watch, authority, tmp_path_factory):
    path = tmp_path_factory.mktemp("cert")
    issued = authority.issue("localhost", "127.0.0.1")
    httpd = TlsHttpd(cluster, request.param(path, issued),
                     certificates.passwords(path, STORE, KEY))
    try:
        httpd.start().issued = issued
        yield httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_client_that_trusts_the_root_is_served(site, authority, person,
                                               tmp_path):
    dav = Dav(site.tls_origin, person.login, root="/")
    dav.session.auth = person.dav.session.auth
    dav.session.verify = str(authority.trust(tmp_path))
    assert dav.propfind(dav.home, ["D:displayname"], depth="1").status == 207
    assert site.served(trust=authority.trust(
        tmp_path)).serial_number == site.issued.serial


def test_chain_is_in_order_and_without_the_root(site, authority):
    assert site.served_chain() == [site.issued.certificate,
                                   authority.intermediate.certificate]


def test_key_on_disk_is_for_root_alone(site):
    files = site.pem_files()
    assert len(files) == 1
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert b"PRIVATE KEY" in files[0].read_bytes()


def test_configtest_has_nothing_to_say(site):
    passed, said = site.configtest()
    assert passed and "ADV09" not in said, said


def test_nothing_is_logged_but_who_is_served(site):
    lines = [line for line in site.errors().splitlines() if "ADV09" in line]
    assert lines and all("ADV0920" in line for line in lines), lines
    assert STORE not in site.errors() and KEY not in site.errors()


def test_key_leaves_the_disk_when_httpd_ends(site):
    site.stop()
    assert site.pem_files() == []
