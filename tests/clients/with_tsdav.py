# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""tsdav (npm), driven over JSON lines."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from refused import Refused
from with_vdirsyncer import uid_of

HERE = Path(__file__).resolve().parent


def installed():
    """node_modules as package-lock.json says; made once."""
    if not (HERE / "node_modules" / "tsdav").is_dir():
        subprocess.run([shutil.which("npm"), "ci", "--silent"], cwd=HERE,
                       check=True, timeout=300)


class Tsdav:
    def __init__(self, origin, person, directory, ca=None):
        installed()
        self.output = b""
        self.errors = open(directory / "tsdav.stderr", "w+b")
        self.process = subprocess.Popen(
            [shutil.which("node"), str(HERE / "tsdav.mjs")], cwd=HERE,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, env={
                **os.environ,
                **({"NODE_EXTRA_CA_CERTS": str(ca)} if ca else {})})
        self._ask("login", serverUrl=origin + "/", username=person.login,
                  password=person.password)

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.errors.close()

    def calendars(self):
        return self._ask("calendars")

    def items(self, calendar):
        return {uid_of(text.encode()): text.encode() for text in
                self._ask("sync", calendar=calendar)}

    def create(self, calendar, uid, text):
        self._ask("create", calendar=calendar, name=uid + ".ics",
                  text=text.decode())

    def update(self, calendar, uid, change):
        item = self._item(calendar, uid)
        item["data"] = change(item["data"].encode()).decode()
        self._ask("update", object=item)

    def delete(self, calendar, uid):
        self._ask("delete", object=self._item(calendar, uid))

    # Inside

    def _item(self, calendar, uid):
        return next(item for item in self._ask("objects", calendar=calendar)
                    if uid_of(item["data"].encode()) == uid)

    def _ask(self, what, **parameters):
        line = json.dumps({"do": what, **parameters}) + "\n"
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        self.output += answer
        self.errors.seek(0)
        assert answer, self.errors.read().decode()
        answer = json.loads(answer)
        if answer.get("error", "").startswith("Error: 403 "):
            raise Refused(answer["error"])
        assert "error" not in answer, answer["error"]
        return answer["value"]
