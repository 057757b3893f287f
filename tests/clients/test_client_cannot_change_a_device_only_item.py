# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S13: what is for the device only stays as Advolux has it, and a client that
has edited or dropped its copy gets the true item again."""

import pytest

from refused import Refused
from with_caldav import PythonCaldav
from with_tsdav import Tsdav
from with_vdirsyncer import Vdirsyncer

PLACES = {"appointment": "termine", "task": "aufgaben"}
TITLE = "Nur f\u00fcr das Ger\u00e4t"
by_token = pytest.mark.parametrize("client_class", [PythonCaldav, Tsdav],
                                   ids=["caldav", "tsdav"])
by_content = pytest.mark.parametrize("client_class", [Vdirsyncer],
                                     ids=["vdirsyncer"])


@pytest.fixture(params=PLACES)
def kind(request):
    return request.param


@pytest.fixture
def item(person, kind):
    """A device-only item beside one that may be changed."""
    make = getattr(person, kind)
    make(title="Anders", mode="both")
    return make(title=TITLE, mode="device")


def uid_in(items):
    (uid,) = [uid for uid, text in items.items() if is_true(text)]
    return uid


def is_true(text):
    return ("SUMMARY:" + TITLE).encode() in text


def edited(text):
    return text.replace(b"SUMMARY:", b"SUMMARY:Vom Telefon ")


def refuse(client, place, uid, operation):
    """Let the client change or delete its copy of the item."""
    with pytest.raises(Refused):
        if operation == "update":
            client.update(place, uid, edited)
        else:
            client.delete(place, uid)


operations = pytest.mark.parametrize("operation", ["update", "delete"])


@operations
def test_advolux_keeps_it(client, person, advolux, kind, item, operation):
    uid = uid_in(client.items(PLACES[kind]))
    refuse(client, PLACES[kind], uid, operation)
    row = advolux.item(person, kind, uid)
    assert (row["key"], row["title"]) == (item, TITLE)
    assert not advolux.is_trashed(kind, item)


@by_token
@operations
def test_true_item_is_back_with_the_next_sync(client, kind, item, operation):
    place = PLACES[kind]
    before = client.items(place)
    refuse(client, place, uid_in(before), operation)
    assert client.items(place) == before


@by_token
@operations
def test_true_item_is_back_each_time(client, kind, item, operation):
    place = PLACES[kind]
    before = client.items(place)
    for _ in range(3):
        refuse(client, place, uid_in(before), operation)
        assert client.items(place) == before


# vdirsyncer looks whether the content differs from what it last had, whatever
# the ETag: its copy comes back with the next change in Advolux.

@by_content
@operations
def test_changed_item_replaces_the_copy(client, advolux, kind, item,
                                        operation):
    place = PLACES[kind]
    uid = uid_in(client.items(place))
    refuse(client, place, uid, operation)
    advolux.update(kind, item, description="Neu in Advolux")
    text = client.items(place)[uid]
    assert is_true(text) and b"Neu in Advolux" in text


@by_content
@operations
def test_rest_is_synchronised_meanwhile(client, person, kind, item,
                                        operation):
    place = PLACES[kind]
    uid = uid_in(client.items(place))
    refuse(client, place, uid, operation)
    getattr(person, kind)(title="Danach", mode="both")
    with pytest.raises(Refused):
        client.items(place)
    assert [text for text in client.copies(place).values()
            if b"SUMMARY:Danach" in text]
