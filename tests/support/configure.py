# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""scripts/configure-caldav, for an httpd that runs already with another
site."""

import os
import pty
import select
import signal
import socket
import subprocess
import tempfile

from .httpd import Httpd, apxs
from .process import TREE, free_port, wait_until

PROGRAM = str(TREE / "scripts/configure-caldav")

APACHECTL = """\
#!/bin/sh
case $1 in
    configtest) exec "{httpd}" -d "{dir}" -f "{dir}/httpd.conf" -t ;;
    graceful | stop) exec "{httpd}" -d "{dir}" -f "{dir}/httpd.conf" -k $1 ;;
esac
exec "{httpd}" -d "{dir}" -f "{dir}/httpd.conf" "$@"
"""


class Configured(Httpd):
    """An httpd that includes what configure-caldav writes; other.txt is its
    other site."""

    def __init__(self, cluster):
        self.cluster = cluster
        self.ports = {"--http-port": free_port(), "--https-port": free_port()}
        super().__init__(cluster, server='\n'.join([
            'LoadModule ssl_module "%s/mod_ssl.so"' % apxs("libexecdir"),
            'IncludeOptional "caldav[.]conf"']))
        (self.dir / "htdocs" / "other.txt").write_text("another site")
        self.conf = self.dir / "caldav.conf"
        apachectl = self.dir / "apachectl"
        apachectl.write_text(APACHECTL.format(
            httpd="%s/%s" % (apxs("sbindir"), apxs("progname")),
            dir=self.dir))
        apachectl.chmod(0o755)

    def arguments(self, *more):
        return [PROGRAM, "--conf", str(self.conf), "--directory",
                str(self.dir / "advolux"), "--log-dir", str(self.dir),
                "--apachectl", str(self.dir / "apachectl"), "--server",
                str(self.cluster.dir), "--port", str(self.cluster.port),
                "--name", "localhost",
                *(str(each) for pair in self.ports.items() for each in pair),
                *map(str, more)]

    def _variables(self, language):
        return {"PATH": os.environ["PATH"], "LANG": language, "TERM": "xterm"}

    def configure(self, *more, language="C.UTF-8"):
        """(exit code, what it said)."""
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                self.arguments(*more), stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, env=self._variables(language),
                start_new_session=True,     # a signal may be for all of it
                # What is ignored here would be ignored there, too.
                preexec_fn=lambda: signal.signal(signal.SIGHUP,
                                                 signal.SIG_DFL))
            wait_until("configure-caldav ends",
                       lambda: self._ended(process), 120)
            output.seek(0)
            return process.returncode, output.read().decode()

    def _ended(self, process):
        """As init does, an httpd that has ended is waited for."""
        if self.process:
            self.process.poll()
        return process.poll() is not None

    def dialogue(self, *steps, language="C.UTF-8", options=()):
        """Have the window asked: each step is a text to wait for, and the keys
        to press then. What was shown, and the exit code."""
        process, terminal = pty.fork()
        if process == 0:
            os.execve(PROGRAM, self.arguments("--ask", *options),
                      self._variables(language))
        shown = b""
        for text, keys in steps:
            shown += _until(terminal, text.encode())
            os.write(terminal, keys)
        shown += _until(terminal)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        return shown.decode(errors="replace"), code

    def stop(self):
        """Also the one that configure-caldav has started anew."""
        super().stop()
        pid = self.daemon()
        if pid:
            os.kill(pid, signal.SIGTERM)
            wait_until("httpd ends", lambda: not self.daemon())

    def daemon(self):
        """The process of its PidFile, if it runs; else None."""
        try:
            pid = int((self.dir / "httpd.pid").read_text())
            command = open("/proc/%d/cmdline" % pid, "rb").read()
        except OSError:
            return None
        return pid if str(self.dir).encode() in command else None

    def listens(self, option):
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(
                ("127.0.0.1", self.ports[option])) == 0


def _until(terminal, text=None, seconds=60):
    """What a terminal shows up to that text, or to its end."""
    shown = b""
    while text is None or text not in shown:
        if not select.select([terminal], [], [], seconds)[0]:
            raise TimeoutError("%r is not among what was shown: %r" % (text,
                                                                       shown))
        try:
            more = os.read(terminal, 65536)
        except OSError:
            more = b""      # the program has ended
        if not more and text is not None:
            raise EOFError("%r is not among what was shown: %r" % (text, shown))
        if not more:
            break
        shown += more
    return shown
