# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The canary that deadlines carry must never be heard through CalDAV."""

import base64
import html
import re
import urllib.parse

CANARY = "KANARIENFRIST-7f3a"

_FOLD = re.compile(rb"\r?\n[ \t]|=\r?\n")


def sings(octets):
    """Whether octets carry the canary: plain, folded, percent-encoded,
    as character references or in base64; in any case of letters."""
    needle = CANARY.lower().encode()
    text = _FOLD.sub(b"", octets)
    forms = [octets, text, urllib.parse.unquote_to_bytes(text)]
    if b"&#" in text:
        forms.append(html.unescape(text.decode("utf-8", "replace")).encode())
    if any(needle in form.lower() for form in forms):
        return True
    return any(chunk in octets for chunk in _BASE64)


def _base64_chunks():
    """The inside of the canary's base64 at its three alignments."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + CANARY.encode())
        yield encoded[4:-4]


_BASE64 = tuple(_base64_chunks())


class Watch:
    """Looks at everything that comes out during a run."""

    def __init__(self):
        self.looked = 0
        self.heard = []

    def see(self, where, octets):
        self.looked += 1
        if sings(octets):
            self.heard.append(where)

    def verdict(self):
        """None, or the sentence that fails the run."""
        if self.heard:
            return "the deadlines' canary came out %d times: %s" % (
                len(self.heard), "; ".join(self.heard[:20]))
        return None
