# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S11: what an admin asks about a certificate before httpd does."""

import os
import stat
import subprocess

import pytest

from support import certificates
from support.process import advoluxctl

STORE, KEY = "Keystore!", "Zertifikat?"


def certificate(*arguments):
    """(exit code, standard output, standard error); no database is needed."""
    done = subprocess.run(
        [advoluxctl(), "certificate", *map(str, arguments)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        env={"PATH": os.environ["PATH"], "PGHOST": "/nonexistent"})
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def issued(authority):
    return authority.issue("termine.kanzlei.example", "10.1.2.3")


@pytest.fixture
def store(issued, tmp_path):
    return certificates.write_jks(tmp_path / "caldav_zertifikat.jks", issued,
                                  STORE, KEY)


@pytest.fixture
def passwords(tmp_path):
    return certificates.passwords(tmp_path, STORE, KEY)


def test_show(store, issued, passwords):
    code, said, errors = certificate("show", store, "--passwords", passwords)
    assert (code, errors) == (0, "")
    assert "%s (JKS)" % store in said
    assert "CN=termine.kanzlei.example,O=Kanzlei Müller & Söhne" in said
    assert "termine.kanzlei.example 10.1.2.3" in said
    assert "CN=Zwischenstelle" in said
    assert "%s to %s" % (issued.certificate.not_valid_before.date(),
                         issued.certificate.not_valid_after.date()) in said
    assert "Chain:   2" in said
    assert "ADV" not in said


def test_show_says_what_devices_object_to(store, passwords):
    code, said, _ = certificate("show", store, "--passwords", passwords,
                                "--host", "caldav.kanzlei.example")
    assert code == 1
    assert "ADV0913" in said and "not for caldav.kanzlei.example" in said


def test_wrong_password_fails(store, tmp_path):
    code, said, errors = certificate(
        "show", store, "--passwords",
        certificates.passwords(tmp_path, STORE, "falsch"))
    assert (code, said) == (2, "")
    assert "ADV0903" in errors and "falsch" not in errors


def test_convert(store, issued, authority, passwords, tmp_path):
    pem = tmp_path / "caldav.pem"
    pem.write_text("what was there before")
    pem.chmod(0o644)
    code, said, errors = certificate("convert", store, "--out", pem,
                                     "--passwords", passwords)
    assert (code, said, errors) == (0, "", "")
    assert stat.S_IMODE(pem.stat().st_mode) == 0o600
    assert pem.read_bytes() == certificates.pkcs8(
        issued.key) + certificates.pem(issued.certificate,
                                       authority.intermediate.certificate)


@pytest.mark.parametrize("arguments", [
    ["show"], ["convert", "FILE"], ["show", "FILE", "--passwords", "secret"],
    ["convert", "FILE", "--out", "x", "--passwords", "secret"]])
def test_misuse(arguments, store):
    code, said, errors = certificate(*(
        store if word == "FILE" else word for word in arguments))
    assert (code, said) == (64, "")
    assert "Usage: advoluxctl certificate" in errors
    assert "secret" not in errors


def test_where_it_cannot_write(store, passwords, tmp_path):
    code, _, errors = certificate("convert", store, "--out",
                                  tmp_path / "none" / "caldav.pem",
                                  "--passwords", passwords)
    assert code == 2
    assert "ADV0908" in errors and "No such file" in errors


def test_what_is_no_file_is_not_replaced(store, passwords, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, _, errors = certificate("convert", store, "--out", pipe,
                                  "--passwords", passwords)
    assert code == 2 and "ADV0908" in errors
    assert stat.S_ISFIFO(pipe.stat().st_mode)
