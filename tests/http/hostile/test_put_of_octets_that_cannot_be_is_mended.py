# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5545 section 3.1 and RFC 4791 section 5.3.4: control characters, as a
paste from Word brings them, are left out, and a fold inside a character is
moved; the answer has no ETag, so that the client fetches what is stored."""

import pytest

from support import ics


def put(person, text):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    answer = person.dav.put(path, text(uid))
    return path, answer


@pytest.mark.parametrize("sent,title", [
    (b"a\x0bb", "ab"), (b"\x1b[2J", "[2J"), (b"a\x7f", "a"),
    (b"a\x01\x02\x1f b", "a b"), (b"a\xef\xbf\xbfb", "ab"), (b"a\rb", "ab"),
    (b"Pr\xc3\r\n \xbcfung", "Pr\u00fcfung"),
    (b"\xf0\x9f\r\n \x98\r\n \x80", "\U0001f600"),
    (b"\xe2\x82\n\t\xac 5", "\u20ac 5")])
def test_mended(person, sent, title):
    path, answer = put(person, lambda uid: ics.event(
        uid, summary="@@", start="DTSTART:20310115T100000Z",
        end="DTEND:20310115T110000Z").encode().replace(b"@@", sent))
    assert answer.status == 201, answer
    assert answer.etag is None
    fetched = person.dav.get(path)
    assert "SUMMARY:" + title in ics.unfolded(fetched.text)
    assert person.components(path.rsplit("/", 1)[1])[0]["title"] == title
    found = person.dav.multiget(person.dav.termine, [path]).only
    assert (found.etag, found.data.replace("\r", "")) == (
        fetched.etag, fetched.text.replace("\r", ""))
    replica = person.replica()
    replica.sync()
    assert set(replica.items) == {path.rsplit("/", 1)[1]}
    again = person.dav.put(path, fetched.body, If_Match=fetched.etag)
    assert again.status == 204 and again.etag


@pytest.mark.parametrize("end", ["\r", ""])
def test_end_of_the_text(person, end):
    path, answer = put(person, lambda uid: ics.event(uid)[:-2] + end)
    assert answer.status == 201, answer
    assert (answer.etag is None) == (end != "")
    assert person.dav.get(path).text.startswith("BEGIN:VCALENDAR\r\n")


def test_lines_that_end_in_cr(person):
    path, answer = put(person, lambda uid: ics.event(
        uid, summary="Mac").replace("\r\n", "\r"))
    assert answer.status == 201 and answer.etag is None
    assert "SUMMARY:Mac\r\n" in person.dav.get(path).text


def test_what_is_right_keeps_its_etag(person):
    path, answer = put(person, lambda uid: ics.event(
        uid, summary="\u00dcbel\r\n  weiter"))
    assert answer.etag == person.dav.get(path).etag


@pytest.mark.parametrize("sent", [b"a\0b", b"\xff", b"\xc3", b"\xed\xa0\x80",
                                  b"\xc3\r\n b"])
def test_refused(person, sent):
    path, answer = put(person, lambda uid: ics.event(
        uid, summary="@@").encode().replace(b"@@", sent))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert person.dav.get(path).status == 404
