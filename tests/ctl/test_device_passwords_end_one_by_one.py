# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Login (ARCHITECTURE.md): a named password for one device, shown once."""

import hashlib
import json

from support import ics
from support.password import crypt

from conftest import PASSWORD


def status(dav):
    return dav.propfind(dav.home, ["D:displayname"]).status


def test_device_logs_in_beside_the_person(tool, login, dav_of):
    phone = dav_of(login, tool("device", "add", login, "Telefon").strip())
    assert status(phone) == 207
    assert status(dav_of(login)) == 207


def test_each_has_a_password_of_its_own(tool, login):
    made = [json.loads(tool("device", "add", login, name, "--json"))
            for name in ("eins", "zwei")]
    assert [row["device"] for row in made] == ["eins", "zwei"]
    assert made[0]["password"] != made[1]["password"]
    assert all(len(row["password"]) == 29 for row in made)


def test_nothing_that_is_kept_lets_somebody_in(tool, login, people):
    password = tool("device", "add", login, "Telefon").strip()
    setting, digest = people.sql(
        "SELECT setting, digest FROM caldav.credential JOIN caldav.login "
        "USING (staff_id) WHERE login = %s AND device = 'Telefon'", login)[0]
    proof = crypt(password, setting)
    assert setting.startswith("$2b$") and proof.startswith(setting)
    assert bytes(digest) == hashlib.sha256(proof.encode()).digest()
    assert password not in setting and len(setting) == 29


def test_revoked_one_ends_at_once_and_no_other(tool, login, dav_of):
    phone, tablet = [dav_of(login, tool("device", "add", login, name).strip())
                     for name in ("Telefon", "Tablet")]
    person = dav_of(login)
    assert [status(dav) for dav in (phone, tablet, person)] == [207] * 3
    tool("device", "revoke", login, "Telefon")
    assert [status(dav) for dav in (phone, tablet, person)] == [401, 207, 207]


def test_list_says_when_it_was_used(tool, login, dav_of):
    password = tool("device", "add", login, "Telefon").strip()
    (row,) = tool.json("device", "list", login)
    assert (row["device"], row["seen"]) == ("Telefon", None)
    assert status(dav_of(login, password)) == 207
    (row,) = tool.json("device", "list", login)
    assert row["seen"] >= row["created"]


def test_wrong_password_of_a_device_s_shape(tool, login, dav_of):
    right = tool("device", "add", login, "Telefon").strip()
    wrong = ("b" if right[0] == "a" else "a") + right[1:]
    assert status(dav_of(login, wrong)) == 401


def test_password_of_a_device_s_shape_may_be_the_person_s(tool, login, dav_of):
    own = "abcde-fghij-kmnpq-rstuv-wxyz2"
    tool("staff", "password", login, "--stdin", input=own)
    tool("device", "add", login, "Telefon")
    assert status(dav_of(login, own)) == 207


def test_journal_names_the_device(tool, login, dav_of, people):
    phone = dav_of(login, tool("device", "add", login, "Telefon Süd").strip())
    for _ in range(2):      # verified, and from the cache of verified logins
        uid = ics.new_uid()
        assert phone.put(phone.termine + uid + ".ics",
                         ics.event(uid)).status == 201
    devices = people.sql("SELECT device FROM advolux.journal WHERE login = %s",
                         login)
    assert len(devices) == 2
    assert all(device.startswith("Telefon Süd") for (device,) in devices)


def test_switched_off_person_has_no_devices_that_work(tool, login, dav_of):
    phone = dav_of(login, tool("device", "add", login, "Telefon").strip())
    assert status(phone) == 207
    tool("staff", "disable", login)
    assert status(phone) == 401
    tool("staff", "enable", login)
    assert status(phone) == 207


def test_mistakes_are_explained(tool, login):
    tool("device", "add", login, "Telefon")
    assert "of that name already" in tool("device", "add", login, "Telefon",
                                          code=2)
    assert "Tablet" in tool("device", "revoke", login, "Tablet", code=2)
    tool("staff", "disable", login)
    assert "switched on" in tool("device", "add", login, "x", code=2)
    assert "Usage" in tool("device", "add", login, code=64)


def test_password_of_a_person_is_not_a_device_s(tool, login, dav_of):
    tool("device", "add", login, "Telefon")
    assert status(dav_of(login, PASSWORD)) == 207
    assert tool.json("device", "list", login)[0]["seen"] is None
