# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What lies between httpd and a device: ports, names, proxies, passwords."""

import pytest

from support import certificates, ics
from support.httpd import apxs
from support.person import PASSWORD
from support.process import free_port, wait_until


def as_proxy(httpd, backend, inside="", modules=()):
    """Make it a proxy of all that backend answers, with nothing of its own."""
    text = httpd.configuration
    text = text[:text.index("<Location ")].replace(
            "LoadModule dav_advolux_module", "#").replace(
                "AdvoluxDatabase", "#")
    httpd.configuration = text + "".join(
        'LoadModule %s_module "%s/mod_%s.so"\n' % (
            name, apxs("libexecdir"), name)
        for name in ("proxy", "proxy_http", *modules)) + (
            'ProxyPass "/" "%s/" nocanon\nAllowEncodedSlashes NoDecode\n'
            "%s\n" % (backend.origin, inside))
    return httpd


@pytest.fixture
def as_person(person, check):
    """check() with a person's password."""
    return lambda url, password=PASSWORD: check(
        "--url", url, "--person", person.login, "--stdin",
        password=password + "\n")


@pytest.mark.row("The port or host of httpd is wrong")
def test_nobody_listens(check, told):
    told(check("--url", "http://127.0.0.1:%d/" % free_port()))


@pytest.mark.row("Another site answers /.well-known/caldav")
def test_well_known(site, httpd, check, told):
    front = as_proxy(site(), httpd)
    front.configuration = front.configuration.replace(
        "ProxyPass", "ProxyPass /.well-known !\nProxyPass", 1)
    front.start()
    told(check("--url", front.origin + httpd.root))


@pytest.mark.row("The CalDAV password is wrong or CalDAV is off")
def test_password(httpd, as_person, told):
    told(as_person(httpd.origin + httpd.root, "falsch"))


@pytest.mark.row("Something before the module refuses")
def test_foreign_refusal(site, httpd, as_person, told):
    front = as_proxy(site(), httpd, "<Location />\n<Limit PROPFIND REPORT>\n"
                     "Require all denied\n</Limit>\n</Location>").start()
    said = as_person(front.origin + httpd.root)
    told(said)
    assert "not by mod_dav_advolux (403)" in said


@pytest.mark.row("A proxy does not reach httpd")
def test_nobody_behind_the_proxy(site, httpd, person, as_person, told):
    gone = site()
    front = as_proxy(site(), gone).start()
    said = as_person(front.origin + httpd.root)
    told(said)
    assert "does not reach httpd (503)" in said
    gone.start()
    wait_until("it is served again", lambda: "check login" not in as_person(
        front.origin + httpd.root), 70, 2)


def test_moving_works_behind_a_proxy_that_is_known_by_name(site, people_of):
    """ProxyPass without ProxyPreserveHost: Host is the backend's, Destination
    what the client calls it."""
    front = site()
    backend = site(server="UseCanonicalName On")
    backend.configuration = backend.configuration.replace(
        "ServerName 127.0.0.1:%d" % backend.port,
        "ServerName http://termine.kanzlei.example:%d" % front.port)
    as_proxy(front, backend.start()).start()
    person = people_of(backend).new()
    uid = ics.new_uid()
    person.dav.origin = front.origin
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, ics.event(uid)).status == 201
    name = "http://termine.kanzlei.example:%d" % front.port
    moved = person.dav.request("MOVE", path, headers={
        "Destination": name + person.dav.termine + "neu.ics"})
    assert moved.status == 201
    assert person.dav.get(person.dav.termine + "neu.ics").status == 200
    again = person.dav.request("MOVE", person.dav.termine + "neu.ics", headers={
        "Destination": "http://elsewhere.example/caldav/x.ics"})
    assert again.status == 502


@pytest.mark.row("Too many wrong passwords")
def test_throttle(site, people_of, told):
    httpd = site(server="AdvoluxLoginThrottle 2 60").start()
    person = people_of(httpd).new()
    person.dav.session.auth = (person.login, "falsch")
    statuses = [person.dav.propfind(person.dav.home).status
                for _ in range(4)]
    assert statuses[-1] == 503
    told(httpd.errors())


@pytest.mark.row("The login is typed with other capitals, or a blank around it")
def test_mistyped(site, people_of, told):
    httpd = site().start()
    person = people_of(httpd).new()
    other = people_of(httpd).client(person.login.upper(), person.password)
    assert other.propfind(other.root).status == 401
    wait_until("it is logged", lambda: "ADV0208" in httpd.errors())
    told(httpd.errors() + "\nadvoluxctl staff list\n" + person.people.cluster
         .advoluxctl("staff", "list"))


@pytest.mark.row("A proxy does TLS, and httpd is not told so")
def test_proxy_that_does_tls(site, people_of, told):
    httpd = site().start()
    person = people_of(httpd).new()
    for _ in range(3):
        assert person.dav.propfind(person.dav.home, ["D:displayname"],
                                   X_Forwarded_Proto="https").status == 207
    told(httpd.errors())
    assert httpd.errors().count("ADV0711") == 1
    cured = site(server="ServerName https://termine.kanzlei.example\n"
                 "UseCanonicalName On").start()
    person.dav.origin = cured.origin
    assert person.dav.propfind(person.dav.home, ["D:displayname"],
                               X_Forwarded_Proto="https").status == 207
    assert "ADV0711" not in cured.errors()


@pytest.mark.row("AdvoluxPlainHTTP redirect behind a proxy that does TLS")
def test_circle(tls, site, authority, check, told, tmp_path):
    issued = authority.issue("localhost")
    pem = tmp_path / "front.pem"
    pem.write_bytes(certificates.pem(issued.certificate, *issued.chain()) +
                    certificates.pkcs8(issued.key))
    front = tls(inside='SSLCertificateFile "%s"' % pem)
    backend = site(server="AdvoluxPlainHTTP redirect %d" % front.tls_port)
    as_proxy(front, backend.start(), "ProxyPreserveHost On").start()
    told(check("--url", front.tls_origin + backend.root, "--cacert",
               str(authority.trust(tmp_path))))


@pytest.mark.row("A proxy compresses and alters ETags")
def test_proxy_that_compresses(site, httpd, person, as_person, told):
    person.put_event()
    front = as_proxy(site(), httpd, "SetOutputFilter DEFLATE",
                     ("filter", "deflate"))
    front.start()
    told(as_person(front.origin + httpd.root))
    front.stop()
    front.configuration += "SetEnv no-gzip 1\n"
    front.configuration = front.configuration.replace(
        "LoadModule filter_module", 'LoadModule env_module "%s/mod_env.so"\n'
        "LoadModule filter_module" % apxs("libexecdir"))
    front.start()
    assert "check etags" not in as_person(front.origin + httpd.root)
