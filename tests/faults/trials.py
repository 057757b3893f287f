# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The requests that a network is made to fail under. Together they run every
statement of backend/statement.c."""

import dataclasses
import os
from typing import Any, Callable

from support import filters, ics
from support.names import document
from support.process import TREE, run


@dataclasses.dataclass
class Trial:
    """request() gives an answer, and is_good(answer) says whether it is whole
    and right. A write: state() asks the store, which had `before`."""
    request: Callable
    is_good: Callable
    writes: bool = False
    state: Callable = lambda: None
    before: Any = None
    after: Any = None


def hrefs(lane):
    return {lane.dav.termine + name for name in lane.items()}


def get(lane):
    path = lane.dav.termine + lane.lasting
    return Trial(lambda: lane.dav.get(path), lambda answer: (
        answer.status == 200 and answer.text.endswith("END:VCALENDAR\r\n")
        and "SUMMARY:Bleibt" in answer.text))


def connect(lane):
    """The same on a connection that is made for it."""
    lane.proxy.cut_all()
    return get(lane)


def login(lane):
    """The same with a password that has to be verified."""
    lane.people.set_password(lane.person.login, lane.person.password)
    return get(lane)


def device_login(lane):
    """The same with the password of a device, which is noted as seen."""
    tool = os.environ.get("ADVOLUXCTL") or str(TREE / "advoluxctl")
    environment = lane.cluster.environment(user="advolux_owner")
    login, name = lane.person.login, "Gerät %d" % lane.next()
    secret = run([tool, "device", "add", login, name], env=environment).strip()
    dav = lane.people.client(login, secret)
    dav.timeout = lane.dav.timeout
    whole = get(lane)
    return dataclasses.replace(whole, request=lambda: dav.get(
        lane.dav.termine + lane.lasting))


def principal(lane):
    names = ["D:displayname", "C:calendar-home-set"]
    return Trial(
        lambda: lane.dav.propfind(lane.dav.principal, names),
        lambda answer: set(answer.only.props) == set(names))


def searchable(lane):
    return Trial(
        lambda: lane.dav.report(lane.dav.principal, document(
            "D:principal-search-property-set"), depth="0"),
        lambda answer: answer.status == 200 and b"displayname" in answer.body)


def home(lane):
    return Trial(
        lambda: lane.dav.propfind(lane.dav.home, ["D:displayname"], depth="1"),
        lambda answer: set(answer.members) == {
            lane.dav.home, lane.dav.termine, lane.dav.aufgaben})


def calendar(lane):
    return Trial(
        lambda: lane.dav.propfind(lane.dav.termine, ["D:sync-token"]),
        lambda answer: answer.only.text("D:sync-token").startswith("urn:"))


def listing(lane):
    expected = hrefs(lane) | {lane.dav.termine}
    return Trial(
        lambda: lane.dav.propfind(lane.dav.termine, ["D:getetag"], depth="1"),
        lambda answer: set(answer.members) == expected)


def first_sync(lane):
    expected = hrefs(lane)
    return Trial(
        lambda: lane.dav.sync_collection(lane.dav.termine),
        lambda answer: set(answer.members) == expected
        and answer.sync_token.startswith("urn:"))


def sync(lane):
    lane.replica.sync()
    name = lane.new_item("Neu %d" % lane.next())
    token = lane.replica.token
    return Trial(
        lambda: lane.dav.sync_collection(lane.dav.termine, token),
        lambda answer: answer.members[lane.dav.termine + name].etag
        and all(one.status is None for one in answer.members.values()))


def query(lane):
    expected = hrefs(lane)
    return Trial(
        lambda: lane.dav.query(lane.dav.termine, filters.calendar(filters.comp(
            "VEVENT", filters.within("20200101T000000Z",
                                     "20990101T000000Z")))),
        lambda answer: set(answer.members) == expected)


def query_uid(lane):
    uid = lane.lasting[:-len(".ics")]
    return Trial(
        lambda: lane.dav.query(lane.dav.termine, filters.calendar(filters.comp(
            "VEVENT", filters.prop("UID", filters.text(
                uid, collation="i;octet"))))),
        lambda answer: set(answer.members) == {lane.dav.termine
                                               + lane.lasting})


def multiget(lane):
    wanted = sorted(hrefs(lane))
    return Trial(
        lambda: lane.dav.multiget(lane.dav.termine, wanted),
        lambda answer: all("END:VCALENDAR" in answer.members[href].data
                           for href in wanted))


def object_properties(lane):
    path = lane.dav.termine + lane.lasting
    return Trial(
        lambda: lane.dav.propfind(path, ["X:note", "D:getetag"]),
        lambda answer: "D:getetag" in answer.only.props
        and answer.only.refused in ({}, {"X:note": 404}))


def busy(lane):
    return Trial(
        lambda: lane.dav.report(lane.dav.termine, document(
            "C:free-busy-query", filters.within(
                ics.day(0) + "T000000Z", ics.day(20) + "T000000Z"))),
        lambda answer: answer.status == 200 and "FREEBUSY" in answer.text
        and answer.text.endswith("END:VCALENDAR\r\n"))


def busy_by_a_bad_row(lane):
    """A row that cannot be shown is asked for by itself."""
    return Trial(
        lambda: lane.bad.dav.report(lane.bad.dav.termine, document(
            "C:free-busy-query", filters.within(
                ics.day(0) + "T000000Z", ics.day(20) + "T000000Z"))),
        lambda answer: answer.status == 200 and "FREEBUSY" in answer.text
        and answer.text.endswith("END:VCALENDAR\r\n"))


def create(lane):
    uid = "neu-%d" % lane.next()
    title = "Angelegt %d" % lane.number
    path = lane.dav.termine + uid + ".ics"
    return Trial(
        lambda: lane.dav.put(path, ics.event(uid, summary=title)),
        lambda answer: answer.status == 201, True,
        lambda: lane.title(uid + ".ics"), None, title)


def change(lane):
    old, title = lane.title(lane.lasting), "Bleibt %d" % lane.next()
    path = lane.dav.termine + lane.lasting
    text = lane.dav.get(path).text.replace("SUMMARY:" + old,
                                           "SUMMARY:" + title)
    return Trial(
        lambda: lane.dav.put(path, text),
        lambda answer: answer.status == 204, True,
        lambda: lane.title(lane.lasting), old, title)


def remove(lane):
    title = "Weg %d" % lane.next()
    name = lane.new_item(title)
    return Trial(
        lambda: lane.dav.delete(lane.dav.termine + name),
        lambda answer: answer.status == 204, True,
        lambda: lane.title(name), title, None)


def move(lane):
    title = "Umzug %d" % lane.next()
    name, target = lane.new_item(title), "umzug-%d.ics" % lane.number
    return Trial(
        lambda: lane.dav.request("MOVE", lane.dav.termine + name, None, {
            "Destination": lane.dav.origin + lane.dav.termine + target}),
        lambda answer: answer.status == 201, True,
        lambda: (lane.title(name), lane.title(target)),
        (title, None), (None, title))


def refused(lane):
    """A client may not alter this, and is to be told so."""
    path = lane.dav.termine + lane.device_name
    text = ics.event(lane.device_name[:-len(".ics")], summary="Anders")
    return Trial(
        lambda: lane.dav.put(path, text),
        lambda answer: answer.status == 403
        and answer.preconditions == ["D:need-privileges"])


def set_name(lane):
    old = lane.dav.propfind(lane.dav.termine, ["D:displayname"]).only.text(
        "D:displayname")
    new = "Name %d" % lane.next()

    def state():
        return lane.dav.propfind(lane.dav.termine, [
            "D:displayname"]).only.text("D:displayname")

    return Trial(
        lambda: lane.dav.proppatch(lane.dav.termine, {"D:displayname": new}),
        lambda answer: "D:displayname" in answer.only.props, True, state, old,
        new)


def set_object_property(lane):
    path = lane.dav.termine + lane.lasting
    new = "Notiz %d" % lane.next()

    def state():
        return lane.dav.propfind(path, ["X:note"]).only.text("X:note")

    old = state()
    return Trial(
        lambda: lane.dav.proppatch(path, {"X:note": new}),
        lambda answer: "X:note" in answer.only.props, True, state, old, new)


READS = (get, connect, login, device_login, principal, searchable, home,
         calendar, listing, first_sync, sync, query, query_uid, multiget,
         object_properties, busy, busy_by_a_bad_row, refused)
WRITES = (create, change, remove, move, set_name, set_object_property)
