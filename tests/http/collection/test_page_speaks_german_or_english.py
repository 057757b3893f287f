# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The page for browsers follows Accept-Language; German if both will do.

RFC 9110 section 12.5.4."""

import pytest

from support.page import Page


@pytest.mark.parametrize("accept,language", [
    (None, "de"), ("de-DE,de;q=0.9,en;q=0.5", "de"), ("en-GB", "en"),
    ("en;q=0.5, de;q=0.4", "en"), ("fr", "de"), ("fr, en;q=0.2", "en"),
    ("*", "de"), ("en, *;q=0.1", "en"), ("de;q=0, en", "en"),
    ("", "de"), (";;q=x,,", "de")])
def test_language(person, accept, language):
    page = Page(person.dav.get(person.dav.root, Accept_Language=accept))
    assert page.root.get("lang") == language
    assert page.answer.headers["Content-Language"] == language
    assert ("Gerät verbinden" in page.text) == (language == "de")
    assert ("Connect a device" in page.text) == (language == "en")


def test_caches_are_told(person):
    vary = person.dav.get(person.dav.root).headers["Vary"]
    assert {"Accept", "Accept-Language"} <= {
        name.strip() for name in vary.split(",")}
