# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What AdvoluxCertificate says for one virtual host changes no other; said in
the main server, it holds for every TLS host that says nothing else.

Handbook S11."""

from support import certificates
from support.process import free_port
from support.tls import TlsHttpd

PASSWORD = "Geheim!2026"
OTHER = """\
Listen 127.0.0.1:{port} https
<VirtualHost 127.0.0.1:{port}>
    ServerName www.kanzlei.example
    SSLEngine on
    SSLCertificateFile "{pem}"
{more}
</VirtualHost>
"""


def other_site(tmp_path, authority, port, more=""):
    issued = authority.issue("www.kanzlei.example")
    pem = tmp_path / "www.pem"
    pem.write_bytes(certificates.pem(issued.certificate) +
                    certificates.pkcs8(issued.key))
    return issued, OTHER.format(port=port, pem=pem, more=more)


def served(httpd, port):
    """The certificate on another port of the same httpd."""
    return TlsHttpd.served(type("At", (), {
        "tls_port": port, "tls_name": "localhost"})).serial_number


def test_other_tls_host_keeps_its_certificate(tls_httpd, authority, tmp_path):
    port = free_port()
    other, block = other_site(tmp_path, authority, port)
    own = authority.issue("localhost")
    file = certificates.write_p12(tmp_path / "caldav_zertifikat.p12", own,
                                  PASSWORD)
    httpd = tls_httpd(file, certificates.passwords(tmp_path, PASSWORD),
                      main=block).start()
    assert httpd.served().serial_number == own.serial
    assert served(httpd, port) == other.serial
    assert len(httpd.pem_files()) == 1


def test_main_servers_certificate_is_inherited(tls_httpd, authority,
                                               tmp_path):
    own = authority.issue("localhost", "127.0.0.1")
    file = certificates.write_p12(tmp_path / "caldav_zertifikat.p12", own,
                                  PASSWORD)
    httpd = tls_httpd(main='AdvoluxCertificate "%s"\n'
                      'AdvoluxCertificatePasswords "%s"' % (
                          file, certificates.passwords(tmp_path, PASSWORD)))
    passed, said = httpd.configtest()
    assert passed and "ADV09" not in said, said
    httpd.start()
    assert httpd.served(authority.trust(
        tmp_path)).serial_number == own.serial
