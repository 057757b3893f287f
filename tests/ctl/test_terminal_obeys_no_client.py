# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Titles, names, devices and what a server answers are strangers' texts: no
character of theirs that has no shape of its own reaches a terminal, in any
listing; --json says it exactly, and escapes it."""

import http.server
import json
import threading
import unicodedata

import pytest

from support import certificates, ics

# Controls (C0, DEL, C1), bidi marks, zero width, separators, tags.
CODES = [0x01, 0x07, 0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x90,
         0x9b, 0x9d, 0x9f, 0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e,
         0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
         0x2060, 0x2062, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0xfeff,
         0xfff9, 0xe0001, 0xe0041]
HOSTILE = "vor" + "x".join(map(chr, CODES)) + "nach"
DEVICE = "vor\u202ex\u200bx\ufeffx\u2066nach"
SHAPELESS = ("Cc", "Cf", "Cs", "Zl", "Zp")


def harmful(text):
    return sorted({"U+%04X" % ord(c) for c in text
                   if c != "\n" and unicodedata.category(c) in SHAPELESS})


def assert_harmless(octets):
    text = octets.decode() if isinstance(octets, bytes) else octets
    assert "vor" in text and "nach" in text, text
    assert not harmful(text), text
    for line in text.split("\n"):
        assert ("vor" in line) == ("nach" in line), "it made a line of its own"


@pytest.fixture(scope="module")
def hostile(tool, people):
    """A person in whose data it is everywhere."""
    person = people.new(name=HOSTILE)
    person.item = person.appointment(HOSTILE, location=HOSTILE,
                                     description=HOSTILE, matter=HOSTILE)
    person.todo = person.task(HOSTILE, day=3)
    person.fault = person.deadline(HOSTILE)
    tool("appointment", "mode", str(int(person.item)), "device")
    people.sql("INSERT INTO advolux.journal (login, device, operation, kind, "
               "name, result, reason) VALUES (%s, %s, 'put', 'task', %s, "
               "'refused', %s)", person.login, HOSTILE, HOSTILE, HOSTILE)
    tool("device", "add", person.login, DEVICE)
    return person


LISTINGS = {
    "staff list": lambda p: ("staff", "list"),
    "staff show": lambda p: ("staff", "show", p.login),
    "device list": lambda p: ("device", "list", p.login),
    "appointment list": lambda p: ("appointment", "list", "--for", p.login),
    "appointment show": lambda p: ("appointment", "show", str(int(p.item))),
    "task list": lambda p: ("task", "list", "--for", p.login),
    "task show": lambda p: ("task", "show", str(int(p.todo))),
    "deadline list": lambda p: ("deadline", "list", "--for", p.login),
    "deadline show": lambda p: ("deadline", "show", str(int(p.fault))),
    "journal": lambda p: ("journal", "--person", p.login),
    "journal of an item": lambda p: ("journal", "--appointment",
                                     str(int(p.item))),
}


@pytest.mark.parametrize("listing", LISTINGS)
def test_listing(tool, hostile, listing):
    assert_harmless(tool(*LISTINGS[listing](hostile)))


@pytest.mark.parametrize("listing", LISTINGS)
def test_listing_as_json(tool, hostile, listing):
    said = tool(*LISTINGS[listing](hostile), "--json")
    assert not harmful(said)
    assert strings(json.loads(said)) & {HOSTILE, DEVICE}


def strings(value):
    """Every string in it."""
    if isinstance(value, dict):
        return {s for each in value.values() for s in strings(each)}
    if isinstance(value, list):
        return {s for each in value for s in strings(each)}
    return {value} if isinstance(value, str) else set()


def test_columns_stand_below_each_other(tool, person):
    """What is not printed as it is takes one column."""
    for title in ("a\u202eb", "abc", "a\x9bb", "äöü"):
        person.appointment(title, location="Ort")
    lines = [line for line in tool("appointment", "list", "--for",
                                   person.login).splitlines()[1:]]
    assert len({line.index("Ort") for line in lines}) == 1, lines


def test_what_was_typed_is_not_obeyed_either(tool):
    for arguments in (("staff", "show", HOSTILE.replace("\n", "")),
                      ("staff", "list", HOSTILE), (HOSTILE,),
                      ("task", "show", HOSTILE),
                      ("export", HOSTILE.replace("\n", ""))):
        done = tool.run(*arguments)
        assert done.returncode != 0
        assert not harmful(done.stderr.decode()), done.stderr


def test_octets_that_are_no_text(tool):
    done = tool.run("staff", "list", b"vor\x9b31m\xffnach")
    assert "vor\ufffd31m\ufffdnach" in done.stderr.decode()


def test_calendar_on_a_terminal(tool, person):
    uid = ics.new_uid()
    title = "vor\u202e\u200bnach"
    assert person.dav.put(person.dav.termine + uid + ".ics", ics.event(
        uid, summary=title)).status == 201
    code, shown = tool.at_terminal("export", person.login, answers=[])
    assert code == 0
    assert_harmless(shown.replace(b"\r\n", b"\n"))
    assert "SUMMARY:" + title in tool("export", person.login)


class Answer(http.server.BaseHTTPRequestHandler):
    def do_OPTIONS(self):
        self.send_response(302, "vor\x9bnach")
        self.send_header("Location", "http://vor\x9b\x1b[31mnach/")
        self.send_header("ETag", '"vor\x1b[31mnach"')
        self.end_headers()

    do_GET = do_PROPFIND = do_PUT = do_REPORT = do_OPTIONS

    def log_message(self, *_):
        pass


def test_what_a_server_answers(tool, person):
    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        done = tool.run("check", "--url", "http://127.0.0.1:%d/" %
                        server.server_port)
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()
    assert not harmful(done.stdout.decode() + done.stderr.decode())


def test_subject_of_a_certificate(tool, tmp_path):
    """certificate show names who it is for."""
    path = certificates.write_pem(
        tmp_path / "hostile.pem",
        certificates.Issued(None, "vor\u202e\x9b\u200bnach"))
    done = tool.run("certificate", "show", str(path))
    assert not harmful(done.stdout.decode() + done.stderr.decode())
    assert b"vor" in done.stdout, done
