# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A network between httpd and PostgreSQL that fails where a test wants it to:
it reads the messages of the PostgreSQL protocol (version 3) as they pass."""

import asyncio
import dataclasses
import threading

CLIENT, SERVER = "to PostgreSQL", "to httpd"

SSL, GSS, CANCEL = 80877103, 80877104, 80877102
DELAY = 0.2     # seconds


@dataclasses.dataclass(frozen=True)
class Message:
    """One that passed: where to, its type ('startup' has none), and the name of
    a statement that it prepares or runs."""
    to: str
    type: str
    statement: str = ""

    def __str__(self):
        return "%s %s%s" % (self.type, self.to,
                            self.statement and " (%s)" % self.statement)


@dataclasses.dataclass(frozen=True)
class Fault:
    """What happens to the nth message of a direction, from when it is armed.
    cut: the connection breaks before it; truncate: in the middle of it; stall:
    nothing more passes, either way; delay: it comes late."""
    how: str
    to: str
    number: int

    def __str__(self):
        return "%s at message %d %s" % (self.how, self.number, self.to)


class Line:
    """One connection: two streams, each with its end at httpd and at
    PostgreSQL."""

    def __init__(self, reader, writer):
        self.client = reader, writer
        self.server = None
        self.stalled = False
        self.open = asyncio.Event()     # set when nothing is to wait any more

    def abort(self):
        self.open.set()
        for _, writer in filter(None, (self.client, self.server)):
            writer.transport.abort()


class Proxy:
    """start() listens on a port of loopback; drop() ends it. `host` and `port`
    are for the conninfo of httpd."""

    host = "127.0.0.1"

    def __init__(self, cluster):
        self.socket = "%s/.s.PGSQL.%d" % (cluster.dir, cluster.port)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.lines = set()
        self.counts = {}
        self.passed = []
        self.fault = None
        self.struck = False     # the fault has happened
        self.silent = False     # nothing passes, and nothing is closed
        self.port = None

    def start(self):
        self.thread.start()
        self._await(self._listen())
        return self

    def drop(self):
        self._call(self._close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def conninfo(self, cluster):
        return cluster.conninfo().replace(
            "host=%s port=%d" % (cluster.dir, cluster.port),
            "host=%s port=%d" % (self.host, self.port))

    # Faults

    def arm(self, fault=None):
        """From now on count the messages, and let this happen to one."""
        def set_it():
            self.counts = {CLIENT: 0, SERVER: 0}
            self.passed = []
            self.fault, self.struck = fault, False
        self._call(set_it)

    def disarm(self):
        """End what is stalled; what passed since arm()."""
        def end():
            self.fault = None
            self.silent = False
            for line in list(self.lines):
                line.open.set()
                if line.stalled:
                    line.abort()
            return self.passed
        return self._call(end)

    def cut_all(self):
        """Every connection breaks."""
        self._call(lambda: [line.abort() for line in list(self.lines)])

    def silence(self):
        """The connections of now go silent for good; new ones are served."""
        def stall():
            for line in self.lines:
                line.stalled = True
        self._call(stall)

    def stall_everything(self):
        """New ones as well, until disarm()."""
        def stall():
            self.silent = True
            for line in self.lines:
                line.stalled = True
        self._call(stall)

    def count(self):
        return self._call(lambda: len(self.lines))

    # Inside: the loop's thread

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def _await(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    def _call(self, function):
        async def call():
            return function()
        return self._await(call())

    async def _listen(self):
        self.listener = await asyncio.start_server(self._serve, self.host, 0)
        self.port = self.listener.sockets[0].getsockname()[1]

    def _close(self):
        self.listener.close()
        for line in list(self.lines):
            line.abort()

    async def _serve(self, reader, writer):
        line = Line(reader, writer)
        self.lines.add(line)
        try:
            if self.silent:
                line.stalled = True
                await line.open.wait()
                return
            if not await self._open(line):
                return
            pumps = [asyncio.create_task(self._pump(line, line.client,
                                                    line.server, CLIENT)),
                     asyncio.create_task(self._pump(line, line.server,
                                                    line.client, SERVER))]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            if line.stalled:
                await line.open.wait()
            for pump in pumps:
                pump.cancel()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            line.abort()
            self.lines.discard(line)

    async def _open(self, line):
        """Up to the start-up packet, which has no type; False if the client
        wanted something else."""
        reader, writer = line.client
        while True:
            size = await reader.readexactly(4)
            body = await reader.readexactly(int.from_bytes(size, "big") - 4)
            code = int.from_bytes(body[:4], "big")
            if code not in (SSL, GSS):
                break
            writer.write(b"N")
        line.server = await asyncio.open_unix_connection(self.socket)
        if code == CANCEL:
            line.server[1].write(size + body)
            await line.server[0].read()
            return False
        return await self._pass(line, line.server[1],
                                Message(CLIENT, "startup"), size + body)

    async def _pump(self, line, source, target, to):
        try:
            while True:
                head = await source[0].readexactly(5)
                body = await source[0].readexactly(
                    int.from_bytes(head[1:], "big") - 4)
                message = Message(to, chr(head[0]),
                                  statement_of(head[:1], body, to))
                if not await self._pass(line, target[1], message, head + body):
                    return
        except (OSError, asyncio.IncompleteReadError):
            return

    async def _pass(self, line, target, message, octets):
        """Pass a message on, unless its fault comes; False: no more."""
        while line.stalled:
            await line.open.wait()
            return False
        how = self._happens(message)
        if how == "delay":
            await asyncio.sleep(DELAY)
        elif how == "stall":
            line.stalled = True
            await line.open.wait()
            return False
        elif how == "truncate":
            target.write(octets[:(len(octets) + 1) // 2])
            await target.drain()
            target.close()
            return False
        elif how == "cut":
            line.abort()
            return False
        target.write(octets)
        await target.drain()
        return True

    def _happens(self, message):
        if message.to not in self.counts:
            return None
        number = self.counts[message.to]
        self.counts[message.to] += 1
        self.passed.append(message)
        fault = self.fault
        if fault and not self.struck and (fault.to, fault.number) == (
                message.to, number):
            self.struck = True
            return fault.how
        return None


def statement_of(kind, body, to):
    """The name of the statement that Parse makes, or Bind runs."""
    if to != CLIENT or kind not in b"PB":
        return ""
    parts = body.split(b"\0")
    return parts[1 if kind == b"B" else 0].decode()
