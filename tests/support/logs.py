# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The log of requests, as conf/dav_advolux.conf has it."""

import re

from .process import TREE

FORMAT = re.search(r'(?m)^#(LogFormat .* advolux)$',
                   (TREE / "conf/dav_advolux.conf").read_text())[1]
LINE = re.compile(
    r'(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) '
    r'"(?P<person>(?:[^"\\]|\\.)*)" "(?P<device>(?:[^"\\]|\\.)*)" '
    r'(?P<method>\S+) (?P<what>\S+) (?P<status>\d{3}) (?P<refusal>\S+) '
    r'(?P<ms>\d+)')


def configured(path):
    """Lines of configuration that write the log to `path`."""
    return '%s\nCustomLog "%s" advolux env=advolux\n' % (FORMAT, path)


def read(path):
    """Its lines, each a dictionary."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), lines
    return [one.groupdict() for one in found]
