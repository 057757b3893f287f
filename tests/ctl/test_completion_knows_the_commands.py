# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Tab in bash, --help, and the manual say the same."""

import re
import subprocess

import pytest

from support.process import TREE

from conftest import program

MANUAL = (TREE / "backend/advoluxctl.1").read_text()


def completed(*words):
    script = (TREE / "backend/ctl/advoluxctl.bash").read_text() + """
COMP_WORDS=(%s) COMP_CWORD=%d
_advoluxctl
printf '%%s\\n' "${COMPREPLY[@]}"
""" % (" ".join("'%s'" % word for word in (program(), *words)), len(words))
    return subprocess.run(["bash", "-c", script], check=True,
                          stdout=subprocess.PIPE).stdout.decode().split()


def commands():
    said = subprocess.run([program(), "--help"], stdout=subprocess.PIPE,
                          check=True).stdout.decode()
    return re.findall(r"^  ([a-z][a-z -]*[a-z])(?= |$)", said, re.M)


def test_nouns_verbs_and_options():
    assert "staff" in completed("") and "check" in completed("ch")
    assert completed("dev") == ["device"]
    assert completed("staff", "re") == ["remove"]
    assert completed("staff", "edit", "meier", "--loo") == ["--look-back"]
    assert completed("--database", "x", "device", "rev") == ["revoke"]
    assert completed("appointment", "add", "--mode", "d") == ["device"]


@pytest.mark.parametrize("command", commands())
def test_each_command_has_help_and_a_place_in_the_manual(command):
    said = subprocess.run([program(), *command.split(), "--help"],
                          stdout=subprocess.PIPE, check=True).stdout.decode()
    assert said.startswith("Usage: advoluxctl " + command)
    plain = MANUAL.replace("\\-", "-").replace('"', "")
    assert re.search(r"^\.(SS|TP|B[IR]?) ?.*%s" % re.escape(command), plain,
                     re.M), command
    for option in re.findall(r"^  (--[a-z-]+)", said, re.M):
        assert option in plain, (command, option)
