# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Passwords never stand in a directive: a file or a program has them.

Handbook S11."""

import pytest

from support import certificates

STORE, KEY = "erstes Passwort", "zweites"


@pytest.fixture
def store(authority, tmp_path):
    return certificates.write_jks(tmp_path / "caldav_zertifikat.jks",
                                  authority.issue("localhost"), STORE, KEY)


def program(tmp_path, text):
    path = tmp_path / "passwords of the firm"
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o700)
    return "exec:%s" % path


@pytest.mark.parametrize("text", [
    STORE + "\n" + KEY + "\n", STORE + "\n" + KEY,
    STORE + "\r\n" + KEY + "\r\n"], ids=["unix", "no end", "windows"])
def test_file_with_two_lines(text, store, tls_httpd, tmp_path):
    path = tmp_path / "passwords"
    path.write_bytes(text.encode())
    path.chmod(0o600)
    passed, said = tls_httpd(store, "file:%s" % path).configtest()
    assert passed and "ADV09" not in said, said


def test_one_line_holds_for_both(authority, tls_httpd, tmp_path):
    store = certificates.write_jks(tmp_path / "caldav_zertifikat.jks",
                                   authority.issue("localhost"), STORE, STORE)
    passed, said = tls_httpd(
        store, certificates.passwords(tmp_path, STORE)).configtest()
    assert passed and "ADV09" not in said, said


def test_program_is_told_the_file(store, tls_httpd, tmp_path):
    source = program(tmp_path, '[ "$1" = "%s" ] && [ $# = 1 ] && '
                     "printf '%s\\n%s\\n'\n" % (store, STORE, KEY))
    passed, said = tls_httpd(store, source).configtest()
    assert passed and "ADV09" not in said, said


@pytest.mark.parametrize("text, words", [
    ("printf '%s\\n%s\\n'; exit 1" % (STORE, KEY), "the program failed"),
    ("exit 0", "it gives none"),
    ("head -c 2000 /dev/zero | tr '\\0' x", "too long")],
    ids=["failing", "silent", "talkative"])
def test_program_that_fails(text, words, store, tls_httpd, tmp_path):
    passed, said = tls_httpd(store, program(tmp_path, text)).configtest()
    assert not passed and "ADV0901" in said and words in said, said
    assert STORE not in said


def test_missing_file_and_program(store, tls_httpd, tmp_path):
    for scheme in ("file", "exec"):
        passed, said = tls_httpd(
            store, "%s:%s/none" % (scheme, tmp_path)).configtest()
        assert not passed and "ADV0901" in said and "No such file" in said


def test_password_in_the_directive_is_refused(store, tls_httpd):
    passed, said = tls_httpd(store, STORE).configtest()
    assert not passed
    assert "AdvoluxCertificatePasswords takes file:PATH" in said
    assert STORE not in said


def test_file_that_others_may_read_is_a_warning(store, tls_httpd, tmp_path):
    source = certificates.passwords(tmp_path, STORE, KEY)
    (tmp_path / "passwords").chmod(0o644)
    passed, said = tls_httpd(store, source).configtest()
    assert passed and said.count("ADV09") == 1
    assert "ADV0918" in said and "chmod 600" in said
