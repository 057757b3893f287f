# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3253 section 3.6: DAV:supported-report; no body crashes a worker."""

import pytest

from support.names import DECLARATIONS, document, prop


@pytest.mark.parametrize("element", ["X:odd", "D:version-tree",
                                     "C:free-busy-query-x",
                                     "D:principal-match-x"])
def test_unknown(person, element):
    answer = person.dav.report(person.dav.termine,
                               document(element, prop(["D:getetag"])))
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:supported-report"]


@pytest.mark.parametrize("element", [
    "C:calendar-query", "C:calendar-multiget", "D:sync-collection",
    "D:expand-property"])
@pytest.mark.parametrize("place", ["root", "principal", "home", "termine"])
def test_empty(person, place, element):
    """A body without DAV:prop."""
    answer = person.dav.report(getattr(person.dav, place), document(element))
    assert answer.status in (207, 400, 403, 404), answer
    assert person.dav.options(person.dav.termine).status == 200


@pytest.mark.parametrize("body", [
    "", "   ", "<", "<a", "<a></b>", "<a/>", "no xml",
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "<D:propfind %s><D:prop/></D:propfind>" % DECLARATIONS,
    "<a>" * 1000 + "</a>" * 1000, "\0", "<a>\x01</a>",
    "\ufeff<a xmlns='DAV:'/>"])
def test_garbage(person, body):
    answer = person.dav.report(person.dav.termine, body)
    assert 400 <= answer.status < 500, answer
    answer = person.dav.propfind(person.dav.termine, body=body)
    assert answer.status < 500, answer


def test_oversized_body(person):
    body = document("C:calendar-multiget", prop(["D:getetag"]) +
                    "<!-- %s -->" % ("x" * 1100000))
    assert person.dav.report(person.dav.termine, body).status in (400, 413)


def test_item_that_is_missing(person):
    answer = person.dav.report(person.dav.termine + "missing.ics", document(
        "C:calendar-query", prop(["D:getetag"])))
    assert answer.status in (403, 404), answer
