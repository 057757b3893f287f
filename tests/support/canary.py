# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The canary that deadlines carry must never be heard through CalDAV, and
nothing that is written into calendars be found in a log."""

import base64
import html
import re
import urllib.parse

from .content import Contents

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
        self.contents = Contents()

    def see(self, where, octets):
        """An answer, or a log ("log of httpd ...")."""
        self.looked += 1
        if sings(octets):
            self.heard.append(where)
        if where.startswith("log of httpd"):
            self.contents.log(where, octets)

    def end(self, cluster):
        """Stop a PostgreSQL, look at its log, and remove it."""
        if cluster.runs():
            self.contents.stored(cluster)
        cluster.stop()
        self.see("log of PostgreSQL", cluster.logged())
        self.contents.log("log of PostgreSQL", cluster.logged_of_module())
        cluster.drop()

    def verdict(self):
        """None, or the sentence that fails the run."""
        if self.heard:
            return "the deadlines' canary came out %d times: %s" % (
                len(self.heard), "; ".join(self.heard[:20]))
        leaked = self.contents.found()
        if leaked:
            return "logs hold what was written into calendars:\n" + "\n".join(
                "%r in %s" % pair for pair in sorted(leaked.items())[:50])
        return None
