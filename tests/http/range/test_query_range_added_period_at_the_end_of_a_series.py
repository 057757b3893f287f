# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A PERIOD that reaches beyond everything else is found by its end as well,
and Advolux has it as an instance of that length.

RFC 5545 section 3.8.5.2."""

from support import ics
from support.shelf import BERLIN


def test_tail(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310306T100000", "DURATION:PT1H",
              "RDATE;VALUE=PERIOD:20310308T090000Z/PT12H")
    shelf.add("days", "DTSTART;VALUE=DATE:20310306",
              "RDATE;VALUE=PERIOD:20310310T000000Z/P3D")
    assert shelf.at("20310308T205959Z") == {"a"}
    assert shelf.at("20310308T210000Z") == set()
    assert shelf.at("20310312T120000Z") == {"days"}
    assert shelf.at("20310313T120000Z") == set()
    assert "RDATE;VALUE=PERIOD:20310308T090000Z/PT12H" in shelf.text("a")


def test_columns(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310306T100000", "DURATION:PT1H",
              "SUMMARY:Reise", "EXDATE:20310310T090000Z",
              "RDATE;VALUE=PERIOD:20310308T090000Z/PT12H,"
              "20310310T090000Z/PT3H")
    series, longer = shelf.person.components("a")
    assert longer["title"] == series["title"] == "Reise"
    assert [longer[name] for name in ("recurrence_id", "starts", "ends")] == [
        "20310308T100000", "20310308T100000", "20310308T220000"]


def test_a_change_in_advolux_keeps_the_length(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310306T100000", "DURATION:PT1H",
              "RDATE;VALUE=PERIOD:20310308T090000Z/PT12H")
    shelf.person.people.sql(
        "UPDATE advolux.appointment SET location = 'Saal 1' WHERE "
        "appointment_id = %s", shelf.person.row("a")["appointment_id"])
    assert "LOCATION:Saal 1" in shelf.text("a")
    assert shelf.at("20310308T205959Z") == {"a"}
    assert shelf.busy()[1] == ("BUSY", "20310308T090000Z/20310308T210000Z")


def test_too_many_are_refused(shelf):
    periods = ",".join("203%d%02d%02dT090000Z/PT2H" % (year, month, day)
                       for year in range(1, 6) for month in range(1, 13)
                       for day in range(1, 20))
    answer = shelf.dav.put(shelf.place + "a", ics.event(
        ics.new_uid(), "RDATE;VALUE=PERIOD:" + periods))
    assert answer.status == 403
    assert answer.preconditions == ["C:max-instances"]
