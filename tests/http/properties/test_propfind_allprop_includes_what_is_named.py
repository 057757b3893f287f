# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:include beside DAV:allprop, whatever allprop leaves out.

RFC 4918 section 9.1."""

from support.names import document


def test_include(person):
    body = document("D:propfind", "<D:allprop/><D:include><D:owner/>"
                    "<C:max-instances/><X:nie/></D:include>")
    found = person.dav.propfind(person.dav.termine, body=body).only
    assert {"D:owner", "C:max-instances", "D:displayname",
            "D:resourcetype"} <= set(found.props)
    assert "C:min-date-time" not in found.props
