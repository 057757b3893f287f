# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each condition and each tag may be a question to the store: more than 32 of
them are 400, in one list or in many.

RFC 4918 section 10.4.2."""

import pytest


@pytest.mark.parametrize("form,part", [
    ("%s", "(<urn:x>)"), ("(%s)", "<urn:x>"), ('%s(["x"])', "<{path}>")])
def test_parts(person, form, part):
    path = person.dav.termine + person.put_event()
    part = part.format(path=path)

    def delete(count):
        return person.dav.delete(path, If=form % (part * count)).status
    assert delete(31) == 412
    assert delete(33) == 400
    assert person.dav.get(path).status == 200
