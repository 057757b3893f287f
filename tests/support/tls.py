# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An httpd that serves TLS with AdvoluxCertificate."""

import re
import signal
import socket
import ssl
import subprocess

from cryptography import x509

from .httpd import Httpd, apxs
from .process import free_port, run, wait_until

HOST = "localhost"

SERVER = """\
LoadModule ssl_module "{modules}/mod_ssl.so"
Listen 127.0.0.1:{port} https
{main}
<VirtualHost 127.0.0.1:{port}>
    ServerName {name}
    AllowEncodedSlashes NoDecode
    SSLEngine on
{inside}
</VirtualHost>
"""


class TlsHttpd(Httpd):
    """certificate and passwords are what AdvoluxCertificate and
    AdvoluxCertificatePasswords say; what the main server and the virtual host
    say besides is in main and inside."""

    def __init__(self, cluster, certificate=None, passwords=None, name=HOST,
                 main="", inside=""):
        self.tls_port = free_port()
        self.tls_name = name
        lines = [inside]
        if certificate:
            lines.append('AdvoluxCertificate "%s"' % certificate)
        if passwords:
            lines.append('AdvoluxCertificatePasswords "%s"' % passwords)
        super().__init__(cluster, root="/", server=SERVER.format(
            modules=apxs("libexecdir"), port=self.tls_port, name=name,
            main=main, inside="\n".join("    " + line for line in lines)))

    def configtest(self):
        """(whether it passed, what it said)"""
        done = subprocess.run(
            ["%s/%s" % (apxs("sbindir"), apxs("progname")), "-t", "-d",
             str(self.dir), "-f", str(self.dir / "httpd.conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=self._environment(), timeout=60)
        return done.returncode == 0, done.stdout.decode(errors="replace")

    def graceful(self):
        """Restart without breaking connections off, and wait for the new
        children."""
        def count():
            return self.errors().count("resuming normal operations")

        before = wait_until("httpd runs", count)
        self.process.send_signal(signal.SIGUSR1)
        wait_until("httpd restarted", lambda: count() > before)

    def pem_files(self):
        return sorted(self.dir.glob("advolux-certificate-*"))

    @property
    def tls_origin(self):
        return "https://%s:%d" % (self.tls_name, self.tls_port)

    def served(self, trust=None):
        """The certificate that a client gets; with trust, verified for the
        host's name."""
        context = ssl.create_default_context(cafile=trust)
        if not trust:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.tls_port),
                                      10) as plain, \
                context.wrap_socket(plain, server_hostname=self.tls_name) \
                as secured:
            return x509.load_der_x509_certificate(
                secured.getpeercert(binary_form=True))

    def served_chain(self):
        """Every certificate that the server sends, in order."""
        said = run(["openssl", "s_client", "-showcerts", "-connect",
                    "127.0.0.1:%d" % self.tls_port, "-servername",
                    self.tls_name], stdin=subprocess.DEVNULL)
        return [x509.load_pem_x509_certificate(each.encode()) for each in
                re.findall("-----BEGIN CERT.*?-----END CERTIFICATE-----\n",
                           said, re.S)]
