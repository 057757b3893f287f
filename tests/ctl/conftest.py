# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""advoluxctl over the demo firm, and what devices see of it."""

import itertools
import json
import os
import pathlib
import pty
import select
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from support.dav import Dav     # noqa: E402
from support.fixtures import *  # noqa: E402,F401,F403
from support.process import advoluxctl as program    # noqa: E402

OWNER = "advolux_owner"
PASSWORD = "Geh\u00f6rt zu Akte \"9\\7\""
_number = itertools.count(1)


class Tool:
    def __init__(self, environment):
        self.environment = environment

    def run(self, *arguments, input=""):
        """Run it to the end; the subprocess."""
        return subprocess.run([program(), *arguments], input=input.encode(),
                              env=self.environment, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __call__(self, *arguments, code=0, input=""):
        """Run it; what it printed (of a failure: on standard error)."""
        done = self.run(*arguments, input=input)
        assert done.returncode == code, (arguments, done)
        kept, other = done.stdout, done.stderr
        if code:
            kept, other = other, kept
        assert other == b"", (arguments, done)
        return kept.decode()

    def json(self, *arguments):
        return json.loads(self(*arguments, "--json"))

    def speaking(self, language):
        return Tool({**self.environment, "LANG": language, "LC_ALL": ""})

    def listed(self, login):
        """What `staff list` says of a login."""
        found = [row for row in json.loads(self("staff", "list", "--json"))
                 if row["login"] == login]
        assert len(found) == 1, found
        return found[0]

    def at_terminal(self, *arguments, answers):
        """Run it at a terminal of its own; exit code and what was shown."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(program(), [program(), *arguments], self.environment)
        shown, answers = b"", list(answers)
        while True:
            assert select.select([terminal], [], [], 20)[0], shown
            try:
                octets = os.read(terminal, 1000)
            except OSError:     # the program has ended
                break
            shown += octets
            if octets.endswith(b": ") and answers:
                os.write(terminal, answers.pop(0).encode() + b"\n")
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


@pytest.fixture(scope="module")
def tool(cluster):
    return Tool(cluster.environment(user=OWNER))


@pytest.fixture
def login(tool):
    """A person whom the tool added and gave a password."""
    login = "neu.%d" % next(_number)
    tool("staff", "add", login, "--name", "J\u00fcrgen \u00d6zt\u00fcrk")
    tool("staff", "password", login, "--stdin", input=PASSWORD + "\n")
    return login


@pytest.fixture
def dav_of(httpd, watch):
    return lambda login, password=PASSWORD: Dav(
        httpd.origin, login, password, watch, root=httpd.root)


