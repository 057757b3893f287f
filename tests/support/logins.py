# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Logins from many addresses: a proxy on loopback says which one it is."""

import threading
from concurrent.futures import ThreadPoolExecutor

from . import metrics
from .dav import Dav

OFFICE = "192.0.2.1"
# Each line of pids.log: the process that answered, and the status.
CONFIGURATION = """
RemoteIPHeader X-Forwarded-For
RemoteIPInternalProxy 127.0.0.1
CustomLog pids.log "%P %>s"
""" + metrics.CONFIGURATION
MODULES = ("remoteip",)


class Front:
    """The clients of an httpd with that configuration; each request is a
    connection of its own, and whichever process is free answers."""

    def __init__(self, httpd, watch):
        self.httpd = httpd
        self.watch = watch

    def ask(self, login, password, address=OFFICE):
        """The answer to a client that asks who it is."""
        dav = Dav(self.httpd.origin, login, password, self.watch,
                  root=self.httpd.root)
        with dav.session:
            return dav.propfind(
                dav.root, ["D:current-user-principal"],
                X_Forwarded_For=address, Connection="close")

    def statuses(self, *requests, at_once=1):
        """Of requests (login, password, address), `at_once` at a time."""
        start = threading.Barrier(min(at_once, len(requests)), timeout=30)

        def status(request, number):
            if number < start.parties:
                start.wait()        # the first ones really at once
            return self.ask(*request).status

        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(status, requests, range(len(requests))))

    def processes(self):
        """Process ids that have answered, in their order."""
        lines = (self.httpd.dir / "pids.log").read_text().splitlines()
        return [int(line.split()[0]) for line in lines]

    def counted(self, event):
        """How many logins ended so."""
        dav = Dav(self.httpd.origin, watch=self.watch)
        with dav.session:
            return metrics.read(dav)["advolux_logins_total", event]


def wrong(login, times, address=OFFICE):
    """That many wrong guesses, no two of them the same."""
    return [(login, "falsch %d %s" % (n, address), address)
            for n in range(times)]
