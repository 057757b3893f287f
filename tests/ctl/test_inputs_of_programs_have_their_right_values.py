# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Objects as people's programs send them, put by a device or imported: what the
device fetches, lists, queries and expands, what advoluxctl shows and what the
database has say the same."""

import datetime
import json

import pytest

from support import filters, ics
from support.names import document, prop

UTC = datetime.timezone.utc
NEW_YORK = ics.lines(
    "BEGIN:VTIMEZONE", "TZID:Customized Time Zone", "BEGIN:STANDARD",
    "DTSTART:16010101T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500",
    "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
    "END:DAYLIGHT", "END:VTIMEZONE")
HALF_HOUR = ics.lines(
    "BEGIN:VTIMEZONE", "TZID:GMT+0530", "BEGIN:STANDARD",
    "DTSTART:19700101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530",
    "END:STANDARD", "END:VTIMEZONE")


def timed(tzid, day="20261215"):
    return ("DTSTART;TZID=%s:%sT090000" % (tzid, day),
            "DTEND;TZID=%s:%sT100000" % (tzid, day))


# definition, content, title, start in UTC
INPUTS = {
    "TZID without an area": ("", timed("CET"), "F1", "20261215T080000Z"),
    "TZID without an area in summer": (
        "", timed("CET", "20270715"), "F1", "20270715T070000Z"),
    "customized time zone": (NEW_YORK, timed("Customized Time Zone"), "F2a",
                             "20261215T140000Z"),
    "zone of half an hour": (HALF_HOUR, timed("GMT+0530"), "F2b",
                             "20261215T033000Z"),
    "display name": ("", timed('"(UTC-05:00) Eastern Time (USA und Kanada)"'),
                     "F2c", "20261215T140000Z"),
    "fold inside a character": ("", timed("Europe/Berlin"),
                                "Pr\udcc3\r\n \udcbcfung",
                                "20261215T080000Z"),
    "control character": ("", timed("Europe/Berlin"), "a\x0bb",
                          "20261215T080000Z"),
    "until before the start": ("", (
        *timed("Europe/Berlin"), "RRULE:FREQ=WEEKLY;UNTIL=20261201T090000Z"),
        "F15", "20261215T080000Z"),
    "duration without T": ("", (timed("Europe/Berlin")[0], "DURATION:P3600S"),
                           "F16", "20261215T080000Z"),
}
TITLES = {"fold inside a character": "Pr\u00fcfung", "control character": "ab"}


def text_of(name):
    definition, content, title, _ = INPUTS[name]
    uid = ics.new_uid()
    text = ics.calendar(definition, ics.lines(
        "BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20261120T100000Z", *content,
        "SUMMARY:" + title, "END:VEVENT"))
    return text.encode("utf-8", "surrogateescape")


def check(tool, person, name):
    """Everywhere that the one appointment of a person is seen."""
    title = TITLES.get(name, INPUTS[name][2])
    start = datetime.datetime.strptime(
        INPUTS[name][3], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    (row,) = person.people.dicts(
        "SELECT appointment_id, title, start_at, end_at,"
        " time_zone::text AS zone FROM advolux.appointment"
        " WHERE main_editor = %s", person.staff_id)
    hour = datetime.timedelta(hours=1)
    assert (row["title"], row["start_at"], row["end_at"]) == (title, start,
                                                              start + hour)
    (shown,) = tool.json("appointment", "show", str(row["appointment_id"]))
    assert shown["title"] == title
    (local,) = person.people.sql("SELECT to_char(%s AT TIME ZONE %s,"
                                 " 'YYYY-MM-DD HH24:MI')", start,
                                 row["zone"])[0]
    assert shown["start"] == local, shown
    listed = person.dav.propfind(person.dav.termine, ["D:getetag"], depth="1",
                                 Prefer="depth-noroot").only
    fetched = person.dav.get(listed.href)
    assert fetched.etag == listed.etag
    assert "SUMMARY:" + title in ics.unfolded(fetched.text)
    replica = person.replica()
    replica.sync()
    assert len(replica.items) == 1
    expanded = ics.unfolded(person.dav.shaped(
        person.dav.termine, [listed.href],
        '<C:expand start="20261101T000000Z" end="20280101T000000Z"/>'
    ).only.data)
    assert [line for line in expanded if line.startswith("DTSTART")] == [
        "DTSTART:" + INPUTS[name][3]]
    for at, found in ((start, 1), (start + hour, 0)):
        answer = person.dav.report(person.dav.termine, document(
            "C:calendar-query", prop(["D:getetag"]) + "<C:filter>%s</C:filter>"
            % filters.calendar(filters.comp("VEVENT", filters.second(
                at.strftime("%Y%m%dT%H%M%SZ"))))))
        assert len(answer.members) == found, at
    return fetched


@pytest.mark.parametrize("name", INPUTS)
def test_put(tool, people, name):
    person = people.new()
    answer = person.dav.put(person.dav.termine + "a", text_of(name))
    assert answer.status == 201, answer
    fetched = check(tool, person, name)
    assert answer.etag in (None, fetched.etag)
    assert (answer.etag is None) == (name in TITLES)


@pytest.mark.parametrize("name", INPUTS)
def test_import(tool, people, tmp_path, name):
    person = people.new()
    path = tmp_path / "a.ics"
    path.write_bytes(text_of(name))
    done = tool.run("import", "--for", person.login, "--quiet", "--json",
                    str(path))
    assert done.returncode == 0, done
    assert json.loads(done.stdout)[0]["created"] == 1
    check(tool, person, name)
    # A file of the whole calendar is the same again to somebody else.
    whole = tmp_path / "whole.ics"
    whole.write_text(tool("export", person.login), newline="")
    other = people.new()
    done = tool.run("import", "--for", other.login, "--quiet", "--json",
                    str(whole))
    assert done.returncode == 0, done
    check(tool, other, name)
