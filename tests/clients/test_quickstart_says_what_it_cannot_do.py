# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""scripts/quickstart ends before it builds or stops anything when it is asked
for what cannot be, and says what to change."""

import shutil
import subprocess

import pytest

from support.process import TREE


@pytest.mark.parametrize("options, said", [
    (["--http-port", "70000"], "70000 is no port"),
    (["--http-port"], "--http-port needs a value"),
    (["--dir", ""], "--dir needs a value"),
    (["--port", "5232"], "there is no option --port"),
    (["--dir", "a & b"], "without quotes, commas"),
    (["--listen", "300.1.1.1"], "--listen 300.1.1.1 is no address"),
    (["--http-port", "5301", "--pg-port", "5301"], "need a port each"),
    (["--https-port", "5301", "--pg-port", "5301"], "need a port each"),
    (["--http-port", "5301", "--https-port", "5301"], "need a port each"),
])
def test_nothing_is_done(tmp_path, options, said):
    done = subprocess.run(
        [TREE / "scripts/quickstart", "--dir", tmp_path / "firm", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    assert done.returncode in (1, 2) and said in done.stderr.decode()
    assert not (tmp_path / "firm/build").exists()
    assert not (tmp_path / "firm/settings").exists()


def test_sources_in_a_directory_with_a_blank(tmp_path):
    sources = tmp_path / "the sources"
    (sources / "backend").mkdir(parents=True)
    (sources / "backend/store.h").touch()
    shutil.copy(TREE / "configure", sources)
    done = subprocess.run([sources / "configure", "-q"], cwd=tmp_path,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert "rename %s" % sources in done.stderr.decode()
