# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""httpd without what the calendars need, or with what is in their way."""

import base64
import hashlib
import re

import pytest

from support import ics
from support.httpd import apxs
from support.person import PASSWORD
from support.process import free_port

LOAD_DAV = 'LoadModule dav_module "%s/mod_dav.so"\n' % apxs("libexecdir")


def without(httpd, *patterns):
    """Take lines out of its configuration; the httpd."""
    text = httpd.configuration
    for pattern in patterns:
        text, count = re.subn("(?m)^ *%s.*\n" % pattern, "", text)
        assert count, pattern
    httpd.configuration = text
    return httpd


def with_user_file(httpd, login):
    """mod_authn_file knows the login."""
    (httpd.dir / "users").write_text("%s:{SHA}%s\n" % (
        login, base64.b64encode(hashlib.sha1(
            PASSWORD.encode()).digest()).decode()))
    httpd.configuration = httpd.configuration.replace(
        "AuthBasicProvider advolux",
        'AuthBasicProvider file\nAuthUserFile "%s/users"' % httpd.dir)
    return httpd


def test_nothing_is_said_of_a_good_one(site):
    assert site().configtest().strip() == "Syntax OK"


@pytest.mark.row("mod_dav is not loaded")
def test_no_dav(site, told):
    said = without(site(), "LoadModule dav_module").configtest()
    told(said)
    assert "Syntax OK" not in said and "undefined symbol" not in said


@pytest.mark.row("mod_dav is loaded after this module")
def test_dav_is_late(site, told):
    httpd = without(site(), "LoadModule dav_module")
    httpd.configuration = re.sub("(?m)^(LoadModule dav_advolux.*\n)",
                                 r"\1" + LOAD_DAV, httpd.configuration)
    told(httpd.configtest())


@pytest.mark.row("mod_auth_basic is not loaded")
def test_no_auth_basic(site, told):
    told(without(site(), "LoadModule auth_basic").configtest())


@pytest.mark.row("mod_authz_user is not loaded")
def test_no_authz_user(site, told):
    told(without(site(), "LoadModule authz_user").configtest())


@pytest.mark.row("A directive of TLS without mod_ssl")
@pytest.mark.parametrize("directive", ["SSLEngine on", "SSLVerifyClient none"])
def test_no_ssl(site, told, directive):
    httpd = site()
    httpd.configuration = httpd.configuration.replace(
        "<Location ", "<VirtualHost *:%d>\n%s\n<Location " % (
            httpd.port, directive)).replace(
                "</Location>", "</Location>\n</VirtualHost>")
    said = httpd.configtest()
    told(said)
    assert directive.split()[0] in said and "httpd.conf" in said


@pytest.mark.row("Another authentication whose module is missing")
def test_no_ldap(site, told):
    told(site(authentication="AuthBasicProvider ldap").configtest())


@pytest.mark.row("Advolux On stands outside of a Location")
def test_outside(site, told):
    said = site(server='<Directory "/srv">\nAdvolux On\n</Directory>'
                ).configtest()
    told(said)
    assert "httpd.conf" in said and "Syntax OK" not in said


@pytest.mark.parametrize("line, accepted", [
    ("AdvoluxConnections 0", "from 1 to 1000"),
    ("AdvoluxConnectTimeout 1h", "from 1 to 300"),
    ("AdvoluxStatementTimeout 1.5", "from 1 to 3600"),
    ("AdvoluxLoginCache -1", "from 0 to 7776000"),
    ("AdvoluxLoginThrottle a 60", "from 0 to 100000"),
    ("AdvoluxLoginThrottle 0 60", '"0 0"'),
    ("AdvoluxLoginThrottle 5 0", '"0 0"'),
    ("AdvoluxMaxResourceSize 1M", "from 1024 to 1073741824"),
    ("AdvoluxQuota 100 0", '"0 0"'),
    ("AdvoluxQuota -1 5", "from 0 to 100000000"),
    ("AdvoluxRequestLimits 0 128", "from 1 to 3600"),
    ("AdvoluxRequestLimits 60 16", "from 64 to 65536"),
    ("AdvoluxPlainHTTP maybe", "keep, close, or redirect"),
    ("AdvoluxPlainHTTP redirect 0", "from 1 to 65535"),
    ("AdvoluxCertificatePasswords geheim", "file:PATH or exec:PROGRAM"),
    ('<Location "/a*">\nAdvolux On\n</Location>', '<Location "/path/">')])
def test_impossible_value_names_the_line_and_what_is_accepted(site, line,
                                                              accepted):
    said = site(server=line).configtest()
    assert accepted in said and re.search("on line [0-9]+ of .*httpd.conf",
                                          said)


@pytest.mark.row("Dav advolux without Advolux On")
def test_no_advolux(site, told):
    told(without(site(), "Advolux On").configtest())


@pytest.mark.row("Advolux On without Dav advolux")
def test_no_dav_directive(site, told):
    told(without(site(), "Dav advolux").configtest())


@pytest.mark.row("Two roots in one virtual host")
def test_two_roots(site, told):
    said = site(server='<Location "/alt/">\nDav advolux\nAdvolux On\n'
                "AuthType Basic\nAuthName x\nAuthBasicProvider advolux\n"
                "Require valid-user\n</Location>").configtest()
    told(said)
    assert said.count("ADV0704") == 1 and '"/alt"' in said


@pytest.mark.row("Nobody has to log in")
def test_nobody_logs_in(site, person, told):
    httpd = without(site(), "AuthType", "AuthName", "AuthBasicProvider",
                    "Require valid-user")
    said = httpd.configtest()
    httpd.start()
    person.dav.origin = httpd.origin
    assert person.dav.propfind(person.dav.home).status >= 400
    told(said + httpd.errors())


def test_login_of_a_section_above_counts(site):
    httpd = without(site(server='<Location "/">\nAuthType Basic\nAuthName x\n'
                         "AuthBasicProvider advolux\nRequire valid-user\n"
                         "</Location>"), "    AuthType", "    AuthName",
                    "    AuthBasicProvider", "    Require valid-user")
    assert httpd.configtest().strip() == "Syntax OK"


def test_login_of_another_place_does_not(site):
    httpd = without(site(server='<Location "/caldav2">\nAuthType Basic\n'
                         "AuthName x\nAuthBasicProvider advolux\n"
                         "Require valid-user\n</Location>"),
                    "    AuthType", "    AuthName",
                    "    AuthBasicProvider", "    Require valid-user")
    assert "ADV0705" in httpd.configtest()


def test_login_by_certificate_counts(site):
    httpd = without(site(modules=("ssl",),
                         inside="SSLUserName SSL_CLIENT_S_DN_CN"),
                    "AuthType", "AuthName", "AuthBasicProvider",
                    "Require valid-user")
    assert httpd.configtest().strip() == "Syntax OK"


@pytest.mark.row("Basic authentication without a provider")
def test_no_provider(site, told):
    told(without(site(), "AuthBasicProvider").configtest())


@pytest.mark.row("httpd lets somebody in whom Advolux does not know")
def test_unknown_person(site, check, told):
    httpd = with_user_file(site(), "fremd").start()
    said = check("--url", httpd.origin + httpd.root, "--person", "fremd",
                 "--stdin", password=PASSWORD + "\n")
    told(said + httpd.errors())


@pytest.mark.row("The directory writes the login otherwise than Advolux")
@pytest.mark.parametrize("login, sent", [
    ("berger", "Berger"), ("M\u00fcller", "m\u00fcller"), ("KANZLEI", "kanzlei"),
    ("schulte", "schulte@KANZLEI.LOCAL"), ("Lange", "lange@kanzlei.local"),
    ("weber", "KANZLEI\\Weber")])
def test_login_in_another_spelling(site, people_of, check, told, login, sent):
    httpd = with_user_file(site(), sent).start()
    people_of(httpd).new(login=login)
    said = check("--url", httpd.origin + httpd.root, "--person", sent,
                 "--stdin", password=PASSWORD + "\n")
    told(said + httpd.errors())
    shown = re.search("httpd has logged in .*, but the login in Advolux is .*:",
                      httpd.errors())[0]
    assert login[-4:] in shown      # an umlaut is escaped


@pytest.mark.row("httpd has another authentication, which the database does not believe")
def test_another_authentication(site, check, people_of, told):
    httpd = with_user_file(site(), "mueller")
    person = people_of(httpd.start()).new(login="mueller")
    dav = person.people.client("mueller", PASSWORD)
    assert dav.get(dav.home).status == 403
    told(check() + httpd.errors())


@pytest.mark.row("LimitXMLRequestBody is too small")
def test_xml_limit(site, people_of, told):
    httpd = site(inside="LimitXMLRequestBody 200")
    told(httpd.configtest())
    person = people_of(httpd.start()).new()
    names = ["D:displayname", "D:getetag", "C:calendar-data"]
    assert person.dav.propfind(person.dav.home, names * 5).status == 413


@pytest.mark.row("LimitRequestBody is too small")
def test_body_limit(site, people_of, told):
    httpd = site(inside="LimitRequestBody 500")
    told(httpd.configtest())
    person = people_of(httpd.start()).new()
    uid = ics.new_uid()
    assert person.dav.put(person.dav.termine + uid + ".ics", ics.event(
        uid, summary="Lang " * 200)).status == 413


@pytest.mark.row("AllowEncodedSlashes is off, and a name holds %2F")
def test_encoded_slash(site, people_of, told):
    httpd = site(server="AllowEncodedSlashes Off")
    said = httpd.configtest()
    httpd.start()
    person = people_of(httpd).new()
    uid = ics.new_uid()
    path = person.dav.termine + uid + "%2Fa.ics"
    for _ in range(3):
        assert person.dav.put(path, ics.event(uid)).status == 404
    assert person.dav.put(path.replace("%2F", ""),
                          ics.event(ics.new_uid())).status == 201
    told(said + httpd.errors())
    assert httpd.errors().count("ADV0710") == 1
    for value in ("On", "NoDecode"):
        cured = site(server="AllowEncodedSlashes " + value).start()
        person.dav.origin = cured.origin
        assert person.dav.put(path, ics.event(uid)).status in (201, 204)
        assert uid in person.dav.get(path).text
        assert "ADV0710" not in cured.errors()


@pytest.mark.row("No Listen opens the port of the virtual host")
def test_no_listener(site, told):
    def at(httpd, port):
        httpd.configuration = re.sub(
            "(?s)(<Location.*</Location>)",
            r"<VirtualHost *:%d>\nAllowEncodedSlashes NoDecode\n\1\n"
            "</VirtualHost>" % port,
            httpd.configuration)
        return httpd.configtest()

    port = free_port()
    said = at(site(), port)
    told(said)
    assert "Listen %d\n" % port in said
    httpd = site()
    assert at(httpd, httpd.port).strip() == "Syntax OK"


@pytest.mark.row("Basic authentication without TLS")
def test_clear_text(site, told):
    httpd = site()
    httpd.configuration = httpd.configuration.replace(
        "Listen 127.0.0.1:", "Listen 0.0.0.0:")
    told(httpd.configtest())
