# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A port where httpd serves another site already, such as 443, is shared by
name: no second Listen. --listen keeps to one address.

Handbook S6."""

import socket
import ssl

import pytest
import requests

from support import certificates
from support.configure import Configured


OTHER = """
Listen {listen}{port}
<VirtualHost {address}:{port}>
    ServerName other.example
    {more}
    {tls}
    DocumentRoot "{dir}/htdocs"
</VirtualHost>
"""


@pytest.fixture
def site(cluster, watch):
    site = Configured(cluster)
    try:
        yield site
    finally:
        site.stop()
        watch.see("log of httpd", site.logged())
        site.drop()


@pytest.fixture
def tls(tls):
    return [*tls, "--http", "close"]


def beside(site, authority, listen="", with_tls=True, address="*",
           more=""):
    """Another site at the HTTPS port, running."""
    issued = authority.issue("other.example")
    pem = site.dir / "other.pem"
    pem.write_bytes(certificates.pem(issued.certificate, *issued.chain())
                    + certificates.pkcs8(issued.key))
    # It is read before ours.
    site.configuration = site.configuration.replace(
        "IncludeOptional", OTHER.format(
            port=site.ports["--https-port"], listen=listen, dir=site.dir,
            address=address, more=more,
            tls='SSLEngine on\n    SSLCertificateFile "%s"' % pem
            if with_tls else "") + "IncludeOptional")
    return site.start()


def by_name(site, name, path, address="127.0.0.1"):
    """Status of a request over TLS, whoever answers for that name."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    port = site.ports["--https-port"]
    with context.wrap_socket(socket.create_connection((address, port), 10),
                             server_hostname=name) as connection:
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: %s\r\n"
                           b"Connection: close\r\n\r\n" % (
                               path.encode(), name.encode()))
        return int(connection.recv(4096).split()[1])


def test_by_name(site, tls, authority):
    beside(site, authority)
    code, said = site.configure(*tls)
    assert code == 0, said
    assert "Listen" not in site.conf.read_text()
    assert by_name(site, "localhost", "/") == 401
    assert by_name(site, "other.example", "/other.txt") == 200
    code, said = site.configure("--disable")
    assert code == 0, said
    assert by_name(site, "other.example", "/other.txt") == 200


def test_again(site, tls, authority):
    """What was shared is shared once more."""
    beside(site, authority)
    for _ in range(2):
        code, said = site.configure(*tls)
        assert code == 0, said
    assert by_name(site, "localhost", "/") == 401


def test_httpd_does_not_run_yet(site, tls, authority):
    """Then the Listen is found in its configuration."""
    beside(site, authority)
    site.stop()
    code, said = site.configure(*tls)
    assert code == 0, said
    assert by_name(site, "localhost", "/") == 401
    assert by_name(site, "other.example", "/other.txt") == 200


def test_other_site_has_no_tls(site, tls, authority):
    beside(site, authority, with_tls=False)
    code, said = site.configure(*tls)
    assert code == 1 and "without TLS: choose another" in said, said
    assert not site.conf.exists()


def test_other_site_has_tls(site, authority):
    beside(site, authority)
    site.ports["--http-port"] = site.ports["--https-port"]
    code, said = site.configure("--no-tls")
    assert code == 1 and "with TLS: choose another" in said, said
    assert not site.conf.exists()


def test_other_site_has_the_name(site, tls, authority):
    beside(site, authority)
    code, said = site.configure(*tls, "--name", "other.example")
    assert code == 1 and "is another site already" in said, said
    assert not site.conf.exists()


def test_other_site_has_one_address(site, tls, authority):
    beside(site, authority, listen="127.0.0.2:")
    code, said = site.configure(*tls)
    assert code == 1 and "--listen 127.0.0.2" in said, said


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_listen_on_one_address(site, address):
    site.start()
    port = site.ports["--http-port"]
    with socket.socket() as other:      # on another one it may be taken
        other.bind(("127.0.0.2", port))
        other.listen()
        code, said = site.configure("--listen", address)
        assert code == 0, said
    host = "[%s]" % address if ":" in address else address
    assert "Listen %s:%d\n" % (host, port) in site.conf.read_text()
    assert requests.get("http://%s:%d/" % (host, port),
                        timeout=10).status_code == 401


def test_listeners_move(site):
    """From all addresses to one, and back."""
    site.start()
    for address in ("", "127.0.0.1", "", "::1"):
        code, said = site.configure("--listen", address)
        assert code == 0, address + said
    assert requests.get(site.origin + "/other.txt", timeout=10).ok


def test_address_is_none(site):
    code, said = site.configure("--listen", "eth0")
    assert code == 1 and "--listen is an address" in said


def test_other_site_has_an_address_for_itself(site, tls, authority):
    """Requests there would never come to ours."""
    beside(site, authority, address="127.0.0.1")
    code, said = site.configure(*tls)
    assert code == 1 and "of 127.0.0.1 for itself" in said, said
    assert not site.conf.exists()
    code, said = site.configure(*tls, "--listen", "127.0.0.1")
    assert code == 0, said
    assert by_name(site, "localhost", "/") == 401
    assert by_name(site, "other.example", "/other.txt") == 200


def test_other_site_keeps_what_comes_to_one_address(site, tls, authority):
    """A virtual host of that address alone would take it away."""
    beside(site, authority)
    code, said = site.configure(*tls, "--listen", "127.0.0.1")
    assert code == 1 and "on all addresses" in said, said
    assert not site.conf.exists()
    assert by_name(site, "other.example", "/other.txt") == 200


@pytest.mark.parametrize("address", ["127.0.0.2", "::1"])
def test_both_on_one_address(site, tls, authority, address):
    """An other site that listens there alone, on IPv6 too."""
    literal = "[%s]:" % address if ":" in address else address + ":"
    beside(site, authority, listen=literal)
    code, said = site.configure(*tls, "--listen", address)
    assert code == 0, said
    assert by_name(site, "localhost", "/", address) == 401
    assert by_name(site, "other.example", "/other.txt", address) == 200


@pytest.mark.parametrize("alias", ["localhost", "local*"])
def test_other_site_answers_to_the_name_too(site, tls, authority, alias):
    """httpd takes the first that has it; what serves then is as before."""
    beside(site, authority, more="ServerAlias " + alias)
    code, said = site.configure(*tls)
    assert code == 1 and "another site answers to the name localhost" in said
    assert "everything is as it was before, and httpd runs so" in said, said
    assert not site.conf.exists()
    assert by_name(site, "other.example", "/other.txt") == 200


@pytest.mark.parametrize("address,host", [
    ("0:0:0:0:0:0:0:1", "[::1]"), ("[::1]", "[::1]"),
    ("::ffff:127.0.0.2", "127.0.0.2"), ("::", "127.0.0.1"),
    ("0.0.0.0", "127.0.0.1")])
def test_address_may_be_written_in_any_way(site, address, host):
    site.start()
    port = site.ports["--http-port"]
    for _ in range(2):
        code, said = site.configure("--listen", address)
        assert code == 0, said
        assert requests.get("http://%s:%d/" % (host, port),
                            timeout=10).status_code == 401


@pytest.mark.parametrize("address", ["1.2.3", "999.1.1.1.1", "12", "::x", "."])
def test_address_is_not_whole(site, address):
    code, said = site.configure("--listen", address)
    assert code == 1 and "--listen is an address" in said, said
