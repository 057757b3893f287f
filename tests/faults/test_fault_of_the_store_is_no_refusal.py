# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What the database denies, for another reason than that a client may not do
it, is 503 and critical in the log: a device that is told 403 throws away what
its owner wrote (I6)."""

import contextlib

import pytest

from support import ics
from support.names import document, prop
from support.httpd import Httpd
from support.person import People
from support.process import wait_until

FILTER = '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>'


@pytest.fixture
def httpd(cluster, watch):
    made = Httpd(cluster)
    yield made.start()
    made.stop()
    watch.see("log of httpd", made.logged())
    made.drop()


@pytest.fixture
def person(cluster, httpd, watch):
    return People(cluster, httpd, watch).new()


@contextlib.contextmanager
def done(person, do, undo):
    """As the superuser, and undone."""
    for statement in do:
        person.people.sql(statement)
    try:
        yield
    finally:
        for statement in undo:
            person.people.sql(statement)


def lost(right):
    """A right that making the object anew has cost the module."""
    return (["REVOKE %s FROM advolux_caldav" % right],
            ["GRANT %s TO advolux_caldav" % right])


def denied(right):
    """One of the owner's, who runs what the module calls."""
    return (["REVOKE %s FROM advolux_owner" % right],
            ["GRANT %s TO advolux_owner" % right])


def giving_up(table, body):
    """A trigger of the firm's own."""
    return (["CREATE FUNCTION pg_temp.gives_up() RETURNS trigger LANGUAGE "
             "plpgsql AS $$ BEGIN %s RETURN NEW; END $$" % body,
             "CREATE TRIGGER gives_up BEFORE INSERT OR UPDATE ON %s FOR EACH "
             "ROW EXECUTE FUNCTION pg_temp.gives_up()" % table],
            ["DROP TRIGGER gives_up ON %s" % table,
             "DROP FUNCTION pg_temp.gives_up"])


def get(dav, path):
    return dav.get(path)


def put(dav, path):
    return dav.put(path, ics.event(path.rpartition("/")[2][:-4],
                                   summary="Geändert"))


def create(dav, path):
    uid = ics.new_uid()
    return dav.put(dav.termine + uid + ".ics", ics.event(uid))


def remove(dav, path):
    return dav.delete(path)


def move(dav, path):
    return dav.request("MOVE", path, None, {
        "Destination": dav.origin + dav.termine + "anderswo.ics"})


def listing(dav, path):
    return dav.propfind(dav.termine, ["D:getetag"], depth="1")


def sync(dav, path):
    return dav.sync_collection(dav.termine)


def query(dav, path):
    return dav.report(dav.termine, document(
        "C:calendar-query", prop(["D:getetag"]) + FILTER))


def multiget(dav, path):
    return dav.multiget(dav.termine, [path])


def set_name(dav, path):
    return dav.proppatch(dav.termine, {"D:displayname": "x"})


def set_property(dav, path):
    return dav.proppatch(path, {"X:note": "x"})


def find_home(dav, path):
    return dav.propfind(dav.home, ["D:displayname"], depth="1")


FAULTS = [
    (lost("EXECUTE ON FUNCTION caldav.collection"), (sync, find_home, query)),
    (lost("EXECUTE ON FUNCTION caldav.list"), (listing, sync)),
    (lost("EXECUTE ON FUNCTION caldav.entries"), (get, multiget, put, remove)),
    (lost("EXECUTE ON FUNCTION caldav.credentials"), ()),
    (lost("EXECUTE ON FUNCTION caldav.verify"), ()),
    (lost("EXECUTE ON FUNCTION caldav.put"), (put, create)),
    (lost("EXECUTE ON FUNCTION caldav.remove"), (remove,)),
    (lost("EXECUTE ON FUNCTION caldav.move"), (move,)),
    (lost("EXECUTE ON FUNCTION caldav.set_properties"), (set_name,)),
    (lost("EXECUTE ON FUNCTION caldav.set_entry_properties"), (set_property,)),
    (lost("USAGE ON SCHEMA caldav"), (get, put, listing)),
    (giving_up("advolux.appointment", "RAISE EXCEPTION 'Samstags nicht';"),
     (put, create, remove)),
    (giving_up("advolux.appointment", "RAISE EXCEPTION USING ERRCODE = "
               "'internal_error';"), (put, create, remove)),
    (giving_up("advolux.journal", "RAISE EXCEPTION USING ERRCODE = "
               "'raise_exception';"), (put, create, remove)),
    (giving_up("caldav.entry", "PERFORM 1 / 0;"), (put, create)),
    (giving_up("advolux.appointment", "RAISE insufficient_privilege;"),
     (put, create, remove)),
    (giving_up("advolux.appointment", "RAISE not_null_violation;"),
     (put, create)),
    (giving_up("advolux.appointment", "RAISE unique_violation;"),
     (put, create, remove)),
    (denied("INSERT ON advolux.journal"), (put, create, remove)),
    (denied("SELECT ON caldav.entry"), (put, create, remove)),
]


@pytest.mark.parametrize("fault, requests", FAULTS,
                         ids=[fault[0][0][:70] for fault, _ in FAULTS])
def test_answers_503(httpd, person, fault, requests):
    name = person.put_event()
    path = person.dav.termine + name
    etag = person.dav.get(path).etag
    fresh = person.people.client(person.login, "nie geprüft %s" % name)
    with done(person, *fault):
        for request in requests:
            answer = request(person.dav, path)
            assert answer.status == 503, (request.__name__, answer)
            assert int(answer.headers["Retry-After"]) > 0
        asks_password = any(word in fault[0][0] for word in (
            "credential", "verify", "SCHEMA"))
        if asks_password:
            assert fresh.get(path).status == 503
    # Each reason once a minute.
    critical = [line for line in httpd.errors().splitlines()
                if ":crit]" in line]
    assert 0 < len(critical) <= len(requests) + asks_password, critical
    answer = wait_until("requests succeed again", lambda: (
        lambda got: got.status == 200 and got)(person.dav.get(path)))
    assert answer.etag == etag, "something was written"


def test_refusal_is_still_one(person, httpd):
    item = person.appointment("Nur Gerät", mode="device")
    answer = put(person.dav, person.path(item))
    assert answer.status == 403
    assert answer.preconditions == ["D:need-privileges"]
