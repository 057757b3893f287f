# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Prometheus's text format, read strictly."""

import re

CONFIGURATION = """\
<Location "/advolux-metrics">
    SetHandler advolux-metrics
</Location>
"""
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"\\]*",?)+)\})? ([0-9.]+)')


def parsed(text):
    """{(name, label values...): value}; every family has HELP and TYPE."""
    found, families = {}, {}
    for line in text.splitlines():
        if line.startswith("# "):
            word, name = line.split(" ", 3)[1:3]
            families.setdefault(name, set()).add(word)
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        name, labels, value = match.groups()
        values = re.findall(r'="([^"]*)"', labels or "")
        assert (name, *values) not in found, line
        found[(name, *values)] = float(value)
        family = re.sub("_(bucket|sum|count)$", "", name)
        assert families.get(family) == {"HELP", "TYPE"} or families.get(
            name) == {"HELP", "TYPE"}, line
    return found


def read(dav):
    answer = dav.get("/advolux-metrics")
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"] == (
        "text/plain; version=0.0.4; charset=utf-8")
    return parsed(answer.text)
