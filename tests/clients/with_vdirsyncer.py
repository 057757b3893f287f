# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""vdirsyncer, with configuration, status and items in a directory of its
own."""

import os
import re
import shutil
import subprocess

from refused import Refused

CONFIGURATION = """\
[general]
status_path = "{dir}/status"

[pair advolux]
a = "local"
b = "remote"
collections = ["from b"]
metadata = ["color", "displayname"]
conflict_resolution = "b wins"

[storage local]
type = "filesystem"
path = "{dir}/items"
fileext = ".ics"

[storage remote]
type = "caldav"
url = "{url}"
username = "{login}"
password = "{password}"
{verify}
"""


class Vdirsyncer:
    """Keeps a directory per calendar, a file per item."""

    def __init__(self, origin, person, directory, ca=None):
        self.dir = directory
        self.config = directory / "config"
        (directory / "items").mkdir()
        self.config.write_text(CONFIGURATION.format(
            dir=directory, url=origin + "/", login=person.login,
            password=person.password,
            verify='verify = "%s"' % ca if ca else ""))
        self.output = b""
        self._run("discover", "advolux")

    def close(self):
        """Nothing runs between two commands."""

    def calendars(self):
        """Last segment of the URL of each calendar -> displayname."""
        self._run("metasync")
        return {path.name: (path / "displayname").read_text().strip()
                for path in (self.dir / "items").iterdir()}

    def items(self, calendar):
        """UID -> text, after a sync."""
        self._sync()
        return self.copies(calendar)

    def copies(self, calendar):
        """UID -> text, as it is here."""
        return {uid_of(path.read_bytes()): path.read_bytes()
                for path in self._files(calendar)}

    def create(self, calendar, uid, text):
        (self.dir / "items" / calendar / (uid + ".ics")).write_bytes(text)
        self._sync()

    def update(self, calendar, uid, change):
        path = self._file(calendar, uid)
        path.write_bytes(change(path.read_bytes()))
        later = path.stat().st_mtime + 10
        os.utime(path, (later, later))
        self._sync()

    def delete(self, calendar, uid):
        self._file(calendar, uid).unlink()
        self._sync()

    # Inside

    def _files(self, calendar):
        return (self.dir / "items" / calendar).glob("*.ics")

    def _file(self, calendar, uid):
        return next(path for path in self._files(calendar)
                    if uid_of(path.read_bytes()) == uid)

    def _sync(self):
        self._run("sync", "advolux")

    def _run(self, *arguments):
        done = subprocess.run(
            [shutil.which("vdirsyncer"), "-v", "ERROR", "-c",
             str(self.config), *arguments],
            input=b"y\n" * 10, timeout=120, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"], "HOME": str(self.dir),
                 "LC_ALL": "C.UTF-8"})
        self.output += done.stdout
        said = done.stdout.decode(errors="replace")
        if done.returncode and "403" in said:
            raise Refused(said)
        assert done.returncode == 0, said


def uid_of(octets):
    text = re.sub(rb"\r?\n[ \t]", b"", octets)
    return re.search(rb"(?m)^UID:(.*?)\r?$", text)[1].decode()
