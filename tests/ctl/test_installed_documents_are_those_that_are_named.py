# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What README names is installed beside it, and uninstalled."""

import os
import re
import subprocess

from support.process import TREE

BUILD = os.environ["ADVOLUX_BUILD"]


def make(target, root):
    subprocess.run(["make", "-s", "-C", BUILD, target, "DESTDIR=%s" % root,
                    "docdir=/doc", "srcdir=%s" % TREE], check=True,
                   stdout=subprocess.DEVNULL, timeout=300)


def files(root):
    return {path for path in root.rglob("*") if path.is_file()}


def test_each_is_where_it_is_named(tmp_path):
    make("install", tmp_path)
    readme = (tmp_path / "doc/README.md").read_text()
    named = set(re.findall("`((?:conf|cert|backend|LICENSE|NOTICE)[^` ]*)`",
                           readme[:readme.index("## Layout")] +
                           readme[readme.index("## Licence"):]))
    assert {"LICENSE", "NOTICE", "cert/README.md", "conf/geraete.md",
            "backend/sql/CONTRACT.md"} <= named
    assert [name for name in sorted(named)
            if not (tmp_path / "doc" / name).is_file()] == []
    make("uninstall", tmp_path)
    assert not (tmp_path / "doc").exists()
    left = {path.name for path in files(tmp_path)}
    assert left <= {"dav_advolux.conf"}, left
