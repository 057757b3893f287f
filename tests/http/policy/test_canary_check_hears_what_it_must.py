# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The check that watches the whole run can really fail it.

Handbook S18."""

import base64
import subprocess
import sys
import urllib.parse

import psycopg2
import pytest

from support import ics
from support.canary import CANARY, Watch, sings
from support.content import Contents
from support.process import TREE

FORMS = {
    "plain": CANARY, "other case": CANARY.lower(),
    "folded": "SUMMARY:Berufung KANARIEN\r\n FRIST-7f3a",
    "folded with LF and tab": "KANARIENFRIST-7\n\tf3a",
    "percent-encoded": urllib.parse.quote("x " + CANARY).replace("K", "%4B"),
    "character references": "".join("&#%d;" % ord(c) for c in CANARY),
    "base64": base64.b64encode(("ab" + CANARY + "cd").encode()).decode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_heard(form):
    assert sings(("before %s after" % FORMS[form]).encode())


@pytest.mark.parametrize("text", ["", "KANARIENFRIST", "7f3a",
                                  "KANARIEN FRIST-7f3a"])
def test_silent(text):
    assert not sings(text.encode())


def test_verdict():
    watch = Watch()
    watch.see("an answer", b"nothing")
    assert watch.verdict() is None
    watch.see("GET /x", CANARY.encode())
    assert "GET /x" in watch.verdict()


WRITTEN = ics.event("uid", "DESCRIPTION:Streit mit der Gegen\r\n seite",
                    summary="Scheidungsfolgen")


@pytest.mark.parametrize("line, found", [
    ("ADV0100: line 3: Scheidungsfolgen", True),
    ("SUMMARY:Nebenscheidungsfolgen", False), ("a Streit", False),
    ("[error] Streit mit der ...", True),
    ("GET /caldav/Streit/mit HTTP/1.1", False)])
def test_content_in_a_log_is_found(line, found):
    watch = Watch()
    watch.contents.wrote(WRITTEN.encode())
    watch.see("log of httpd", line.encode())
    assert bool(watch.verdict()) == found


def test_every_request_of_a_client_is_remembered(person, watch):
    uid = ics.new_uid()
    person.dav.put(person.dav.termine + uid + ".ics", ics.event(
        uid, summary="Unterhaltsberechnung"))
    assert "Unterhaltsberechnung" in watch.contents.written


def test_the_store_is_remembered(cluster, person):
    contents = Contents()
    person.appointment("Testamentseröffnung", location="Amtsgericht Hof")
    contents.stored(cluster)
    assert {"Testamentseröffnung", "Amtsgericht Hof"} <= contents.written


def test_what_the_module_makes_postgresql_log_is_told_apart(cluster):
    for user in ("advolux_caldav", "postgres"):
        with pytest.raises(psycopg2.Error):
            cluster.sql("SELECT 'Von %s'::integer" % user, user=user)
    logged = cluster.logged_of_module()
    assert b"Von advolux_caldav" in logged and b"Von postgres" not in logged


def test_every_answer_of_a_client_is_seen(person, watch):
    before = watch.looked
    person.dav.get(person.dav.root)
    assert watch.looked == before + 1


def test_a_run_with_a_canary_fails(tmp_path):
    """A run of its own, with the same fixture and one bad answer."""
    (tmp_path / "conftest.py").write_text(
        "import sys\nsys.path.insert(0, %r)\n"
        "from support.fixtures import watch\n" % str(TREE / "tests"))
    (tmp_path / "test_it.py").write_text(
        "def test_it(watch):\n    watch.see('GET /x', %r)\n"
        % CANARY.encode())
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p",
                           "no:cacheprovider", str(tmp_path)],
                          stdout=subprocess.PIPE, timeout=60)
    assert done.returncode != 0
    assert b"canary came out" in done.stdout
