# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""XML names with short prefixes: D:href for {DAV:}href, and so on."""

from xml.sax.saxutils import escape

NAMESPACES = {
    "D": "DAV:",
    "C": "urn:ietf:params:xml:ns:caldav",
    "CS": "http://calendarserver.org/ns/",
    "A": "http://apple.com/ns/ical/",
    "X": "http://example.com/ns/",
}

DECLARATIONS = " ".join('xmlns:%s="%s"' % pair for pair in NAMESPACES.items())


def short(tag):
    """'D:href' of '{DAV:}href'."""
    namespace, _, name = tag[1:].partition("}")
    for prefix, uri in NAMESPACES.items():
        if uri == namespace:
            return "%s:%s" % (prefix, name)
    return tag


def prop(names):
    """<D:prop> with empty elements."""
    return "<D:prop>%s</D:prop>" % "".join("<%s/>" % name for name in names)


def document(element, inside="", declaration=True):
    """A document whose root is element, all prefixes declared."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n' if declaration else ""
    name = element.split()[0]
    return "%s<%s %s>%s</%s>" % (head, element, DECLARATIONS, inside, name)


def element(name, text):
    return "<%s>%s</%s>" % (name, escape(text), name)
