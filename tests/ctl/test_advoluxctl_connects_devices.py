# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Handbook S1, S19: what a device needs, in the forms that devices take."""

import plistlib
import subprocess

import pytest

from support import certificates
from support.process import advoluxctl, run

URL = "https://termine.kanzlei.example:8443/"


@pytest.fixture
def connect(cluster, tmp_path):
    """Runs advoluxctl connect as the owner: (exit code, output, errors)."""
    def connect(*arguments, language="C.UTF-8"):
        done = subprocess.run(
            [advoluxctl(), "connect", *map(str, arguments)], cwd=tmp_path,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=60, env={**cluster.environment(user="advolux_owner"),
                             "LC_ALL": "", "LANG": language})
        return done.returncode, done.stdout, done.stderr

    return connect


def test_host_port_and_login(connect, person):
    code, said, errors = connect(person.login, "--url", URL)
    assert (code, errors) == (0, "")
    lines = [line.split(None, 1) for line in said.splitlines() if line]
    assert ["Server:", "termine.kanzlei.example"] in lines
    assert ["Port:", "8443 (TLS)"] in lines
    assert ["Login:", person.login] in lines
    assert ["URL:", URL] in lines


def test_it_speaks_german(connect, person, tmp_path):
    code, said, errors = connect(person.login, "--url", URL, "--mobileconfig",
                                 tmp_path / "x", language="de_DE.UTF-8")
    assert (code, errors) == (0, "")
    assert "Benutzername: %s\n" % person.login in said
    assert "Passwort:     das CalDAV-Passwort" in said
    assert "Ger\u00e4te, denen nur kanzlei.example genannt wird" in said
    assert "Profil f\u00fcr iPhone, iPad und Mac" in said


@pytest.mark.parametrize("url, link, shown", [
    ("https://a.example", "davx5://{}@a.example:443/",
     "https://a.example:443/"),
    ("https://a.example:8443/caldav", "davx5://{}@a.example:8443/caldav/",
     "https://a.example:8443/caldav/"),
    ("http://10.1.2.3:5232/", "caldav://{}@10.1.2.3:5232/",
     "http://10.1.2.3:5232/"),
    ("https://[2001:db8::1]:8443/", "davx5://{}@[2001:db8::1]:8443/",
     "https://[2001:db8::1]:8443/")])
def test_link(connect, person, url, link, shown):
    _, said, _ = connect(person.login, "--url", url)
    assert "Android:  %s\n" % link.format(person.login) in said
    assert "URL:      %s\n" % shown in said


def test_login_is_encoded_in_the_link(connect, people):
    people.insert("staff", login="müller@kanzlei", name="Müller",
                  time_zone="Europe/Berlin")
    _, said, _ = connect("müller@kanzlei", "--url", URL)
    assert ("davx5://m%C3%BCller%40kanzlei@termine.kanzlei.example:8443/"
            in said)


def modules(said):
    """Rows of the QR code on the screen: True is dark."""
    rows = [line for line in said.splitlines() if "\u2588" in line]
    upper = {"\u2588": False, "\u2580": False, "\u2584": True, " ": True}
    lower = {"\u2588": False, "\u2580": True, "\u2584": False, " ": True}
    found = []
    for row in rows:
        found.append([upper[sign] for sign in row])
        found.append([lower[sign] for sign in row])
    return found


def test_qr_code_is_the_link(connect, person, tmp_path):
    _, said, _ = connect(person.login, "--url", URL)
    rows = modules(said)
    picture = tmp_path / "code.pbm"
    picture.write_text("P1\n%d %d\n" % (len(rows[0]) * 6, len(rows) * 6) +
                       "\n".join("\n".join(
                           [" ".join("111111" if dark else "000000"
                                     for dark in row)] * 6) for row in rows))
    assert run(["zbarimg", "-q", "--raw", str(picture)]).strip() == (
        "davx5://%s@termine.kanzlei.example:8443/" % person.login)


def test_dns_records(connect, person):
    _, said, _ = connect(person.login, "--url", URL + "kalender/")
    assert ("_caldavs._tcp.kanzlei.example. 3600 IN SRV 0 1 8443 "
            "termine.kanzlei.example.\n"
            "_caldavs._tcp.kanzlei.example. 3600 IN TXT "
            '"path=/kalender/"\n') in said


@pytest.mark.parametrize("url", ["https://10.1.2.3/", "https://[::1]/",
                                 "https://server/"])
def test_no_dns_records_without_a_domain(connect, person, url):
    assert "_tcp" not in connect(person.login, "--url", url)[1]


def account(profile):
    assert profile["PayloadType"] == "Configuration"
    (found,) = profile["PayloadContent"]
    return found


def test_profile(connect, person, tmp_path):
    code, said, _ = connect(person.login, "--url", URL, "--mobileconfig",
                            "a.mobileconfig")
    assert code == 0 and "not signed" in said
    found = account(plistlib.loads(
        (tmp_path / "a.mobileconfig").read_bytes()))
    assert found["PayloadType"] == "com.apple.caldav.account"
    assert found["CalDAVHostName"] == "termine.kanzlei.example"
    assert found["CalDAVPort"] == 8443
    assert found["CalDAVUseSSL"] is True
    assert found["CalDAVUsername"] == person.login
    assert "CalDAVPassword" not in found


def test_signed_profile(connect, person, authority, tmp_path):
    store = certificates.write_p12(tmp_path / "caldav_zertifikat.p12",
                                   authority.issue("termine.kanzlei.example"),
                                   "pw")
    code, said, errors = connect(
        person.login, "--url", URL, "--mobileconfig", "a.mobileconfig",
        "--sign", store, "--passwords",
        certificates.passwords(tmp_path, "pw"))
    assert (code, errors) == (0, "") and ", signed: " in said
    run(["openssl", "cms", "-verify", "-inform", "DER", "-in",
         str(tmp_path / "a.mobileconfig"), "-CAfile",
         str(authority.trust(tmp_path)), "-purpose", "any", "-out",
         str(tmp_path / "inside")])
    assert account(plistlib.loads((tmp_path / "inside").read_bytes()))[
        "CalDAVUsername"] == person.login


def test_two_people_have_profiles_beside_each_other(connect, person,
                                                    colleague, tmp_path):
    """S20: a Mac keeps accounts apart by their descriptions."""
    found = []
    for one in (person, colleague, person):
        connect(one.login, "--url", URL, "--mobileconfig", "a.mobileconfig")
        found.append(account(plistlib.loads(
            (tmp_path / "a.mobileconfig").read_bytes())))
    assert found[0] == found[2]
    for key in ("PayloadUUID", "PayloadIdentifier",
                "CalDAVAccountDescription"):
        assert found[0][key] != found[1][key]


def test_unknown_login_fails(connect):
    code, said, errors = connect("nobody", "--url", URL)
    assert code == 2 and "no staff member with login nobody" in errors


def test_person_without_access_is_a_hint(connect, people, person):
    people.sql("SELECT caldav.enable(%s, false)", person.login)
    code, said, errors = connect(person.login, "--url", URL)
    assert code == 0 and "staff enable %s" % person.login in errors


@pytest.mark.parametrize("arguments", [
    [], ["--url", "ftp://a.example/"], ["--url", "a.example"],
    ["--url", "https://u:p@a.example/"],
    ["--url", URL, "--sign", "a.p12"]])
def test_misuse(connect, person, arguments):
    code, said, errors = connect(person.login, *arguments)
    assert (code, said) == (64, "") and "Usage: advoluxctl connect" in errors
