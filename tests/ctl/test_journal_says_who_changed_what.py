# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The journal answers in a sentence who changed what, from which device, what
it was before, and why something was refused; what is deleted can be restored
with all that the client had written."""

import select
import subprocess

from support import ics

from conftest import program

AGENT = {"User-Agent": "Testgerät/1.0".encode("ascii", "replace").decode()}


def sentences(tool, *options):
    return [line[24:] for line in tool("journal", *options).splitlines()]


def put(person, name, text, **headers):
    return person.dav.put(person.dav.termine + name, text,
                          **headers).status


def test_change_is_said_with_what_it_was(tool, person):
    uid = ics.new_uid()
    assert put(person, uid + ".ics", ics.event(uid, summary="Alt")) == 201
    assert put(person, uid + ".ics", ics.event(
        uid, "LOCATION:Saal 7", summary="Neu")) == 204
    created, changed = sentences(tool, "--person", person.login)
    assert created.startswith(person.name) and "created appointment" in created
    assert 'title was "Alt"' in changed and "location was empty" in changed
    assert "start was" not in changed


def test_moved_appointment_says_its_start_as_a_wall_clock(tool, person):
    uid = ics.new_uid()
    put(person, uid + ".ics", ics.event(uid))
    later = "DTSTART;TZID=Europe/Berlin:%sT130000" % ics.day(7)
    put(person, uid + ".ics", ics.event(
        uid, start=later, end=later.replace("DTSTART", "DTEND").replace(
            "T130000", "T140000")))
    changed = sentences(tool, "--person", person.login)[-1]
    assert 'start was "%s 10:00"' % ics.dashed_day(7) in changed
    assert 'end was "%s 11:00"' % ics.dashed_day(7) in changed


def test_alarm_alone_is_no_change_of_the_item(tool, person):
    uid = ics.new_uid()
    put(person, uid + ".ics", ics.event(uid))
    put(person, uid + ".ics", ics.event(
        uid, "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x",
        "TRIGGER:-PT15M", "END:VALARM"))
    assert "the client's own text" in sentences(
        tool, "--person", person.login)[-1]


def test_refusal_is_said_with_its_reason(tool, person, colleague):
    item = person.appointment("Gemeinsam", participants=[colleague])
    assert colleague.dav.delete(colleague.path(item)).status == 403
    (line,) = sentences(tool, "--person", colleague.login, "--refused")
    assert "was not allowed to delete appointment %d" % item in line
    assert "Only the main editor may delete this entry" in line
    assert "next synchronisation" in line
    german = sentences(tool.speaking("de_DE.UTF-8"), "--person",
                       colleague.login, "--refused")
    assert german == [
        line.split(" was not")[0] + " durfte Termin %d „Gemeinsam“ nicht "
        "löschen: Nur der Haupt-Termin-Bearbeiter darf diesen Eintrag vom "
        "Gerät aus löschen. Das Gerät erhält den Eintrag mit der nächsten "
        "Synchronisation zurück." % item]


def test_change_from_a_shell_is_in_it(tool, person):
    item = int(tool("appointment", "add", "--for", person.login, "--title",
                    "Alt", "--start", ics.dashed_day(3) + " 10:00"))
    tool("appointment", "edit", str(item), "--title", "Neu")
    tool("appointment", "remove", str(item))
    lines = sentences(tool, "--appointment", str(item))
    assert len(lines) == 3
    assert all("advoluxctl (" in line for line in lines)
    assert 'title was "Alt"' in lines[1] and "into the trash" in lines[2]


def test_it_can_be_narrowed(tool, person, colleague):
    uid, other = ics.new_uid(), ics.new_uid()
    put(person, uid + ".ics", ics.event(uid))
    put(colleague, other + ".ics", ics.event(other))
    mine = tool.json("journal", "--person", person.login)
    (row,) = mine
    assert row["login"] == person.login and row["was"] is None
    assert row["sentence"].endswith('"Besprechung".')
    assert tool.json("journal", "--appointment", str(row["item"])) == mine
    assert tool.json("journal", "--person", person.login, "--task",
                     str(row["item"])) == []
    assert tool.json("journal", "--person", person.login, "--refused") == []
    assert tool.json("journal", "--person", person.login, "--device",
                     row["device"][:6].upper()) == mine
    assert tool.json("journal", "--person", person.login, "--since",
                     ics.dashed_day(2)) == []
    assert len(tool.json("journal", "--limit", "1")) == 1


def test_it_can_be_followed(tool, person):
    process = subprocess.Popen(
        [program(), "journal", "--person", person.login, "--follow"],
        env=tool.environment, stdout=subprocess.PIPE)
    try:
        uid = ics.new_uid()
        put(person, uid + ".ics", ics.event(uid, summary="Eben"))
        assert b'"Eben"' in process.stdout.readline()
        put(person, uid + ".ics", ics.event(uid, summary="Jetzt"))
        assert b'title was "Eben"' in process.stdout.readline()
    finally:
        process.terminate()
        process.communicate()


def test_only_what_comes_can_be_followed(tool, person):
    put(person, "before.ics", ics.event("before", summary="Vorher"))
    process = subprocess.Popen(
        [program(), "journal", "--follow", "--limit", "0"],
        env=tool.environment, stdout=subprocess.PIPE)
    try:
        number, line = 0, b""
        while b'created appointment' not in line:   # it may not look yet
            number += 1
            assert number < 20
            put(person, "%d.ics" % number,
                ics.event(ics.new_uid(), summary="Jetzt %d" % number))
            if select.select([process.stdout], [], [], 3)[0]:
                line = process.stdout.readline()
        assert b"Vorher" not in line and b"Jetzt" in line
    finally:
        process.terminate()
        process.communicate()


def test_people_matters_and_modes_are_named(tool, person, colleague):
    item = str(person.appointment("A", matter="J " + person.login))
    tool("appointment", "edit", item, "--for", colleague.login, "--matter", "",
         "--free", "yes")
    tool("appointment", "mode", item, "device")
    tool("appointment", "mode", item, "none")
    tool("appointment", "remove", item)
    tool("appointment", "restore", item)
    changed, _, mode, _, restored = sentences(tool, "--appointment", item)
    assert 'main editor was "%s"' % person.login in changed
    assert 'matter was "J %s"' % person.login in changed
    assert 'free was "no"' in changed
    assert 'was "device"' in mode
    assert restored.endswith("out of the trash.")
    german = sentences(tool.speaking("de_DE.UTF-8"), "--appointment", item)
    assert "war \u201eNur zum Endger\u00e4t\u201c" in german[2]
    assert "frei war \u201enein\u201c" in german[0]
    rows = tool.json("journal", "--appointment", item)
    assert rows[0]["was"]["main_editor"] == person.login
    assert "changes" not in rows[0] and "_changes" not in rows[0]


def test_deleted_item_comes_back_with_the_client_s_text(tool, person):
    uid = ics.new_uid()
    text = ics.event(uid, "X-EIGENES:bleibt", "BEGIN:VALARM", "ACTION:DISPLAY",
                     "DESCRIPTION:x", "TRIGGER:-PT15M", "END:VALARM")
    put(person, uid + ".ics", text)
    path = person.dav.termine + uid + ".ics"
    assert person.dav.delete(path).status == 204
    (row,) = tool.json("appointment", "list", "--for", person.login, "--trash")
    tool("appointment", "restore", str(row["id"]))
    lines = ics.unfolded(person.dav.get(path).body)
    assert "X-EIGENES:bleibt" in lines and "BEGIN:VALARM" in lines
    assert "took appointment" in sentences(tool, "--person",
                                           "advolux_owner")[-1]


def test_same_uid_and_name_are_free_after_a_delete(tool, person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    put(person, uid + ".ics", ics.event(uid, summary="Erster"))
    assert person.dav.delete(path).status == 204
    assert put(person, uid + ".ics", ics.event(uid, summary="Zweiter")) == 201
    (row,) = tool.json("appointment", "list", "--for", person.login, "--trash")
    tool("appointment", "restore", str(row["id"]))
    assert "SUMMARY:Zweiter" in ics.unfolded(person.dav.get(path).body)
    assert sorted(row["title"] for row in tool.json(
        "appointment", "list", "--for", person.login)) == ["Erster", "Zweiter"]
    assert len(person.replica().sync().changed) == 2
