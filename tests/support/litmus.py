# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What stands between litmus and the server: litmus makes a collection and
PUTs text there, and is let take the calendar for that collection and an
appointment for that text."""

import http.server

from . import ics

OWN = "litmus/"     # the collection that litmus makes


class Between(http.server.BaseHTTPRequestHandler):
    """Passes on what litmus says, but for the collection and the text."""
    protocol_version = "HTTP/1.1"
    person = None       # who is asked; set in a class of one's own

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.endswith("/" + OWN) and self.command in ("MKCOL",
                                                                "DELETE"):
            self.answer(201 if self.command == "MKCOL" else 204)
        else:
            self.ask(body)

    def ask(self, body):
        headers = {name: value for name, value in self.headers.items()
                   if name in ("Depth", "Overwrite", "Content-Type")}
        if "Destination" in self.headers:
            headers["Destination"] = self.person.dav.origin + (
                "/" + self.headers["Destination"].split("/", 3)[3]).replace(
                    OWN, "")
        if self.command == "PUT":
            headers["Content-Type"] = "text/calendar"
            body = ics.event(ics.new_uid())
        answer = self.person.dav.request(
            self.command, self.path.replace(OWN, ""), body, headers)
        self.answer(answer.status, answer.headers, answer.body.replace(
            b"/termine/", b"/termine/" + OWN.encode()))

    def answer(self, status, headers=None, body=b""):
        self.send_response(status)
        for name in ("DAV", "Allow", "Content-Type", "ETag"):
            if headers and name in headers:
                self.send_header(name, headers[name])
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if status != 204 else b"")

    do_OPTIONS = do_PUT = do_DELETE = do_MKCOL = pass_on
    do_PROPFIND = do_PROPPATCH = do_MOVE = pass_on

    def log_message(self, *arguments):
        """Say nothing."""
