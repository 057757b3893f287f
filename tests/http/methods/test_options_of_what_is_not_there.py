# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A name in one's calendar can be PUT; elsewhere nothing can.

RFC 9110 section 9.3.7."""


def test_allow(person, colleague):
    def allowed(path):
        answer = person.dav.options(path)
        assert answer.status == 200, answer
        return {one.strip() for one in answer.headers["Allow"].split(",")}

    assert allowed(person.dav.termine + "neu.ics") == {"OPTIONS", "PUT"}
    assert allowed(person.dav.home + "neu/") == {"OPTIONS"}
    there = colleague.dav.termine + colleague.put_event()
    assert allowed(there) == allowed(colleague.dav.termine + "nie.ics")
