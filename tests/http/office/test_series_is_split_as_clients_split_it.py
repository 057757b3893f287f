# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5545 section 3.2.13: "this and all future events". Apple and Thunderbird
end the series and PUT another one; others send RANGE=THISANDFUTURE. Advolux
lists what the client has, either way."""

from support import ics

ZONE = ";TZID=Europe/Berlin:"


def at(day, clock):
    return ics.day(day) + "T" + clock


def listed(people, person, days=70):
    """(local start, title) of what Advolux has for the person."""
    return people.sql(
        "SELECT to_char(starts_at AT TIME ZONE 'Europe/Berlin', "
        "'YYYYMMDD\"T\"HH24MISS'), title FROM advolux.appointment_occurrences("
        "now(), now() + %s * interval '1 day', %s) ORDER BY 1, 2",
        days, person.staff_id)


def expanded(person, days=70):
    """The same, as a client expands it."""
    begin, end = (ics.utc(at(day, "000000")) for day in (0, days))
    members = person.dav.query(
        person.dav.termine,
        '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
        '<C:time-range start="%s" end="%s"/></C:comp-filter></C:comp-filter>'
        % (begin, end)).members
    got = person.dav.shaped(person.dav.termine, list(members),
                            '<C:expand start="%s" end="%s"/>' % (begin, end))
    return sorted((str(event["SUMMARY"]),
                   event["DTSTART"].to_ical().decode())
                  for member in got.members.values()
                  for event in ics.parsed(member.data))


def agree(people, person):
    """What both have, which must be the same."""
    found = listed(people, person)
    assert expanded(person) == sorted((title, ics.utc(start))
                                      for start, title in found)
    return found


def path(person, uid):
    return person.dav.termine + uid + ".ics"


def put_series(person, uid, *content, **headers):
    answer = person.dav.put(path(person, uid), ics.event(uid, *content),
                            **headers)
    assert answer.status in (201, 204), answer
    return answer.etag


def split(person, first, second, related):
    """The old series ends before its fourth instance; another begins there."""
    etag = put_series(person, first, "RRULE:FREQ=WEEKLY;COUNT=8")
    put_series(person, first, "RRULE:FREQ=WEEKLY;UNTIL=" + ics.utc(
        at(28, "095959")), *related, If_Match=etag)
    answer = person.dav.put(path(person, second), ics.event(
        second, "RRULE:FREQ=WEEKLY;COUNT=5", *related,
        start="DTSTART" + ZONE + at(29, "140000"),
        end="DTEND" + ZONE + at(29, "150000"), summary="Ab jetzt"),
        If_None_Match="*")
    assert answer.status == 201, answer


def is_split(found):
    return found == sorted(
        [(at(day, "100000"), "Besprechung") for day in (7, 14, 21)] +
        [(at(day, "140000"), "Ab jetzt") for day in (29, 36, 43, 50, 57)])


def test_apple_names_a_new_uid_after_the_old(people, person):
    uid = ics.new_uid()
    split(person, uid, uid + "-2", ("X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
                                    "SEQUENCE:1"))
    assert is_split(agree(people, person))


def test_thunderbird_relates_them(people, person):
    uid, other = ics.new_uid(), ics.new_uid()
    related = ("X-MOZ-GENERATION:2", "RELATED-TO:" + uid)
    split(person, uid, other, related)
    assert is_split(agree(people, person))
    text = person.dav.get(path(person, other)).text
    assert "RELATED-TO:" + uid in ics.unfolded(text)


def test_range_is_kept_and_followed(people, person):
    uid = ics.new_uid()
    text = ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=WEEKLY;COUNT=8"),
        ics.vevent(uid, "RECURRENCE-ID;RANGE=THISANDFUTURE" + ZONE
                   + at(28, "100000"), summary="Ab jetzt",
                   start="DTSTART" + ZONE + at(29, "140000"),
                   end="DTEND" + ZONE + at(29, "150000")))
    assert person.dav.put(path(person, uid), text).status == 201
    assert person.dav.get(path(person, uid)).text == text
    assert is_split(agree(people, person))


def test_one_instance_is_changed_in_advolux(people, person):
    """Its row is made by a function, and updated by plain SQL."""
    uid = ics.new_uid()
    put_series(person, uid, "RRULE:FREQ=WEEKLY;COUNT=4", "X-KEPT:ja")
    item = person.row(uid + ".ics")["appointment_id"]

    def change(day, what):
        override, = people.sql("SELECT advolux.appointment_instance(%s, %s)",
                               item, at(day, "100000"))[0]
        people.sql("UPDATE advolux.override SET " + what +
                   " WHERE override_id = %s", override)

    change(14, "title = 'Verlegt', start_at = start_at + interval '2 hours', "
               "end_at = end_at + interval '2 hours'")
    change(21, "location = 'Saal 2'")
    change(28, "status = 'cancelled'")
    assert agree(people, person) == [
        (at(7, "100000"), "Besprechung"), (at(14, "120000"), "Verlegt"),
        (at(21, "100000"), "Besprechung"), (at(28, "100000"), "Besprechung")]
    events = ics.parsed(person.dav.get(path(person, uid)).text)
    assert [str(event.get("LOCATION", "")) for event in events] == [
        "", "", "Saal 2", ""]
    assert str(events[3]["STATUS"]) == "CANCELLED"
    assert str(events[0]["X-KEPT"]) == "ja"
    people.sql("DELETE FROM advolux.override WHERE appointment_id = %s AND "
               "title = 'Verlegt'", item)
    people.sql("UPDATE advolux.appointment SET exdate = %s::timestamp[] WHERE "
               "appointment_id = %s", [at(7, "100000")], item)
    assert agree(people, person)[0] == (at(14, "100000"), "Besprechung")


def test_a_series_is_ended_early_in_advolux(people, person):
    uid = ics.new_uid()
    put_series(person, uid, "RRULE:FREQ=WEEKLY;COUNT=8")
    item = person.row(uid + ".ics")["appointment_id"]
    replica = person.replica()
    replica.sync()
    people.sql("SELECT advolux.end_appointment_series(%s, %s)", item,
               at(21, "100000"))
    assert replica.sync().changed == {uid + ".ics"}
    assert agree(people, person) == [(at(7, "100000"), "Besprechung"),
                                     (at(14, "100000"), "Besprechung")]
