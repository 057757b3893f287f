# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S11: what is wrong with the certificate, configtest says, with
file, subject, dates and the way out. A broken one fails it; what devices
alone object to is a warning, and is served."""

import pytest

from support import certificates
from support.certificates import Issued, new_key

PASSWORD = "Geheim!2026"


def p12(path, issued, **options):
    return certificates.write_p12(path / "caldav_zertifikat.p12", issued,
                                  PASSWORD, **options)


def jks(path, issued, key=PASSWORD):
    return certificates.write_jks(path / "caldav_zertifikat.jks", issued,
                                  PASSWORD, key)


def good(authority, **options):
    return authority.issue("localhost", **options)


def missing(path, authority):
    return path / "caldav_zertifikat.p12"


def empty(path, authority):
    file = path / "caldav_zertifikat.p12"
    file.touch()
    return file


def wrong_p12_password(path, authority):
    return certificates.write_p12(path / "caldav_zertifikat.p12",
                                  good(authority), "another")


def wrong_store_password(path, authority):
    return certificates.write_jks(path / "caldav_zertifikat.jks",
                                  good(authority), "another", PASSWORD)


def wrong_key_password(path, authority):
    return jks(path, good(authority), key="another")


def wrong_pem_password(path, authority):
    return certificates.write_pem(path / "caldav.pem", good(authority),
                                  "another")


def text_mode(path, authority):
    file = p12(path, good(authority))
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n")[:-7])
    return file


def cut_jks(path, authority):
    file = jks(path, good(authority))
    file.write_bytes(file.read_bytes()[:-30])
    return file


def jceks(path, authority):
    file = path / "caldav_zertifikat.jks"
    file.write_bytes(bytes.fromhex("cececece00000002") + bytes(40))
    return file


def no_key(path, authority):
    file = path / "caldav.pem"
    file.write_bytes(certificates.pem(good(authority).certificate))
    return file


def no_key_p12(path, authority):
    return p12(path, good(authority), key=False)


def another_key(path, authority):
    file = path / "caldav.pem"
    file.write_bytes(certificates.pem(good(authority).certificate) +
                     certificates.pkcs8(new_key()))
    return file


def short_key(path, authority):
    return p12(path, good(authority, key=new_key(1024)))


def old_digest(path, authority):
    return p12(path, good(authority).sign_by_sha1(path))


BROKEN = [(missing, "ADV0900", "No such file"),
          (empty, "ADV0900", "empty"),
          (wrong_p12_password, "ADV0902", "password is wrong"),
          (wrong_store_password, "ADV0902", "Keystore-Passwort"),
          (wrong_key_password, "ADV0903", "Zertifikat-Passwort"),
          (wrong_pem_password, "ADV0903", "password of the private key"),
          (text_mode, "ADV0904", "binary mode"),
          (cut_jks, "ADV0902", "damaged"),
          (jceks, "ADV0904", "keytool -importkeystore"),
          (no_key, "ADV0905", "CN=localhost"),
          (no_key_p12, "ADV0905", "private key"),
          (another_key, "ADV0906", "CN=localhost"),
          (short_key, "ADV0907", "1024 bits"),
          (old_digest, "ADV0907", "SHA-1")]


@pytest.mark.parametrize("make, number, words", BROKEN,
                         ids=[row[0].__name__ for row in BROKEN])
def test_broken_certificate_fails_configtest(make, number, words, tls_httpd,
                                             authority, tmp_path):
    file = make(tmp_path, authority)
    passed, said = tls_httpd(
        file, certificates.passwords(tmp_path, PASSWORD)).configtest()
    assert not passed
    assert said.count("ADV09") == 1, said
    assert number + ": " + str(file) in said and words in said, said
    assert PASSWORD not in said


# What is issued, and the chain that goes into the file (None: all of it).
WARNED = {
    "expired": ("ADV0910", "has expired",
                lambda authority: good(authority, days=(-90, -2)), None),
    "not yet valid": ("ADV0911", "not valid yet",
                      lambda authority: good(authority, days=(2, 90)), None),
    "expires soon": ("ADV0912", "expires in 12 days",
                     lambda authority: good(authority, days=(-60, 12.5)),
                     None),
    "wrong name": ("ADV0913",
                   "is for mail.kanzlei.example 10.1.2.3, not for localhost",
                   lambda authority: authority.issue("mail.kanzlei.example",
                                                     "10.1.2.3"), None),
    "no name": ("ADV0913", "no subjectAltName",
                lambda authority: Issued(authority.intermediate, "localhost"),
                None),
    "self-signed": ("ADV0914", "certificate authority",
                    lambda _: Issued(None, "localhost", ["localhost"]), None),
    "chain missing": ("ADV0915", "CN=Zwischenstelle", good, []),
    "for clients": ("ADV0916", "extendedKeyUsage",
                    lambda authority: good(authority, server=False), None),
    "too long": ("ADV0917", "825 days",
                 lambda authority: good(authority, days=(-1, 900)), None)}


@pytest.mark.parametrize("row", WARNED.values(), ids=WARNED)
def test_certificate_that_devices_object_to_warns_and_serves(
        row, tls_httpd, authority, tmp_path):
    number, words, issue, chain = row
    issued = issue(authority)
    file = p12(tmp_path, issued, chain=chain)
    httpd = tls_httpd(file, certificates.passwords(tmp_path, PASSWORD))
    passed, said = httpd.configtest()
    assert passed and "Syntax OK" in said
    assert said.count("ADV09") == 1, said
    assert "%s: %s (CN=" % (number, file) in said and words in said, said
    assert ", valid %s to %s)" % (
        issued.certificate.not_valid_before.date(),
        issued.certificate.not_valid_after.date()) in said, said
    assert httpd.start().served().serial_number == issued.serial


def test_every_name_of_the_virtual_host_is_looked_at(tls_httpd, authority,
                                                     tmp_path):
    file = p12(tmp_path, authority.issue("termine.kanzlei.example",
                                         "*.büro.example".encode(
                                             "idna").decode()))
    passed, said = tls_httpd(
        file, certificates.passwords(tmp_path, PASSWORD),
        name="termine.kanzlei.example",
        inside="ServerAlias mail.kanzlei.example *.kanzlei.example "
        "caldav.xn--bro-hoa.example").configtest()
    assert passed
    assert "not for mail.kanzlei.example: " in said, said


def test_module_ssl_is_missed(tls_httpd, authority, tmp_path):
    httpd = tls_httpd(p12(tmp_path, good(authority)),
                      certificates.passwords(tmp_path, PASSWORD))
    conf = httpd.dir / "httpd.conf"
    conf.write_text("".join(
        line for line in conf.read_text().splitlines(True)
        if "ssl_module" not in line and "SSLEngine" not in line).replace(
            " https\n", "\n"))
    passed, said = httpd.configtest()
    assert not passed and "ADV0919" in said and "a2enmod ssl" in said
