# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Password hashes of libcrypt, which Python 3.13 has no module for any more."""

import base64
import ctypes
import functools
import os

# PyDLL holds Python's lock: crypt(3) keeps its answer in one place.
_crypt = ctypes.PyDLL("libcrypt.so.1").crypt
_crypt.restype = ctypes.c_char_p
_crypt.argtypes = (ctypes.c_char_p, ctypes.c_char_p)


def _salt(length):
    return base64.b64encode(os.urandom(length), altchars=b"./").decode()


def crypt(password, setting):
    """What crypt(3) makes of a password with a setting."""
    made = _crypt(password.encode(), setting.encode())
    if not made or made.startswith(b"*"):
        raise ValueError("libcrypt does not know %r" % setting)
    return made.decode()


@functools.lru_cache(maxsize=None)
def bcrypt(password, cost=4):
    """By bcrypt of 2^cost rounds; 4 is the least: 1 ms to verify."""
    return crypt(password, "$2b$%02d$%s" % (cost, _salt(18)[:21] + "."))


def sha512_crypt(password):
    """As htpasswd -5 has it, of 1,000 rounds."""
    return crypt(password, "$6$rounds=1000$%s" % _salt(12))


def yescrypt(password):
    """As advoluxctl has it: some 20 ms to verify."""
    return crypt(password, "$y$j9T$" + _salt(12).replace("=", ""))
