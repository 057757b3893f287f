# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Mapping (ARCHITECTURE.md): the client text comes back byte for byte.

RFC 4791 section 5.3.4."""

import pytest

from support import ics


def odd_text(uid):
    """Lower case names, odd folds, LF alone, unknown properties."""
    return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Odd//Client//EN\n"
            "X-WR-CALNAME:Kanzlei\nBEGIN:VEVENT\nUID:%s\n"
            "dtstart;tzid=Europe/Berlin:%sT090000\n"
            "DTEND;TZID=Europe/Berlin:%sT100000\nSUM\n MARY:Gr\u00fc\u00dfe "
            "\U0001f4c5\\, \\\"A\\; B\\\"\\nzweite Zeile\n"
            "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\n"
            "DESCRIPTION;ALTREP=\"cid:x\":  spaces  \n"
            "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\n"
            "DESCRIPTION:Erinnerung\nEND:VALARM\nEND:VEVENT\n"
            "END:VCALENDAR\n" % (uid, ics.day(3), ics.day(3)))


@pytest.mark.parametrize("make", [
    ics.event, odd_text,
    lambda uid: ics.event(uid).replace("\r\n", "\n"),
    lambda uid: ics.event(uid) + "\r\n\r\n",
    lambda uid: ics.event(uid, summary="\u00e4" * 400)])
def test_octets(person, make):
    uid = ics.new_uid()
    text = make(uid)
    path = person.dav.termine + uid + ".ics"
    put = person.dav.put(path, text)
    assert put.status == 201, put
    assert put.etag.startswith('"') and put.etag.endswith('"')
    got = person.dav.get(path)
    assert got.status == 200
    assert got.body == text.encode()
    assert got.etag == put.etag
    assert got.headers["Content-Type"].lower().startswith("text/calendar")


def test_task_octets(person):
    uid = ics.new_uid()
    text = ics.todo(uid, "DUE;VALUE=DATE:" + ics.day(4), "X-EVOLUTION-A:b")
    path = person.dav.aufgaben + uid + ".ics"
    put = person.dav.put(path, text)
    assert put.status == 201, put
    got = person.dav.get(path)
    assert (got.body, got.etag) == (text.encode(), put.etag)


def test_update_changes_the_etag(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    first = person.dav.put(path, ics.event(uid))
    second = person.dav.put(path, ics.event(uid, summary="Anders"))
    assert second.status == 204, second
    assert second.etag != first.etag
    assert person.dav.get(path).etag == second.etag


def test_multiget_returns_the_same_text(person):
    uid = ics.new_uid()
    text = ics.event(uid, summary="a & b < c ]]> d")
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, text)
    member = person.dav.multiget(person.dav.termine, [path]).only
    assert member.data.replace("\r\n", "\n") == text.replace("\r\n", "\n")
