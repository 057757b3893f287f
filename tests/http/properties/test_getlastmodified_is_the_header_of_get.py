# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An HTTP date, that goes with the last change.

RFC 4918 section 15.7."""

import email.utils
import time


def test_same(person):
    path = person.dav.termine + person.put_event()
    found = person.dav.propfind(path, ["D:getlastmodified"]).only
    text = found.text("D:getlastmodified")
    assert text == person.dav.get(path).headers["Last-Modified"]
    assert text.endswith(" GMT")
    moment = email.utils.parsedate_to_datetime(text).timestamp()
    assert abs(time.time() - moment) < 120
