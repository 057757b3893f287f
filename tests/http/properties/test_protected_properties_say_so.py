# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:cannot-modify-protected-property, to set and to remove.

RFC 4918 section 16."""

import pytest

PROTECTED = [
    "D:creationdate", "D:getcontentlength", "D:getcontenttype", "D:getetag",
    "D:getlastmodified", "D:lockdiscovery", "D:resourcetype",
    "D:supportedlock", "D:sync-token", "D:resource-id",
    "D:supported-report-set", "D:supported-privilege-set",
    "D:quota-used-bytes", "C:supported-calendar-component-set",
    "C:supported-calendar-data", "C:supported-collation-set",
    "C:min-date-time", "C:max-date-time", "C:max-instances",
    "C:calendar-home-set", "C:calendar-data"]


@pytest.mark.parametrize("name", PROTECTED)
def test_set_and_remove(person, name):
    for answer in (person.dav.proppatch(person.dav.termine, {name: "x"}),
                   person.dav.proppatch(person.dav.termine, {}, [name])):
        assert answer.only.refused == {name: 403}
        assert answer.xml.find(
            ".//{DAV:}propstat/{DAV:}error/"
            "{DAV:}cannot-modify-protected-property") is not None
