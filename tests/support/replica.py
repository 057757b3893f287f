# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A client's copy of a calendar, kept by sync-collection and multiget."""

from urllib.parse import quote, unquote


class Delta:
    def __init__(self):
        self.changed = set()
        self.removed = set()

    def __eq__(self, other):
        return (self.changed, self.removed) == other

    def __repr__(self):
        return "changed %s, removed %s" % (sorted(self.changed),
                                           sorted(self.removed))


class Replica:
    """items: name of the item -> (ETag, text)."""

    def __init__(self, dav, path):
        self.dav = dav
        self.path = path
        self.token = ""
        self.items = {}

    def sync(self, limit=None, pages_max=1000, whole=True):
        """Bring the copy up to date; what changed, by name. Unless it must be
        whole, what is left after the last page is for the next sync."""
        delta = Delta()
        for _ in range(pages_max):
            answer = self.dav.sync_collection(self.path, self.token, limit)
            more = self._apply(answer, delta)
            assert not more or answer.sync_token != self.token, \
                "a page that leads nowhere: %r" % answer
            self.token = answer.sync_token
            if not more:
                break
        else:
            assert not whole, "more than %d pages" % pages_max
        self._fetch(delta.changed)
        return delta

    def _apply(self, answer, delta):
        """Take one page; whether more are to come."""
        more = False
        for href, member in answer.members.items():
            if href == self.path:
                assert member.status == 507, member.status
                more = True
                continue
            name = self._name(href)
            if member.status == 404:
                delta.changed.discard(name)
                delta.removed.add(name)
                self.items.pop(name, None)
            else:
                assert member.status is None, (href, member.status)
                delta.removed.discard(name)
                delta.changed.add(name)
        return more

    def _fetch(self, names):
        hrefs = sorted(self.path + quoted(name) for name in names)
        for start in range(0, len(hrefs), 50):
            got = self.dav.multiget(self.path, hrefs[start:start + 50])
            for href, member in got.members.items():
                name = self._name(href)
                if member.status == 404:
                    self.items.pop(name, None)
                else:
                    self.items[name] = (member.etag, member.data)

    def _name(self, href):
        assert href.startswith(self.path), href
        return unquote(href[len(self.path):])


def quoted(name):
    return quote(name, safe="@:!$'()*,;=-._~+")
