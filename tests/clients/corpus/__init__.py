# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Objects that well-known calendar programs wrote, one per UID."""

from .fetch import files
from .split import split


def objects():
    """Every object of the corpus, as `split.Object`; same octets once."""
    seen = set()
    found = []
    for path, label in files():
        for item in split(path.read_bytes(), label):
            if item.octets not in seen:
                seen.add(item.octets)
                found.append(item)
    return found
