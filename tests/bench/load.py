# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Load: one patient connection for latencies, wrk for throughput."""

import base64
import re
import socket
import subprocess
import time

WRK = """\
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function()
    at = at %% #paths + 1
    return wrk.format("%s", paths[at], nil, [[%s]])
end
done = function(summary, latency, requests)
    io.write(string.format("RESULT %%d %%d %%d\\n", summary.requests,
        summary.duration, summary.errors.status + summary.errors.connect
        + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""

# PUTs of so many objects in turn: the first time each is new.
WRK_PUT = """\
local text = io.open("%s"):read("*a")
local number = 0
request = function()
    number = number + 1
    local uid = "put-" .. number %% %d
    local body = text:gsub("UID%%-%%%%d", uid):gsub("%%%%d", number)
    return wrk.format("PUT", "%s" .. uid .. ".ics",
                      {["Content-Type"] = "text/calendar; charset=utf-8",
                       ["Authorization"] = "%s"}, body)
end
"""


def basic(login, password):
    return "Basic " + base64.b64encode(
        ("%s:%s" % (login, password)).encode()).decode()


class Connection:
    """One kept-alive connection of one person, with next to no cost of its
    own."""

    def __init__(self, port, authorization):
        self.port = port
        self.authorization = authorization
        self.socket = None
        self.rest = b""

    def request(self, method, path, body=b"", headers=()):
        """(status, headers as octets, body)."""
        head = ["%s %s HTTP/1.1" % (method, path), "Host: 127.0.0.1",
                "Authorization: " + self.authorization, *headers]
        if body or method == "PUT":
            head.append("Content-Length: %d" % len(body))
        octets = ("\r\n".join(head) + "\r\n\r\n").encode() + body
        if self.socket is None:
            self._connect()
        self.socket.sendall(octets)
        return self._answer()

    def expect(self, status, *request):
        """The body of an answer that must have this status."""
        got, head, body = self.request(*request)
        if got != status:
            raise RuntimeError("%s %s: %d instead of %d\n%s\n%s" % (
                request[0], request[1], got, status, head.decode(),
                body[:2000].decode(errors="replace")))
        return body

    def _connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def _answer(self):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        status = int(head[9:12])
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            body = self._chunked()
        elif status in (204, 304):
            body = b""
        else:
            length = re.search(rb"content-length: (\d+)", lower)
            body = self._exactly(int(length[1]))
        if b"connection: close" in lower:
            self.socket.close()
            self.socket = None
        return status, head, body

    def _chunked(self):
        parts = []
        while True:
            while b"\r\n" not in self.rest:
                self._more()
            size, _, self.rest = self.rest.partition(b"\r\n")
            part = self._exactly(int(size.split(b";")[0], 16) + 2)
            if len(part) == 2:
                return b"".join(parts)
            parts.append(part[:-2])

    def _exactly(self, length):
        parts, have = [self.rest], len(self.rest)
        while have < length:
            part = self.socket.recv(262144)
            if not part:
                raise RuntimeError("the connection ended within an answer")
            parts.append(part)
            have += len(part)
        octets = b"".join(parts)
        self.rest = octets[length:]
        return octets[:length]

    def _more(self):
        part = self.socket.recv(262144)
        if not part:
            raise RuntimeError("the connection ended before an answer")
        self.rest += part


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def timed(call):
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def latency(call, seconds=2.0, runs_min=5, runs_max=2000):
    """Median milliseconds of repeated calls, after one that does not
    count."""
    call()
    values, end = [], time.perf_counter() + seconds
    while len(values) < runs_min or (
            len(values) < runs_max and time.perf_counter() < end):
        values.append(timed(call))
    return median(values)


def in_turn(measures, rounds):
    """The median of what each measure returns. They take turns, so that what
    else the machine does in the meantime meets all of them."""
    values = [[measure() for measure in measures] for _ in range(rounds)]
    return [median(column) for column in zip(*values)]


def throughput(directory, port, authorization, paths, connections=8,
               seconds=3, method="GET", headers=(), body=""):
    """Requests a second over kept-alive connections, GETs unless said; every
    answer must be a success."""
    (directory / "paths").write_text("".join(p + "\n" for p in paths))
    return _wrk(directory, WRK % (directory / "paths", method, body), port,
                connections, seconds, *(
                    "-H" + line for line in ("Authorization: " + authorization,
                                             *headers)))


def writes(directory, port, authorization, path, text, objects, connections,
           seconds=3):
    """PUTs a second of objects below a path; text has UID-%d for the UID and %d for
    what changes each time."""
    (directory / "text").write_text(text, newline="")
    script = WRK_PUT % (directory / "text", objects, path, authorization)
    return _wrk(directory, script + WRK[WRK.index("done = "):].replace("%%", "%"),
                port, connections, seconds)


def _wrk(directory, text, port, connections, seconds, *options):
    script = directory / "wrk.lua"
    script.write_text(text)
    done = subprocess.run(
        ["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "-s", str(script),
         *options, "http://127.0.0.1:%d/" % port], text=True, timeout=60,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    found = re.search(r"RESULT (\d+) (\d+) (\d+)", done.stdout)
    if done.returncode or not found:
        raise RuntimeError("wrk: " + done.stdout)
    requests, microseconds, errors = map(int, found.groups())
    if errors:
        raise RuntimeError("wrk: %d of %d requests failed"
                           % (errors, requests))
    return requests * 1e6 / microseconds
