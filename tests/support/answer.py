# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What a server answered, taken apart."""

from lxml import etree

from .names import NAMESPACES, short


class Member:
    """One DAV:response: its href, its status, its properties."""

    def __init__(self, node):
        self.node = node
        self.href = node.findtext("D:href", namespaces=NAMESPACES)
        self.status = status_code(node.find("D:status", NAMESPACES))
        self.props = {}         # found: short name -> element
        self.refused = {}       # not found or not allowed: name -> status
        for propstat in node.findall("D:propstat", NAMESPACES):
            status = status_code(propstat.find("D:status", NAMESPACES))
            for found in propstat.find("D:prop", NAMESPACES):
                if status == 200:
                    self.props[short(found.tag)] = found
                else:
                    self.refused[short(found.tag)] = status

    def text(self, name):
        """Text of a property that was found, else None."""
        found = self.props.get(name)
        return None if found is None else (found.text or "")

    def children(self, name):
        """Short names of the elements inside a property."""
        return [short(child.tag) for child in self.props[name]
                if isinstance(child.tag, str)]

    def hrefs(self, name):
        return [href.text for href in
                self.props[name].iter("{DAV:}href")]

    @property
    def etag(self):
        return self.text("D:getetag")

    @property
    def data(self):
        return self.text("C:calendar-data")

    @property
    def privileges(self):
        return {short(child.tag) for privilege in
                self.props["D:current-user-privilege-set"]
                for child in privilege}


def status_code(node):
    return None if node is None else int(node.text.split()[1])


class Answer:
    """One answer; members is a multistatus by href, in its order."""

    def __init__(self, response):
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.content
        self.reason = response.reason
        self._xml = None

    def __repr__(self):
        return "<%d %s: %s>" % (self.status, self.reason,
                                self.body[:2000].decode(errors="replace"))

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def etag(self):
        return self.headers.get("ETag")

    @property
    def xml(self):
        if self._xml is None:
            self._xml = etree.fromstring(self.body, etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=True))
        return self._xml

    @property
    def members(self):
        assert self.status == 207, self
        assert short(self.xml.tag) == "D:multistatus", self
        found = {}
        for node in self.xml.findall("D:response", NAMESPACES):
            member = Member(node)
            assert member.href not in found, "twice: " + member.href
            found[member.href] = member
        return found

    @property
    def only(self):
        """The one member of a multistatus."""
        members = self.members
        assert len(members) == 1, self
        return next(iter(members.values()))

    @property
    def sync_token(self):
        return self.xml.findtext("D:sync-token", namespaces=NAMESPACES)

    @property
    def preconditions(self):
        """Short names inside DAV:error; empty if the body is none."""
        if not self.body.lstrip().startswith(b"<?xml"):
            return []
        if short(self.xml.tag) != "D:error":
            return []
        return [short(child.tag) for child in self.xml
                if isinstance(child.tag, str)]
