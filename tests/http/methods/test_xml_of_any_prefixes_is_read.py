# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Names are told by namespace, with whatever prefix, comment or attribute.

RFC 4918 section 17."""

import pytest

BODIES = [
    '<propfind xmlns="DAV:"><prop><displayname/></prop></propfind>',
    '<x:propfind xmlns:x="DAV:"><x:prop><x:displayname/></x:prop>'
    '</x:propfind>',
    '<?xml version="1.0"?><!-- c --><propfind xmlns="DAV:"> <prop>'
    '<!-- c --><displayname  /></prop> </propfind>',
    '<a:propfind xmlns:a="DAV:" b="c"><prop xmlns="DAV:"><d:displayname '
    'xmlns:d="DAV:"/></prop><x:unknown xmlns:x="urn:x"/></a:propfind>']


@pytest.mark.parametrize("body", BODIES)
def test_read(person, body):
    found = person.dav.propfind(person.dav.termine, body=body).only
    assert found.text("D:displayname") == "Termine"
    assert list(found.props) == ["D:displayname"]
