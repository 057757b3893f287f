# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Fetch the packages of manifest.json and unpack them beside the tests."""

import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".cache"
MANIFEST = HERE / "manifest.json"


def files():
    """(path, label) of every sample file, in a fixed order."""
    found = []
    for entry in json.loads(MANIFEST.read_text())["packages"]:
        tree = _unpacked(entry)
        paths = sorted({path for pattern in entry["files"]
                        for path in tree.glob(pattern)})
        if not paths:
            raise RuntimeError("%s holds no sample any more: mend %s"
                               % (entry["package"], MANIFEST))
        found += [(path, "%s:%s" % (entry["package"], path.name))
                  for path in paths]
    return found


def _unpacked(entry):
    """The package's tree; fetched when it is not there yet."""
    tree = CACHE / "-".join(filter(None, (entry["from"], entry["package"],
                                          entry.get("version"))))
    if not tree.exists():
        partial = tree.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        FETCHERS[entry["from"]](entry, partial)
        partial.rename(tree)
    return tree


def _debian(entry, tree):
    _run(["apt-get", "download", "-qq", entry["package"]], tree)
    for archive in tree.glob("*.deb"):
        _run(["dpkg-deb", "-x", str(archive), str(tree)], tree)
        archive.unlink()


def _npm(entry, tree):
    _run(["npm", "pack", "--silent",
          "%s@%s" % (entry["package"], entry["version"])], tree)
    for archive in tree.glob("*.tgz"):
        _run(["tar", "-xzf", archive.name], tree)
        archive.unlink()


FETCHERS = {"debian": _debian, "npm": _npm}


def _run(command, directory):
    done = subprocess.run(command, cwd=directory, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    if done.returncode:
        raise RuntimeError("%s: exit %d\n%s" % (
            " ".join(command), done.returncode, done.stdout))
