# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The page that a collection shows in a browser, as a browser reads it."""

import html5lib

BROWSER = ("text/html,application/xhtml+xml,application/xml;q=0.9,"
           "image/avif,image/webp,*/*;q=0.8")


class Page:
    """Any error of HTML is an exception."""

    def __init__(self, answer):
        self.answer = answer
        self.root = html5lib.HTMLParser(
            strict=True, namespaceHTMLElements=False).parse(answer.text)

    @property
    def text(self):
        """What is to be read on it."""
        return " ".join("".join(self.root.find("body").itertext()).split())

    @property
    def tags(self):
        return {node.tag for node in self.root.iter()
                if isinstance(node.tag, str)}

    @property
    def policy(self):
        """The Content-Security-Policy: directive -> its value."""
        value = self.answer.headers["Content-Security-Policy"]
        return dict(part.strip().partition(" ")[::2]
                    for part in value.split(";"))
