# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A CalDAV client that says exactly what it is told to say."""

import requests

from .answer import Answer
from .names import document, element, prop

CALENDAR = "text/calendar; charset=utf-8"
XML = "application/xml; charset=utf-8"


class Dav:
    """Acts for one login. Paths are sent as written, without any clean-up;
    every answer is shown to the watch."""

    def __init__(self, origin, login=None, password=None, watch=None,
                 root="/caldav/", timeout=30):
        self.origin = origin
        self.root = root
        self.login = login
        self.watch = watch
        self.timeout = timeout
        self.session = requests.Session()
        self.session.trust_env = False
        if login is not None:
            self.session.auth = (login.encode(), (password or "").encode())

    # Places

    @property
    def principal(self):
        return "%sprincipals/%s/" % (self.root, self.login)

    @property
    def home(self):
        return "%scalendars/%s/" % (self.root, self.login)

    @property
    def termine(self):
        return self.home + "termine/"

    @property
    def aufgaben(self):
        return self.home + "aufgaben/"

    # Methods

    def request(self, method, path, body=None, headers=None, **options):
        if isinstance(body, str):
            body = body.encode()
        prepared = self.session.prepare_request(requests.Request(
            method, self.origin + "/", data=body,
            headers={"User-Agent": "advolux-tests", **(headers or {})}))
        prepared.url = self.origin + path
        if self.watch and isinstance(prepared.body, bytes):
            self.watch.contents.wrote(prepared.body)
        response = self.session.send(prepared, timeout=self.timeout,
                                     allow_redirects=False, **options)
        if self.watch:
            self.watch.see("%s %s" % (method, path), b"%s\n%s" % (
                str(response.headers).encode(), response.content))
        return Answer(response)

    def get(self, path, **headers):
        return self.request("GET", path, headers=dashed(headers))

    def head(self, path, **headers):
        return self.request("HEAD", path, headers=dashed(headers))

    def options(self, path):
        return self.request("OPTIONS", path)

    def put(self, path, text, **headers):
        return self.request("PUT", path, text, {
            "Content-Type": CALENDAR, **dashed(headers)})

    def delete(self, path, **headers):
        return self.request("DELETE", path, headers=dashed(headers))

    def propfind(self, path, names=None, depth="0", body=None, **headers):
        """names: properties asked for; None: allprop by an empty body."""
        if body is None and names is not None:
            body = document("D:propfind", prop(names))
        headers = {"Depth": depth, "Content-Type": XML, **dashed(headers)}
        if depth is None:
            del headers["Depth"]
        return self.request("PROPFIND", path, body, headers)

    def proppatch(self, path, values, remove=(), **headers):
        inside = "".join("<D:set><D:prop>%s</D:prop></D:set>"
                         % element(*pair) for pair in values.items())
        inside += "".join("<D:remove>%s</D:remove>" % prop([name])
                          for name in remove)
        return self.request("PROPPATCH", path,
                            document("D:propertyupdate", inside),
                            {"Content-Type": XML, **dashed(headers)})

    def report(self, path, body, depth="1", **headers):
        headers = {"Content-Type": XML, **dashed(headers)}
        if depth is not None:
            headers["Depth"] = depth
        return self.request("REPORT", path, body, headers)

    def multiget(self, path, hrefs, names=("D:getetag", "C:calendar-data")):
        return self.report(path, document(
            "C:calendar-multiget",
            prop(names) + "".join(element("D:href", h) for h in hrefs)))

    def shaped(self, path, hrefs, inside, attributes=""):
        """calendar-multiget for calendar-data with these attributes and
        elements inside it."""
        return self.report(path, document(
            "C:calendar-multiget",
            "<D:prop><C:calendar-data %s>%s</C:calendar-data></D:prop>" % (
                attributes, inside)
            + "".join(element("D:href", h) for h in hrefs)))

    def query(self, path, filters, names=("D:getetag",), **options):
        """filters: XML inside <C:filter>."""
        return self.report(path, document(
            "C:calendar-query",
            prop(names) + "<C:filter>%s</C:filter>" % filters), **options)

    def sync_collection(self, path, token="", limit=None, level="1",
                        names=("D:getetag",), **options):
        inside = element("D:sync-token", token)
        if level is not None:
            inside += element("D:sync-level", level)
        if limit is not None:
            inside += "<D:limit>%s</D:limit>" % element(
                "D:nresults", str(limit))
        options.setdefault("depth", "0")
        return self.report(path, document("D:sync-collection",
                                          inside + prop(names)), **options)


def dashed(headers):
    """If_Match='x' -> {'If-Match': 'x'}"""
    return {name.replace("_", "-"): value for name, value in headers.items()
            if value is not None}
