# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Mapping (ARCHITECTURE.md): what a client writes is what Advolux reads.

RFC 5545 section 3.6.1."""

from support import ics


def components(person, text, uid):
    name = uid + ".ics"
    answer = person.dav.put(person.dav.termine + name, text)
    assert answer.status == 201, answer
    return person.components(name)


def one(person, *content, **options):
    uid = ics.new_uid()
    found = components(person, ics.event(uid, *content, **options), uid)
    assert len(found) == 1
    return found[0]


def test_text_columns(person):
    row = one(person, "DESCRIPTION:Zeile 1\\nZeile 2\\, mit Komma\\; und "
              "Semikolon \\\\ \U0001f600", "LOCATION:Landgericht M\u00fcnchen I",
              "STATUS:TENTATIVE", "CLASS:CONFIDENTIAL", "TRANSP:TRANSPARENT",
              "PRIORITY:3", "CATEGORIES:Gericht,Wichtig", "SEQUENCE:4",
              summary="G\u00fcteverhandlung \"M\u00fcller ./. Mayr\"")
    assert row["title"] == "G\u00fcteverhandlung \"M\u00fcller ./. Mayr\""
    assert row["description"] == ("Zeile 1\nZeile 2, mit Komma; und "
                                  "Semikolon \\ \U0001f600")
    assert row["location"] == "Landgericht M\u00fcnchen I"
    assert row["status"] == "tentative"
    assert row["class"] == "confidential"
    assert row["free"] is True
    assert row["priority"] == 3
    assert sorted(row["categories"].split("\x1f")) == ["Gericht", "Wichtig"]
    assert row["sequence"] == 4


def test_folded_text_is_joined(person):
    row = one(person, summary="Sehr lange\r\n  \u00dcberschrift mit "
              "Fal\r\n\tzung")
    assert row["title"] == "Sehr lange \u00dcberschrift mit Falzung"


def test_location_may_be_missing(person):
    assert one(person)["location"] in (None, "")


def test_timed_with_zone(person):
    row = one(person)
    assert (row["starts"], row["ends"], row["zone"], row["all_day"]) == (
        ics.day(7) + "T100000", ics.day(7) + "T110000", "Europe/Berlin",
        False)


def test_timed_in_another_zone(person):
    row = one(person, start="DTSTART;TZID=America/New_York:%sT100000"
              % ics.day(9))
    assert (row["starts"], row["ends"], row["zone"]) == (
        ics.day(9) + "T100000", ics.day(9) + "T110000", "America/New_York")


def test_windows_and_prefixed_zone_names(person):
    for tzid in ("W. Europe Standard Time",
                 "/freeassociation.sourceforge.net/Europe/Berlin"):
        row = one(person, start="DTSTART;TZID=%s:%sT100000"
                  % (tzid, ics.day(9)))
        assert (row["starts"], row["zone"]) == (ics.day(9) + "T100000",
                                                "Europe/Berlin")


def test_utc(person):
    row = one(person, start="DTSTART:%sT090000Z" % ics.day(5),
              end="DTEND:%sT093000Z" % ics.day(5))
    assert (row["starts"], row["ends"], row["zone"]) == (
        ics.day(5) + "T090000", ics.day(5) + "T093000", "UTC")


def test_floating_is_in_the_calendars_zone(person):
    row = one(person, start="DTSTART:%sT090000" % ics.day(5),
              end="DTEND:%sT093000" % ics.day(5))
    assert (row["starts"], row["zone"]) == (ics.day(5) + "T090000",
                                            "Europe/Berlin")


def test_all_day(person):
    row = one(person, start="DTSTART;VALUE=DATE:" + ics.day(5),
              end="DTEND;VALUE=DATE:" + ics.day(8))
    assert row["all_day"] is True
    assert (row["starts"], row["ends"]) == (ics.day(5) + "T000000",
                                            ics.day(8) + "T000000")


def test_all_day_without_end_is_one_day(person):
    row = one(person, start="DTSTART;VALUE=DATE:" + ics.day(5), end="")
    assert (row["starts"], row["ends"]) == (ics.day(5) + "T000000",
                                            ics.day(6) + "T000000")


def test_timed_without_end_has_no_length(person):
    row = one(person, start="DTSTART:%sT090000Z" % ics.day(5), end="")
    assert row["ends"] == row["starts"] == ics.day(5) + "T090000"


def test_duration(person):
    row = one(person, "DURATION:PT1H30M",
              start="DTSTART;TZID=Europe/Berlin:%sT230000" % ics.day(5),
              end="")
    assert row["ends"] == ics.day(6) + "T003000"


def test_series_with_overrides(person):
    uid = ics.new_uid()
    zone = ";TZID=Europe/Berlin:"
    found = components(person, ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=WEEKLY;COUNT=6",
                   "EXDATE%s%sT100000" % (zone, ics.day(14)),
                   "EXDATE%s%sT100000" % (zone, ics.day(28)),
                   "RDATE%s%sT150000" % (zone, ics.day(15))),
        ics.vevent(uid, "RECURRENCE-ID%s%sT100000" % (zone, ics.day(21)),
                   start="DTSTART%s%sT130000" % (zone, ics.day(22)),
                   end="DTEND%s%sT143000" % (zone, ics.day(22)),
                   summary="Verlegt"),
        ics.vevent(uid, "RECURRENCE-ID%s%sT100000" % (zone, ics.day(35)),
                   "STATUS:CANCELLED",
                   start="DTSTART%s%sT100000" % (zone, ics.day(35)))), uid)
    master, moved, cancelled = found
    assert master["recurrence_id"] is None
    assert set(master["rrule"].split(";")) == {"FREQ=WEEKLY", "COUNT=6"}
    assert master["exdate"] == "%sT100000,%sT100000" % (ics.day(14),
                                                        ics.day(28))
    assert master["rdate"] == ics.day(15) + "T150000"
    assert (moved["recurrence_id"], moved["starts"], moved["ends"],
            moved["title"]) == (
        ics.day(21) + "T100000", ics.day(22) + "T130000",
        ics.day(22) + "T143000", "Verlegt")
    assert (cancelled["recurrence_id"], cancelled["status"]) == (
        ics.day(35) + "T100000", "cancelled")


def test_all_day_series(person):
    row = one(person, "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:" + ics.day(370),
              start="DTSTART;VALUE=DATE:" + ics.day(5))
    assert row["all_day"] is True and row["rrule"] == "FREQ=YEARLY"
    assert row["exdate"] == ics.day(370) + "T000000"


def test_update_replaces_columns_and_overrides(person):
    uid = ics.new_uid()
    zone = ";TZID=Europe/Berlin:"
    components(person, ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=DAILY;COUNT=3", "LOCATION:Hier"),
        ics.vevent(uid, "RECURRENCE-ID%s%sT100000" % (zone, ics.day(8)),
                   start="DTSTART%s%sT120000" % (zone, ics.day(8)))), uid)
    answer = person.dav.put(person.dav.termine + uid + ".ics",
                            ics.event(uid, summary="Neu"))
    assert answer.status == 204, answer
    row, = person.components(uid + ".ics")
    assert (row["title"], row["rrule"]) == ("Neu", None)
    assert row["location"] in (None, "")


def test_item_of_a_client_is_the_persons_and_mode_both(person):
    name = person.put_event()
    row = person.row(name)
    assert row["main_editor"] == person.staff_id
    assert row["sync_mode"] == "both"
