# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What tests write into calendars must be in no log: every text of every
request and of the store is remembered, and looked for at the end of the run."""

import re

from .process import TREE

# Values of these are content; of other properties, what is not their syntax.
TEXTS = (rb"SUMMARY|DESCRIPTION|LOCATION|COMMENT|CONTACT|CATEGORIES|RESOURCES|"
         rb"ATTENDEE|ORGANIZER|ATTACH|URL|X-[A-Z0-9-]+")
_PROPERTY = re.compile(rb"^(?:%s)(?:;[^:\r\n]*)?:(.*)$" % TEXTS, re.M | re.I)
_ELEMENT = re.compile(rb">([^<>]+)<")
_FOLD = re.compile(rb"\r?\n[ \t]")
_WORD = re.compile(r"[^\W\d_]{3,}")

# Addresses of requests are httpd's to log, with the names that clients chose.
_ADDRESS = re.compile(rb"\"[A-Z]+ /.* HTTP/1\.[01]\"|/[^\s\"',;)\]]*")

COLUMNS = (
    "SELECT title, location, description FROM advolux.appointment",
    "SELECT title, location, description FROM advolux.override",
    "SELECT title, location, description FROM advolux.task",
    "SELECT title FROM advolux.matter",
)

_LITERAL = re.compile(rb'"((?:[^"\\\n]|\\.)*)"')

LONG = 9    # letters of a word that is recognised alone


def shingles(text):
    """Long words, and each two words that stand side by side."""
    words = _WORD.findall(text.decode("utf-8", "replace"))
    return {word for word in words
            if len(word) >= LONG and len(set(word)) > 2} | {
        "%s %s" % pair for pair in zip(words, words[1:])}


def sentences():
    """Shingles of what the module says itself, whatever anybody writes."""
    return {shingle for layer in ("backend", "mod_dav_advolux")
            for source in (TREE / layer).rglob("*.c")
            for literal in _LITERAL.findall(source.read_bytes())
            for shingle in shingles(literal)}


class Contents:
    """What was written, and what was logged."""

    def __init__(self):
        self.written = set()
        self.logged = {}        # shingle: where it was first

    def wrote(self, octets):
        """The body of a request: iCalendar, however broken, or XML."""
        plain = _FOLD.sub(b"", octets)
        for value in _PROPERTY.findall(plain):
            self.text(value)
        for value in _ELEMENT.findall(plain):
            if b"BEGIN:V" not in value:
                self.text(_ADDRESS.sub(b" ", value))

    def stored(self, cluster):
        """What is in a database of Advolux."""
        for select in COLUMNS:
            for row in cluster.sql(select):
                for value in row:
                    self.text(value or "")

    def text(self, value):
        """A text as it stands in a column."""
        if isinstance(value, str):
            value = value.encode()
        self.written |= shingles(value.replace(rb"\n", b" "))

    def log(self, where, octets):
        for line in octets.splitlines():
            for shingle in shingles(_ADDRESS.sub(b" ", line)):
                self.logged.setdefault(
                    shingle, "%s: %s" % (where, line[:300].decode(
                        "utf-8", "replace")))

    def found(self):
        """{what was written: the line of a log that has it}"""
        return {shingle: self.logged[shingle] for shingle in
                (self.written & self.logged.keys()) - sentences()}
