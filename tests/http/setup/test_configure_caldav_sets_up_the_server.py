# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S6, S9, S10: the window "CalDAV konfigurieren" as a program. The
other site of that httpd answers the same before, between and after."""

import re

import pytest
import requests

from support import certificates
from support.configure import Configured
from support.process import TREE, advoluxctl, run

PASSWORD = "Geheim!2026"
DOWN, ENTER, TAB = b"\x1b[B", b"\r", b"\t"


@pytest.fixture
def site(cluster, watch):
    site = Configured(cluster)
    try:
        site.start()
        assert other_site(site) == (200, "another site")
        yield site
        assert other_site(site) == (200, "another site")
    finally:
        site.stop()
        watch.see("log of httpd", site.logged())
        site.drop()


def other_site(site):
    answer = requests.get(site.origin + "/other.txt", timeout=10)
    return answer.status_code, answer.text


def status(site, option, trust=None, path="/"):
    """The status of a request without login on one of the ports."""
    scheme = "https" if trust else "http"
    return requests.get(
        "%s://localhost:%d%s" % (scheme, site.ports[option], path),
        verify=str(trust) if trust else False, timeout=10,
        allow_redirects=False)


def test_without_tls(site):
    code, said = site.configure("--enable")
    assert code == 0, said
    assert "can be reached" in said
    assert "http://localhost:%d/" % site.ports["--http-port"] in said
    assert "in clear" in said
    assert status(site, "--http-port").status_code == 401
    assert not site.listens("--https-port")


def test_with_tls_both_ports_listen(site, tls, authority, tmp_path):
    code, said = site.configure(*tls)
    assert code == 0, said
    assert "https://localhost:%d/" % site.ports["--https-port"] in said
    trust = authority.trust(tmp_path)
    assert status(site, "--https-port", trust).status_code == 401
    assert status(site, "--http-port").status_code == 401
    assert PASSWORD not in site.conf.read_text()


def test_plain_port_can_redirect_and_close(site, tls):
    site.configure(*tls, "--http", "redirect")
    answer = status(site, "--http-port", path="/calendars/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == (
        "https://localhost:%d/calendars/" % site.ports["--https-port"])
    site.configure("--http", "close")
    assert not site.listens("--http-port")
    assert site.listens("--https-port")


def test_advoluxctl_finds_the_database_by_it(site, cluster):
    """admin.conf, unless somebody else has written one."""
    path = site.dir / "advolux/admin.conf"
    assert site.configure("--enable")[0] == 0
    words = {name: value for name, value in cluster.environment().items()
             if name not in ("PGHOST", "PGPORT", "PGDATABASE")}
    said = run([advoluxctl(), "status"],
               env={**words, "ADVOLUX_ADMIN_CONF": str(path)})
    assert str(cluster.port) in path.read_text() and "advolux" in said
    site.configure("--dbname", "other")
    assert "other" in path.read_text()
    path.write_text("dbname=mine\n")
    site.configure("--dbname", "advolux")
    assert path.read_text() == "dbname=mine\n"


def test_settings_are_remembered(site, tls):
    site.configure(*tls)
    code, said = site.configure("--http", "close")
    assert code == 0, said
    assert site.listens("--https-port")


def test_disable(site, tls):
    site.configure(*tls)
    code, said = site.configure("--disable")
    assert (code, said) == (0, "The CalDAV server is off on this machine.\n")
    assert not site.listens("--https-port")
    assert not site.listens("--http-port")


def test_on_again_at_once(site, tls):
    for option in ("--enable", "--disable", "--enable"):
        code, said = site.configure(*tls, option)
        assert code == 0, said
    assert site.listens("--https-port")


def test_nobody_is_there_to_be_asked(site):
    code, said = site.configure("--ask")
    assert code == 1 and "no terminal" in said
    assert not site.conf.exists()


def test_what_httpd_refuses_changes_nothing(site, tls, tmp_path):
    site.configure(*tls)
    before = site.conf.read_text()
    (tmp_path / "broken.p12").write_bytes(b"0 damaged")
    code, said = site.configure("--certificate", tmp_path / "broken.p12")
    assert code == 1
    assert "ADV0904" in said and "nothing is changed" in said
    assert site.conf.read_text() == before
    code, said = site.configure("--http", "keep")
    assert code == 0, said


def test_first_refusal_leaves_nothing(site, tls, tmp_path):
    code, said = site.configure(*tls, "--certificate", tmp_path / "none.p12")
    assert code == 1 and "ADV0900" in said
    assert not site.conf.exists()


def test_what_devices_object_to_is_shown(site, authority, tmp_path):
    file = certificates.write_p12(tmp_path / "caldav_zertifikat.p12",
                                  authority.issue("a.example"), PASSWORD)
    code, said = site.configure(
        "--tls", "--certificate", file, "--passwords",
        certificates.passwords(tmp_path, PASSWORD)[len("file:"):])
    assert code == 0
    assert "ADV0913" in said and "not for localhost" in said


@pytest.mark.parametrize("options, words", [
    (["--http-port", "70000"], "70000 is no port"),
    (["--tls", "--certificate", ""], "--certificate FILE"),
    (["--name", 'x"\nDav on'], "not allowed in a name"),
    (["--server", "db port=1"], "no spaces"),
    (["--server", ""], "--server is empty"),
    (["--log-dir", "/nonexistent"], "no directory /nonexistent"),
    (["--apachectl", "/nonexistent"], "/nonexistent was not found"),
    (["--name", "https://termine.kanzlei.example/"], "without https://"),
    (["--name", "termine.kanzlei.example:8443"], "without https://"),
    (["--name", ""], "without https://"),
    (["--pgpass", "/nonexistent/pgpass"], "/nonexistent/pgpass is not there"),
    (["--http", "maybe"], "keep, redirect or close"),
    (["--tls", "--certificate", "a", "--http-port", "8443", "--https-port",
      "8443"], "a port each")])
def test_impossible_settings_are_refused(site, options, words):
    code, said = site.configure(*options)
    assert code == 1 and words in said
    assert not site.conf.exists()


def test_directory_of_the_configuration_is_missing(site, tmp_path):
    code, said = site.configure("--conf", tmp_path / "none" / "caldav.conf")
    assert code == 1 and "no directory for" in said


def test_port_of_one_address_of_another_site_is_refused(site):
    site.ports["--http-port"] = site.port
    code, said = site.configure("--enable")
    assert code == 1
    assert "port %d for another site, at 127.0.0.1 alone" % site.port in said


# What httpd refuses, and what that means to somebody who reads German.
REFUSED = [
    ("NoSuchDirective on", "Diese Anweisung gibt es nicht"),
    ("Listen 127.0.0.1:{port}", "es gibt zwei Listen"),
    ('LoadModule x_module "/nonexistent.so"', "Ein Modul l\u00e4sst sich nicht"),
    ('Include "/nonexistent/*/a.conf"', "fehlt"),
    ("<Location /x>", "nicht richtig geschlossen"),
    ("Timeout", "falsche Anzahl"),
    ('<Location "/y">\nAuthType Basic\nAuthName y\nAuthBasicProvider none\n'
     "</Location>", "Den Anbieter der Anmeldung gibt es nicht"),
    ('<Location "/y">\nListen 1\n</Location>', "an dieser Stelle"),
    ('<Location "/y">\nAuthBasicProvider ldap\n</Location>\n', "gibt es nicht"),
]


@pytest.mark.parametrize("line, german", REFUSED)
def test_refusal_of_httpd_is_explained_in_german(site, line, german):
    before = site.configuration
    site.configuration = before + line.format(port=site.port) + "\n"
    try:
        code, said = site.configure("--enable", language="de_DE.UTF-8")
    finally:
        site.configuration = before
    assert code == 1 and german in said, said
    assert "httpd.conf" in said and "es wurde nichts ge\u00e4ndert" in said


def test_each_id_of_configtest_has_its_sentence_in_german():
    ids = set()
    for name in ("httpd/setup.c", "httpd/tls.c", "httpd/clear_text.c",
                 "certificate/finding.c"):
        ids.update(re.findall(
            "ADV([0-9]{4})", (TREE / "mod_dav_advolux" / name).read_text()))
    text = (TREE / "scripts/configure-caldav").read_text()
    ids -= {"0920"}     # all is well
    assert len(ids) > 25
    assert [number for number in sorted(ids) if "%s) said=" % number not in
            text] == []


def test_it_speaks_german(site):
    code, said = site.configure("--enable", language="de_DE.UTF-8")
    assert code == 0
    assert "Der Advolux-Server ist unter" in said
    assert "Benutzername  die Advolux-Anmeldung" in said
    assert "lesbar durchs Netz" in said


def test_unknown_option_is_named(site):
    code, said = site.configure("--nonsense")
    assert code == 2 and "there is no option --nonsense" in said


def test_files_are_found_from_where_it_is_called(site, tls, tmp_path,
                                                 monkeypatch):
    (tmp_path / "Büro 1").mkdir()
    monkeypatch.chdir(tmp_path)
    pgpass = tmp_path / "Büro 1/pgpass"
    pgpass.write_text("*:*:*:*:x\n")
    code, said = site.configure(
        "--tls", "--certificate", "caldav_zertifikat.p12", "--passwords",
        tmp_path.joinpath(tls[-1]).name, "--pgpass", "Büro 1/pgpass")
    assert code == 0, said
    conf = site.conf.read_text()
    assert 'AdvoluxCertificate "%s/caldav_zertifikat.p12"' % tmp_path in conf
    assert "passfile='%s'" % pgpass in conf


def test_it_can_be_switched_off_without_its_files(site, tmp_path):
    pgpass = tmp_path / "pgpass"
    pgpass.write_text("*:*:*:*:x\n")
    assert site.configure("--pgpass", pgpass)[0] == 0
    pgpass.unlink()
    assert site.configure("--enable")[0] == 1
    assert site.configure("--disable")[0] == 0


def test_print_changes_nothing(site, tls):
    said = run(site.arguments(*tls, "--print"))
    assert re.search("AdvoluxCertificate .*caldav_zertifikat.p12", said)
    assert not site.conf.exists()


def test_window_shows_the_settings_and_applies(site):
    shown, code = site.dialogue(("<Cancel>", DOWN * 12 + ENTER))
    assert code == 0, shown
    assert "CalDAV server on this machine: on" in shown
    assert "CalDAV-HTTP-Port: %d" % site.ports["--http-port"] in shown
    assert status(site, "--http-port").status_code == 401


def test_window_stays_until_the_settings_can_be(site):
    shown, code = site.dialogue(
        ("<Cancel>", DOWN * 6 + ENTER), ("<Ok>", b"0" + ENTER),
        ("<Cancel>", DOWN * 6 + ENTER), ("is no port", ENTER),
        ("<Cancel>", TAB * 2 + ENTER))
    assert code == 1, shown
    assert not site.conf.exists()


def test_window_tests_and_is_cancelled(site):
    shown, code = site.dialogue(
        ("<Abbrechen>", DOWN * 4 + ENTER), ("erreichbar", ENTER),
        ("<Abbrechen>", TAB * 2 + ENTER), language="de_DE.UTF-8")
    assert code == 1
    assert "CalDAV konfigurieren" in shown
    assert not site.conf.exists()
