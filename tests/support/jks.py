# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Java's keystore format (JKS), written without Java."""

import hashlib
import os
import struct

# SEQUENCE { SEQUENCE { OID 1.3.6.1.4.1.42.2.17.1.1, NULL }, OCTET STRING }
ALGORITHM = bytes.fromhex("300e060a2b060104012a021101010500")


def keystore(keys, store_password, key_password, trusted=()):
    """keys: (alias, PKCS#8 DER, [certificate DER, ...]); trusted: (alias,
    certificate DER)."""
    body = struct.pack(">III", 0xFEEDFEED, 2, len(keys) + len(trusted))
    for alias, key, chain in keys:
        body += _head(1, alias) + _sized(_protected(key, key_password))
        body += struct.pack(">I", len(chain))
        body += b"".join(map(_certificate, chain))
    for alias, certificate in trusted:
        body += _head(2, alias) + _certificate(certificate)
    return body + _sha1(_wide(store_password), b"Mighty Aphrodite", body)


def _head(kind, alias):
    return struct.pack(">I", kind) + _text(alias) + struct.pack(">Q", 0)


def _text(text):
    octets = text.encode()
    return struct.pack(">H", len(octets)) + octets


def _sized(octets):
    return struct.pack(">I", len(octets)) + octets


def _certificate(der):
    return _text("X.509") + _sized(der)


def _wide(password):
    return password.encode("utf-16-be")


def _sha1(*parts):
    return hashlib.sha1(b"".join(parts)).digest()


def _protected(key, password):
    salt = os.urandom(20)
    stream, link = b"", salt
    while len(stream) < len(key):
        link = _sha1(_wide(password), link)
        stream += link
    hidden = bytes(a ^ b for a, b in zip(key, stream))
    octets = salt + hidden + _sha1(_wide(password), key)
    return _der(0x30, ALGORITHM + _der(0x04, octets))


def _der(tag, octets):
    length = len(octets)
    if length < 128:
        return bytes([tag, length]) + octets
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + octets
