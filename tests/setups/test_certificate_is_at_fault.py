# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S11: each fault of a certificate is named before a device meets it."""

import os
import re
import shutil
import subprocess

import pytest

from support import certificates
from support.certificates import Issued, new_key
from support.process import advoluxctl

PASSWORD = "Geheim!2026"


@pytest.fixture
def said_of(tls, tmp_path):
    """What configtest says of a file; whether it passed is `served`."""
    def said_of(file, served):
        passed, said = tls(file, certificates.passwords(
            tmp_path, PASSWORD)).configtest()
        assert passed == served, said
        assert PASSWORD not in said
        return said
    return said_of


@pytest.fixture
def p12(tmp_path):
    def p12(issued, password=PASSWORD, **options):
        return certificates.write_p12(tmp_path / "caldav_zertifikat.p12",
                                      issued, password, **options)
    return p12


@pytest.fixture
def issued(authority):
    return authority.issue("localhost")


@pytest.mark.parametrize("kind", ["certificate", "passwords"])
def test_closed_directory_is_named(tmp_path, kind):
    """Read by somebody who is not root: root enters everything."""
    closed = tmp_path / "closed"
    closed.mkdir()
    path = closed / "file"
    path.write_text("x\n")
    for directory in tmp_path.parent.parent, tmp_path.parent, tmp_path:
        directory.chmod(0o755)
    closed.chmod(0o000)
    program = shutil.copy(advoluxctl(), tmp_path / "advoluxctl")
    other = tmp_path / "other.pem"
    other.write_text("x\n")
    words = [str(path)] if kind == "certificate" else [
        str(other), "--passwords", "file:%s" % path]
    said = subprocess.run(
        [program, "certificate", "show", *words], text=True, cwd="/",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        **({"user": "nobody"} if os.geteuid() == 0 else {})).stdout
    closed.chmod(0o755)
    assert "directory %s cannot be entered by " % closed in said, said


@pytest.mark.row("The certificate's file is not there")
def test_missing(said_of, told, tmp_path):
    told(said_of(tmp_path / "caldav_zertifikat.p12", False))


@pytest.mark.row("The keystore's password is wrong")
def test_keystore_password(said_of, p12, issued, told):
    told(said_of(p12(issued, "another"), False))


@pytest.mark.row("The key's password is wrong")
def test_key_password(said_of, issued, told, tmp_path):
    told(said_of(certificates.write_jks(
        tmp_path / "caldav_zertifikat.jks", issued, PASSWORD, "another"),
        False))


@pytest.mark.row("The certificate's file is damaged")
def test_damaged(said_of, p12, issued, told):
    file = p12(issued)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n")[:-7])
    told(said_of(file, False))


@pytest.mark.row("The certificate has no private key")
def test_no_key(said_of, p12, issued, told):
    told(said_of(p12(issued, key=False), False))


@pytest.mark.row("The private key is another certificate's")
def test_other_key(said_of, issued, told, tmp_path):
    file = tmp_path / "caldav.pem"
    file.write_bytes(certificates.pem(issued.certificate) +
                     certificates.pkcs8(new_key()))
    told(said_of(file, False))


@pytest.mark.row("mod_ssl is missing")
def test_no_ssl(tls, p12, issued, told, tmp_path):
    httpd = tls(p12(issued), certificates.passwords(tmp_path, PASSWORD))
    httpd.configuration = "".join(
        line for line in httpd.configuration.splitlines(True)
        if "ssl_module" not in line and "SSLEngine" not in line).replace(
            " https\n", "\n")
    passed, said = httpd.configtest()
    assert not passed
    told(said)


@pytest.mark.row("AdvoluxCertificate without SSLEngine on")
def test_tls_is_off(tls, p12, issued, told, tmp_path):
    httpd = tls(p12(issued), certificates.passwords(tmp_path, PASSWORD))
    assert "ADV0940" not in httpd.configtest()[1]
    httpd.configuration = httpd.configuration.replace(
        "SSLEngine on", "")
    passed, said = httpd.configtest()
    assert passed
    told(said)
    assert re.search(r"AdvoluxCertificate \(.*httpd\.conf:\d+\)", said)


def test_certificate_for_every_virtual_host(tls, p12, issued, tmp_path):
    words = ('AdvoluxCertificate "%s"\nAdvoluxCertificatePasswords "%s"' % (
        p12(issued), certificates.passwords(tmp_path, PASSWORD)))
    httpd = tls(main=words)
    assert "ADV0940" not in httpd.configtest()[1]
    httpd.configuration = httpd.configuration.replace(
        "SSLEngine on", "")
    assert httpd.configtest()[1].count("ADV0940") == 1


@pytest.mark.row("The certificate has expired")
def test_expired(said_of, p12, authority, told):
    told(said_of(p12(authority.issue("localhost", days=(-90, -2))), True))


@pytest.mark.row("The certificate is not valid yet")
def test_not_yet_valid(said_of, p12, authority, told):
    told(said_of(p12(authority.issue("localhost", days=(2, 90))), True))


@pytest.mark.row("The certificate is for another name")
def test_other_name(said_of, p12, authority, told):
    told(said_of(p12(authority.issue("mail.kanzlei.example")), True))


@pytest.mark.row("The certificate is signed by itself")
def test_self_signed(said_of, p12, told):
    told(said_of(p12(Issued(None, "localhost", ["localhost"])), True))


@pytest.mark.row("The intermediate certificate is missing")
def test_chain(said_of, p12, issued, told):
    told(said_of(p12(issued, chain=[]), True))


@pytest.mark.row("The authority is not trusted where `check` runs")
def test_authority(tls, p12, issued, authority, check, told, tmp_path):
    httpd = tls(p12(issued),
                certificates.passwords(tmp_path, PASSWORD)).start()
    url = httpd.tls_origin + "/"
    told(check("--url", url))
    assert "check certificate" not in check(
        "--url", url, "--cacert", str(authority.trust(tmp_path)))
