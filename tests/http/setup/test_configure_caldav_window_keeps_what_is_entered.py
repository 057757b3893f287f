# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The window "CalDAV konfigurieren": what was typed in is judged at once, stays
after a fault, and is nowhere if it is given up.

Handbook S6."""

import os

import pytest

from support import certificates
from support.configure import Configured

PASSWORD = "--Geheim!2026"
DOWN, ENTER, TAB = b"\x1b[B", b"\r", b"\t"
CANCEL = ("<Cancel>", TAB * 2 + ENTER)
CLEAR = b"\x15"     # to the beginning of the line


@pytest.fixture
def site(cluster, watch, monkeypatch):
    tool = os.environ.get("ADVOLUXCTL")
    if tool:
        monkeypatch.setenv("PATH", "%s:%s" % (os.path.dirname(tool),
                                              os.environ["PATH"]))
    site = Configured(cluster)
    try:
        yield site.start()
    finally:
        site.stop()
        watch.see("log of httpd", site.logged())
        site.drop()


@pytest.fixture
def p12(authority, tmp_path):
    return certificates.write_p12(tmp_path / "caldav_zertifikat.p12",
                                  authority.issue("localhost"), PASSWORD)


def chosen(row):
    """Keys for a row of the window, from the first."""
    return ("<Cancel>", DOWN * (row - 1) + ENTER)


def typed(text):
    return ("<Ok>", text.encode() + ENTER)


def files(site):
    return sorted(path.name for path in (site.dir / "advolux").glob("*"))


def test_cancelled_nothing_was_changed(site, p12):
    """Passwords that were typed in are gone too."""
    shown, code = site.dialogue(
        chosen(4), typed("Datenbank"), ("<Cancel>", DOWN * 7 + ENTER),
        typed(PASSWORD), typed(""), CANCEL)
    assert code == 1 and "nothing was changed" in shown
    assert not site.conf.exists() and not files(site)


def test_passwords_that_were_there_stay(site, p12):
    """Typing others and giving up is no change."""
    kept = site.dir / "advolux" / "certificate.passwords"
    kept.parent.mkdir()
    kept.write_text("alt\n")
    shown, code = site.dialogue(chosen(11), typed("neu"), typed(""), CANCEL)
    assert code == 1 and kept.read_text() == "alt\n"


def test_text_that_looks_like_an_option(site):
    """A name that begins with -- is a text."""
    shown, code = site.dialogue(
        chosen(6), ("<Ok>", CLEAR + b"--clear" + ENTER),
        ("this machine: --clear", ENTER), ("<Ok>", ENTER), CANCEL)
    assert code == 1 and "nothing was changed" in shown


def test_wrong_password_is_said_at_once(site, p12):
    """Row 11 is reached with the certificate in place."""
    shown, code = site.dialogue(
        ("<Abbrechen>", DOWN * 10 + ENTER), typed("falsch"), typed(""),
        ("Keystore-Passwort ist falsch", ENTER),
        ("<Abbrechen>", TAB * 2 + ENTER), language="de_DE.UTF-8",
        options=("--tls", "--certificate", p12))
    assert code == 1 and "es wurde nichts geändert" in shown


def test_right_password_serves(site, p12):
    shown, code = site.dialogue(
        chosen(11), typed(PASSWORD), typed(""), ("<Cancel>", DOWN * 2 + ENTER),
        options=("--tls", "--certificate", p12))
    assert code == 0, shown
    assert site.listens("--https-port")
    assert files(site) == ["admin.conf", "certificate.passwords",
                           "configure-caldav"]


def test_entries_stay_after_a_fault(site):
    """The port of another program, then one that is free."""
    free = site.ports["--http-port"]
    site.ports["--http-port"] = site.port
    shown, code = site.dialogue(
        chosen(13), ("httpd listens on port", ENTER),
        ("<Cancel>", b"\x1b[A" * 6 + ENTER),
        ("<Ok>", CLEAR + b"\x1b[3~" * 5 + str(free).encode() + ENTER),
        ("CalDAV-HTTP-Port: %d" % free, DOWN * 6 + ENTER))
    assert code == 0, shown
    site.ports["--http-port"] = free
    assert site.listens("--http-port")


def test_port_without_tls_is_closed_if_nobody_used_it(site, p12, tmp_path):
    passwords = certificates.passwords(tmp_path, PASSWORD)[len("file:"):]
    shown, code = site.dialogue(
        chosen(8), ("Without TLS: closed", DOWN * 5 + ENTER),
        options=("--certificate", p12, "--passwords", passwords))
    assert code == 0, shown
    assert site.listens("--https-port") and not site.listens("--http-port")


def test_port_without_tls_can_redirect(site, p12, tmp_path):
    passwords = certificates.passwords(tmp_path, PASSWORD)[len("file:"):]
    shown, code = site.dialogue(
        chosen(12), ("sends devices to TLS", b"\x1b[A" + ENTER),
        ("Without TLS: redirect to TLS", DOWN + ENTER),
        options=("--tls", "--certificate", p12, "--passwords", passwords))
    assert code == 0, shown
    assert "AdvoluxPlainHTTP redirect" in site.conf.read_text()
