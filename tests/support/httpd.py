# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A private httpd with the module of this tree."""

import os
import pwd
import re
import shutil
import socket
import subprocess
from pathlib import Path

from .process import TREE, free_port, run, stop, temp_dir, wait_until

MODULES = ("authn_core", "authz_core", "authz_user",
           "authn_file", "auth_basic", "mime", "headers", "setenvif", "dav")

CONFIGURATION = """\
ServerRoot "{dir}"
ServerName 127.0.0.1:{port}
AllowEncodedSlashes NoDecode
Listen 127.0.0.1:{port}
PidFile "{dir}/httpd.pid"
DefaultRuntimeDir "{dir}"
ErrorLog "{error_log}"
LogLevel debug
LogFormat "%h %u \\"%r\\" %>s %B" plain
CustomLog "{access_log}" plain
{user}
{modules}
LoadModule dav_advolux_module "{module}"
StartServers 1
MaxRequestWorkers {workers}
<IfModule !mpm_prefork_module>
    ServerLimit {processes}
    ThreadsPerChild {threads}
    MinSpareThreads 1
    MaxSpareThreads {workers}
</IfModule>
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 30
Timeout 60
LimitRequestFieldSize 16380
TypesConfig /dev/null
DocumentRoot "{dir}/htdocs"
AdvoluxDatabase "{conninfo}"
{server}
<Directory />
    AllowOverride None
    Require all granted
</Directory>
<Location "{location}">
    Dav advolux
    Advolux On
    AuthType Basic
    AuthName "Advolux"
    {authentication}
    Require valid-user
{inside}
</Location>
"""


def apxs(name):
    return run([os.environ.get("APXS", "apxs"), "-q", name]).strip()


def module_path():
    """ADVOLUX_MODULE, or the module that make left in the tree."""
    named = os.environ.get("ADVOLUX_MODULE")
    if named:
        return Path(named).resolve()
    found = [path for path in TREE.rglob("mod_dav_advolux.so")
             if "node_modules" not in path.parts]
    if not found:
        raise RuntimeError("mod_dav_advolux.so is not built: run make, or "
                           "set ADVOLUX_MODULE")
    return max(found, key=lambda path: path.stat().st_mtime)


class Httpd:
    """start() makes it, drop() removes it. root is the URL path of the
    calendars; inside and server are lines of configuration."""

    def __init__(self, cluster, root="/caldav/", threads=16, processes=1,
                 authentication="AuthBasicProvider advolux", server="",
                 inside="", module=None, conninfo=None, environment=None,
                 mpm="event", modules=()):
        self.dir = temp_dir()
        self.port = free_port()
        self.root = root
        self.error_log = self.dir / "error.log"
        self.access_log = self.dir / "access.log"
        (self.dir / "htdocs").mkdir()
        modules = "\n".join(
            'LoadModule %s_module "%s/mod_%s.so"'
            % (name, apxs("libexecdir"), name)
            for name in ("mpm_" + mpm, *MODULES, *modules))
        (self.dir / "httpd.conf").write_text(CONFIGURATION.format(
            dir=self.dir, port=self.port, error_log=self.error_log,
            access_log=self.access_log, user=self._user(), modules=modules,
            module=module or module_path(), threads=threads,
            processes=processes, workers=threads * processes,
            conninfo=conninfo or cluster.conninfo(), server=server,
            location=root.rstrip("/") or "/", authentication=authentication,
            inside=inside))
        self.environment = environment or {}
        self.process = None

    @property
    def origin(self):
        return "http://127.0.0.1:%d" % self.port

    def start(self):
        program = "%s/%s" % (apxs("sbindir"), apxs("progname"))
        with open(self.dir / "stderr", "ab") as output:
            self.process = subprocess.Popen(
                [program, "-d", str(self.dir), "-f",
                 str(self.dir / "httpd.conf"), "-DFOREGROUND"],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env=self._environment(), cwd="/",
                start_new_session=True)  # prefork ends its whole group
        wait_until("httpd listens", self._listens)
        return self

    @property
    def configuration(self):
        """Its text; what is set counts at the next start."""
        return (self.dir / "httpd.conf").read_text()

    @configuration.setter
    def configuration(self, text):
        (self.dir / "httpd.conf").write_text(text)

    def private_file(self, name, text):
        """The path of a new file that only its children may read."""
        path = self.dir / name
        path.write_text(text)
        path.chmod(0o600)
        user = re.search(r"(?m)^User (\S+)$", self.configuration)
        if user:
            shutil.chown(path, user[1])
        return path

    def configtest(self):
        """What configtest says."""
        return subprocess.run(
            ["%s/%s" % (apxs("sbindir"), apxs("progname")), "-t", "-d",
             str(self.dir), "-f", str(self.dir / "httpd.conf")],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=self._environment(), cwd="/", timeout=60).stdout

    def stop(self):
        if self.process:
            stop(self.process)
            self.process = None

    def drop(self):
        self.stop()
        shutil.rmtree(self.dir, ignore_errors=True)

    def logged(self):
        """Everything that httpd wrote."""
        return b"".join(path.read_bytes() for path in
                        (self.error_log, self.access_log,
                         self.dir / "stderr") if path.exists())

    def errors(self):
        return (self.error_log.read_text(errors="replace")
                if self.error_log.exists() else "")

    def workers(self):
        """Process ids of the children that serve requests."""
        parent = self.process.pid
        path = Path("/proc/%d/task/%d/children" % (parent, parent))
        return [int(pid) for pid in path.read_text().split()]

    def memory_peak(self):
        """The largest VmHWM of a worker, in octets."""
        peaks = []
        for pid in self.workers():
            for line in Path("/proc/%d/status" % pid).read_text().split("\n"):
                if line.startswith("VmHWM:"):
                    peaks.append(int(line.split()[1]) * 1024)
        return max(peaks)

    # Inside

    def _user(self):
        """The parent may be root; its children then are an ordinary user."""
        if os.geteuid() != 0:
            return ""
        for name in ("www-data", "apache", "daemon", "nobody"):
            try:
                pwd.getpwnam(name)
            except KeyError:
                continue
            group = run(["id", "-gn", name]).strip()
            return ('LoadModule unixd_module "%s/mod_unixd.so"\n' %
                    apxs("libexecdir") if os.path.exists(
                        apxs("libexecdir") + "/mod_unixd.so") else "") + \
                "User %s\nGroup %s" % (name, group)
        raise RuntimeError("no user for httpd's children")

    def _environment(self):
        """A build with sanitizers needs their library loaded first."""
        keep = ("PATH", "LD_PRELOAD", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                "LSAN_OPTIONS")
        return {"LC_ALL": "C.UTF-8",
                **{name: os.environ[name] for name in keep
                   if name in os.environ}, **self.environment}

    def _listens(self):
        if self.process.poll() is not None:
            raise RuntimeError("httpd ended:\n" + self.logged().decode(
                errors="replace")[-4000:])
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
