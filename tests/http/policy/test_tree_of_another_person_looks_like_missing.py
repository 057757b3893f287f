# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Nobody can find out whether a login or an item of another exists.

RFC 3744 section 7.1."""

import pytest

from support import ics

METHODS = ["GET", "HEAD", "PUT", "DELETE", "PROPFIND", "PROPPATCH", "REPORT",
           "MKCALENDAR", "MKCOL", "OPTIONS"]
QUERY = ('<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:'
         'caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter '
         'name="VCALENDAR"/></C:filter></C:calendar-query>')
PATCH = ('<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>x'
         '</D:displayname></D:prop></D:set></D:propertyupdate>')


def outline(answer, login):
    """An answer without what differs by nature."""
    headers = {name.lower(): value for name, value in answer.headers.items()
               if name.lower() not in ("date", "content-length")}
    return (answer.status, headers, answer.body.replace(login.encode(), b"*"))


def body(method, uid):
    return {"PUT": ics.event(uid), "REPORT": QUERY,
            "PROPPATCH": PATCH}.get(method)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("place", [
    "principals/%s/", "calendars/%s/", "calendars/%s/termine/",
    "calendars/%s/termine/%s"])
def test_identical(person, colleague, place, method):
    uid = ics.new_uid()
    name = colleague.put_event(uid)
    nobody = "nobody-" + "x" * (len(colleague.login) - 7)
    answers = []
    for login in (colleague.login, nobody):
        path = person.dav.root + place % (
            (login, name)[:place.count("%s")])
        kind = "text/calendar" if method == "PUT" else "application/xml"
        answer = person.dav.request(method, path, body(method, uid), {
            "Depth": "0", "Content-Type": kind})
        assert method == "OPTIONS" or 403 <= answer.status <= 409, answer
        answers.append(outline(answer, login))
    assert answers[0] == answers[1]
    if method in ("GET", "HEAD", "PROPFIND", "DELETE"):
        assert answers[0][0] == 404
    assert colleague.dav.get(colleague.dav.termine + name).status == 200


def test_logins_of_different_case_are_not_the_persons(person):
    path = person.dav.root + "calendars/%s/" % person.login.upper()
    assert person.dav.propfind(path, ["D:displayname"]).status == 404
