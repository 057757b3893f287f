# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Ports, temporary directories and child processes of a test run."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

_dice = random.SystemRandom()

TREE = Path(__file__).resolve().parents[2]


def advoluxctl():
    """The tool: what ADVOLUXCTL names, or what make left in the tree."""
    path = os.environ.get("ADVOLUXCTL") or str(TREE / "advoluxctl")
    if not os.access(path, os.X_OK):
        raise RuntimeError(path + " is not built: make, or say where it is by "
                           "ADVOLUXCTL")
    return path


def free_port():
    """A TCP port on loopback that nobody listens on, below those that the
    system gives to outgoing connections: none takes it meanwhile."""
    while True:
        port = _dice.randrange(10000, 32000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def temp_dir(owner=None):
    """A short directory below /tmp (a socket's path has 107 octets)."""
    path = Path(tempfile.mkdtemp(prefix="adv.", dir="/tmp"))
    path.chmod(0o755)
    if owner and os.geteuid() == 0:
        shutil.chown(path, owner)
    return path


def run(command, **options):
    """Run to the end; an error carries what the command printed."""
    options.setdefault("timeout", 60)
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, **options)
    if done.returncode:
        raise RuntimeError("%s: exit %d\n%s%s" % (
            " ".join(map(str, command)), done.returncode, done.stdout,
            done.stderr))
    return done.stdout


def wait_until(what, condition, seconds=60, pause=0.05):
    """Wait for condition() to be true; its value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError("%s: not within %d s" % (what, seconds))
        time.sleep(pause)


def processor_seconds(pid):
    """What a process and all that it started have used of the processors; what
    other programs do at the same time does not count."""
    try:
        fields = Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1]
        children = Path("/proc/%d/task/%d/children" % (pid, pid)).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0        # its parent has its time by now
    ticks = sum(map(int, fields.split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(
        processor_seconds(int(child)) for child in children.split())


def stop(process, first=signal.SIGTERM, seconds=20):
    """Stop a child by its id, by force if it does not listen."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(seconds)
