# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A certificate authority, and files as firms get them from one."""

import datetime
import ipaddress
import shutil
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from . import jks
from .process import run

ORGANISATION = "Kanzlei Müller & Söhne"
ENCODING = serialization.Encoding


def new_key(bits=2048):
    return rsa.generate_private_key(65537, bits)


def _name(common):
    return x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
        x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _alternative(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


class Issued:
    """A certificate, its key, and who signed it (None: itself)."""

    def __init__(self, issuer, common, names=(), days=(-1, 90), key=None,
                 server=True):
        now = datetime.datetime.now(datetime.timezone.utc)
        self.issuer = issuer
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        builder = x509.CertificateBuilder(
            issuer_name=issuer.certificate.subject if issuer
            else _name(common),
            subject_name=_name(common), public_key=self.key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=now + datetime.timedelta(days[0]),
            not_valid_after=now + datetime.timedelta(days[1]),
        ).add_extension(x509.BasicConstraints(ca=not names, path_length=None),
                        critical=True)
        builder = self._identified(builder, authority=not names)
        if names:
            builder = builder.add_extension(
                x509.SubjectAlternativeName(list(map(_alternative, names))),
                critical=False).add_extension(
                    x509.ExtendedKeyUsage([
                        ExtendedKeyUsageOID.SERVER_AUTH if server
                        else ExtendedKeyUsageOID.CLIENT_AUTH]),
                    critical=False)
        self.certificate = builder.sign(issuer.key if issuer else self.key,
                                        hashes.SHA256())

    def _identified(self, builder, authority):
        """What RFC 5280 wants beside it; Python 3.13 does not go without."""
        usage = dict.fromkeys((
            "digital_signature", "content_commitment", "key_encipherment",
            "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
            "encipher_only", "decipher_only"), False)
        usage["digital_signature"] = True
        usage["key_cert_sign"] = usage["crl_sign"] = authority
        issuer_key = self.issuer.key if self.issuer else self.key
        return builder.add_extension(
            x509.KeyUsage(**usage), critical=True).add_extension(
            x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()),
            critical=False).add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(
                issuer_key.public_key()), critical=False)

    def sign_by_sha1(self, directory):
        """Anew, by openssl: cryptography does not do it any more. Itself."""
        files = {"own": pkcs8(self.key), "key": pkcs8(self.issuer.key),
                 "authority": pem(self.issuer.certificate),
                 "extensions": b"subjectAltName=DNS:localhost"}
        for name, octets in files.items():
            (directory / name).write_bytes(octets)
        run(["openssl", "req", "-new", "-key", "own", "-subj", "/CN=localhost",
             "-out", "request"], cwd=directory)
        self.certificate = x509.load_pem_x509_certificate(run(
            ["openssl", "x509", "-req", "-in", "request", "-CA", "authority",
             "-CAkey", "key", "-sha1", "-days", "90", "-set_serial", "1",
             "-extfile", "extensions"], cwd=directory).encode())
        return self

    @property
    def serial(self):
        return self.certificate.serial_number

    def chain(self):
        """Certificates of the issuers, the root last."""
        found, issuer = [], self.issuer
        while issuer:
            found.append(issuer.certificate)
            issuer = issuer.issuer
        return found


class Authority:
    """A root, an intermediate, and what the latter signs."""

    def __init__(self):
        self.root = Issued(None, "Wurzel", days=(-1, 700), key=new_key())
        self.intermediate = Issued(self.root, "Zwischenstelle",
                                   days=(-1, 600), key=new_key())

    def issue(self, *names, **options):
        return Issued(self.intermediate, names[0], names, **options)

    def trust(self, directory):
        """A file that a client takes for its trusted authorities."""
        path = Path(directory) / "root.pem"
        path.write_bytes(pem(self.root.certificate))
        return path


def pem(*certificates):
    return b"".join(each.public_bytes(ENCODING.PEM) for each in certificates)


def pkcs8(key, password=None, encoding=ENCODING.PEM):
    return key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode())
        if password else serialization.NoEncryption())


def passwords(directory, *lines):
    """What AdvoluxCertificatePasswords says for a file with these lines."""
    path = Path(directory) / "passwords"
    path.write_text("".join(line + "\n" for line in lines))
    path.chmod(0o600)
    return "file:%s" % path


# Files: each writes path and returns it.

def write_p12(path, issued, password, chain=None, key=True):
    """As a program of today writes it; the chain in the wrong order."""
    chain = issued.chain() if chain is None else chain
    path.write_bytes(pkcs12.serialize_key_and_certificates(
        b"caldav", issued.key if key else None,
        issued.certificate, chain[::-1],
        serialization.BestAvailableEncryption(password.encode())))
    return path


def write_old_p12(path, issued, password):
    """RC2 with 40 bits, 3DES and SHA-1: Windows, and Java before 2021."""
    parts = path.with_suffix(".parts")
    parts.write_bytes(pem(*issued.chain(), issued.certificate) +
                      pkcs8(issued.key))
    run(["openssl", "pkcs12", "-export", "-legacy", "-in", str(parts),
         "-out", str(path), "-passout", "pass:" + password, "-certpbe",
         "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"])
    parts.unlink()
    return path


def write_pem(path, issued, password=None):
    path.write_bytes(pem(*issued.chain()) + pkcs8(issued.key, password) +
                     pem(issued.certificate))
    return path


def write_jks(path, issued, store_password, key_password):
    """The writer of this tree, which needs no Java."""
    path.write_bytes(jks.keystore(
        [("caldav", pkcs8(issued.key, encoding=ENCODING.DER),
          [each.public_bytes(ENCODING.DER)
           for each in [issued.certificate, *issued.chain()]])],
        store_password, key_password))
    return path


def keytool():
    """Java's own program, or None."""
    return shutil.which("keytool")


def keytool_store(path, issued, store_password, key_password, kind="JKS"):
    """Java writes the store: real JKS, or PKCS#12 under any name."""
    source = write_p12(path.with_suffix(".source"), issued, store_password)
    run([keytool(), "-importkeystore", "-noprompt", "-srckeystore",
         str(source), "-srcstoretype", "PKCS12", "-srcstorepass",
         store_password, "-srcalias", "caldav", "-destkeystore", str(path),
         "-deststoretype", kind, "-deststorepass", store_password,
         "-destkeypass", key_password])
    source.unlink()
    return path
