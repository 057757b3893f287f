# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A report that is listed is not refused as unknown, and the other way.

RFC 3253 section 3.1.5."""

import pytest

from support.names import document, short

ALL = {"C:calendar-query", "C:calendar-multiget", "C:free-busy-query",
       "D:sync-collection", "D:expand-property", "D:principal-match",
       "D:principal-property-search", "D:principal-search-property-set",
       "D:acl-principal-prop-set", "D:version-tree"}


@pytest.mark.parametrize("name", ["root", "principal", "home", "termine",
                                  "aufgaben", "object"])
def test_honest(person, name):
    path = (person.dav.termine + person.put_event() if name == "object"
            else getattr(person.dav, name))
    found = person.dav.propfind(path, ["D:supported-report-set"]).only
    listed = {short(report[0][0].tag)
              for report in found.props["D:supported-report-set"]}
    assert listed <= ALL
    for report in ALL:
        answer = person.dav.report(path, document(report), depth="0")
        refused = answer.preconditions == ["D:supported-report"]
        assert refused == (report not in listed), (report, answer)
