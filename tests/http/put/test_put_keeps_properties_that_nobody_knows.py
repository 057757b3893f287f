# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""X- and IANA properties, parameters and components, octet for octet.

RFC 5545 section 3.8.8."""

from support import ics

CONTENT = ("X-JMAP-ID;X-A=\"b;c\":wert", "COLOR:tomato",
           "IMAGE;VALUE=URI:https://example.com/i.png",
           "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49-30-1",
           "ATTENDEE;CN=\"Müller, Anna\":mailto:a@example.com",
           "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:YQ==")


def test_kept(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    text = ics.calendar(
        ics.lines("BEGIN:X-COMP", "X-PROP:1", "END:X-COMP"),
        ics.vevent(uid, *CONTENT))
    assert person.dav.put(path, text).status == 201
    assert person.dav.get(path).body == text.encode()
    assert person.dav.multiget(person.dav.termine, [path]).only.data.replace(
        "\r\n", "\n") == text.replace("\r\n", "\n")
