# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Summaries of ten thousand letters, folded or not.

RFC 4791 section 5.3.2."""

import pytest

from support import ics


@pytest.mark.parametrize("folded", [False, True])
def test_summary(person, folded):
    uid = ics.new_uid()
    summary = "Müller gegen Weiß " * 600
    text = ics.event(uid, summary=summary.strip())
    if folded:
        text = "".join(text[at:at + 60] + "\r\n " if "SUMMARY" in text and
                       text.index("SUMMARY") < at < text.index("END:VEVENT")
                       - 70 else text[at:at + 60]
                       for at in range(0, len(text), 60))
    path = person.dav.termine + uid
    assert person.dav.put(path, text).status == 201
    assert person.dav.get(path).body == text.encode()
    assert person.components(uid)[0]["title"] == summary.strip()
