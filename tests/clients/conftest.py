# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Real clients, real files and many of them at once."""

import os
import sys
from types import SimpleNamespace

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.fixtures import *  # noqa: E402,F401,F403

from advolux import Advolux  # noqa: E402
from corpus.put import put_all  # noqa: E402
from with_caldav import PythonCaldav  # noqa: E402
from with_tsdav import Tsdav  # noqa: E402
from with_vdirsyncer import Vdirsyncer  # noqa: E402

CALENDARS = ("termine", "aufgaben")
PASSWORD = "Kanzlei-2026"   # clients differ in the charset of any other


@pytest.fixture(scope="session")
def advolux(cluster):
    advolux = Advolux(cluster)
    yield advolux
    advolux.close()


@pytest.fixture(scope="session",
                params=[Vdirsyncer, PythonCaldav, Tsdav],
                ids=["vdirsyncer", "caldav", "tsdav"])
def client_class(request):
    return request.param


@pytest.fixture(scope="session")
def new_client(people, httpd, tmp_path_factory):
    """Makes a client for a person."""
    def make(client_class, person):
        people.set_password(person.login, PASSWORD)
        return client_class(
            httpd.origin, SimpleNamespace(
                login=person.login, password=PASSWORD, dav=person.dav),
            tmp_path_factory.mktemp("client"))

    return make


@pytest.fixture(scope="session")
def end(watch):
    """Ends a client; all that it said is shown to the watch."""
    def end(client):
        client.close()
        watch.see("output of %s" % type(client).__name__, client.output)

    return end


@pytest.fixture
def client(client_class, new_client, person, end):
    """A client of each kind, for a person of this test's own."""
    client = new_client(client_class, person)
    yield client
    end(client)


@pytest.fixture(scope="session")
def demo_client(people, new_client, client_class, watch, end):
    """The client of one of the demo firm's people, made once."""
    persons = {dav.login: SimpleNamespace(login=dav.login, dav=dav)
               for dav in people.demo()}
    clients = {}

    def client_of(login):
        if login not in clients:
            clients[login] = new_client(client_class, persons[login])
            for calendar in CALENDARS:
                for uid, text in clients[login].items(calendar).items():
                    watch.see("%s of %s" % (uid, login), text)
        return clients[login]

    yield client_of
    for client in clients.values():
        end(client)


@pytest.fixture(scope="session")
def corpus_dav(people):
    """A person with nothing but the corpus, whose look-back hides none of
    it."""
    return people.new(look_back="100 years").dav


@pytest.fixture(scope="session")
def deposits(corpus_dav):
    """The outcome of putting the whole corpus."""
    return put_all(corpus_dav)
