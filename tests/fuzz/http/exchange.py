# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""One kept-alive connection that sends octets as they are, and what is wrong with
an answer."""

import http.client
import re
import socket
import time
import xml.etree.ElementTree

PATIENCE = 20       # seconds for a whole answer
# What a 5xx may say: not implemented, another server's place (RFC 4918 section
# 9.8.5), later, another version of HTTP, no room.
ALLOWED = {501, 502, 503, 505, 507}


class Connection:
    def __init__(self, port):
        self.port = port
        self.socket = None

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def ask(self, octets):
        """(status, body) of the final answer; an OSError or HTTPException if
        there is none. A connection that httpd had closed meanwhile is made
        anew, once."""
        kept = self.socket is not None
        try:
            return self._once(octets)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if not kept or isinstance(error, TimeoutError):
                raise
        try:
            return self._once(octets)
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def _once(self, octets):
        end = time.monotonic() + PATIENCE
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port),
                                                   PATIENCE)
        self._send(octets)
        answer = http.client.HTTPResponse(
            self.socket, method=octets.split(b" ", 1)[0].decode("latin-1"))
        try:
            answer.begin()
            body = answer.read()
        finally:
            answer.close()
        if answer.will_close:
            self.close()
        if time.monotonic() > end:
            raise TimeoutError("not within %d s" % PATIENCE)
        return answer.status, body

    def _send(self, octets):
        """An answer may come before the body is read; it counts."""
        try:
            self.socket.sendall(octets)
        except (BrokenPipeError, ConnectionResetError):
            pass


def fault(status, body):
    """What is wrong with an answer, or None."""
    if status >= 500 and status not in ALLOWED:
        return "status %d" % status
    if status == 207:
        try:
            xml.etree.ElementTree.fromstring(body)
        except xml.etree.ElementTree.ParseError as error:
            return "a 207 that is not well-formed: %s" % error
    return None


REPORTED = re.compile(
    rb"[^\n]*(?:AddressSanitizer|runtime error:|exit signal|"
    rb"terminated by signal|PANIC:|TRAP:)[^\n]*")


class Log:
    """What is new in a log and no server may ever write."""

    def __init__(self, path):
        self.path = path
        self.offset = 0

    def reported(self):
        """The first such line, with some that follow; or None."""
        if not self.path.exists():
            return None
        with open(self.path, "rb") as log:
            log.seek(self.offset)
            new = log.read()
        whole = new.rfind(b"\n") + 1
        self.offset += whole
        found = REPORTED.search(new[:whole])
        return found and new[found.start():found.start() + 6000].decode(
            errors="replace")


def self_test(directory):
    """Each judgement fails what it must."""
    assert fault(500, b"") and fault(207, b"<a>") and fault(504, b"")
    assert not fault(207, b"<a/>") and not fault(503, b"")
    path = directory / "self-test.log"
    log = Log(path)
    assert log.reported() is None
    path.write_bytes(b"all is well\n")
    assert log.reported() is None
    for line in (b"==1==ERROR: AddressSanitizer: heap-use-after-free on x\n",
                 b"a.c:1:2: runtime error: signed integer overflow\n",
                 b"AH00052: child pid 1 exit signal Aborted (6)\n",
                 b"LOG:  server process (PID 1) was terminated by signal 11\n"):
        with open(path, "ab") as file:
            file.write(line)
        assert log.reported() == line.decode()
        assert log.reported() is None
