# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever Advolux writes into whatever column of whatever item, what GET serves
then can be PUT unchanged, ticked off, moved and renamed: a client that is refused
its own copy stops synchronising (support/batches.py says how to repeat a run).

RFC 4791 section 5.3.4."""

import datetime
import re

import psycopg2

from support import batches, ics

BATCH = 50
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "CET",
         "Australia/Lord_Howe")
TEXTS = ("", "Neu", "a,b;c\\d\n\"e\" \u00e4\u20ac", "x" * 300, " ", "\tTab",
         "Zeile\n\nZeile", "\u000bvertikal", "BEGIN:VEVENT", "\U0001f600")
RULES = ("FREQ=DAILY", "FREQ=DAILY;COUNT=4", "FREQ=WEEKLY;BYDAY=MO,TU",
         "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY", "freq=daily;count=3",
         "FREQ=DAILY;UNTIL=20991231", "FREQ=DAILY;UNTIL=20991231T000000Z",
         "FREQ=DAILY;UNTIL=20200101T000000Z", "FREQ=DAILY;UNTIL=20200101",
         "FREQ=DAILY;COUNT=5;UNTIL=20300101T000000Z", "FREQ=DAILY;COUNT=30000",
         "FREQ=WEEKLY;UNTIL=20300101T120000", "FREQ=DAILY;;COUNT=2;",
         "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
SENSELESS = ("FREQ=SECONDLY", "FREQ=HOURLY", "unsinn", "FREQ=DAILY;X=",
             "FREQ=MONTHLY;INTERVAL=0", "RRULE:FREQ=DAILY")
KINDS = {"appointment": ("VEVENT", "DTEND", "end"),
         "task": ("VTODO", "DUE", "due")}
ALARMS = ("-PT5M", "PT0S", "-P1D")


def moment(chance):
    return datetime.datetime(2026, 1, 1) + datetime.timedelta(
        days=chance.randrange(300, 1200), hours=chance.randrange(24),
        minutes=chance.choice((0, 30)))


# What clients write

def times(chance, name, end, at, all_day):
    """DTSTART and its end; of a task either may be missing."""
    def line(property, when):
        if all_day:
            return "%s;VALUE=DATE:%s" % (property, when.strftime("%Y%m%d"))
        return "%s;TZID=Europe/Berlin:%s" % (property, when.strftime(
            "%Y%m%dT%H%M%S"))
    lasts = datetime.timedelta(days=1) if all_day else datetime.timedelta(
        hours=chance.choice((0, 1)))
    lines = [line("DTSTART", at), line(end, at + lasts)]
    if name == "VTODO":
        lines = chance.sample(lines, chance.randint(0, 2))
    return lines


def component(chance, name, end, uid, at, all_day, *more):
    done = chance.random() < 0.3
    lines = [
        "SUMMARY:" + chance.choice(("Alt", "")), "DESCRIPTION:Alt",
        "LOCATION:Saal 1", "GEO:48.1;11.5", "CLASS:PRIVATE", "PRIORITY:5",
        "CATEGORIES:A,B", "ATTENDEE;CN=Gast:mailto:g@example.com",
        "X-ALT-DESC;FMTTYPE=text/html:<b>Alt</b>", "SEQUENCE:2"]
    if name == "VTODO":
        lines += ["STATUS:COMPLETED", "PERCENT-COMPLETE:100",
                  "COMPLETED:20260101T000000Z"] if done else [
                      "STATUS:NEEDS-ACTION"]
    alarm = chance.choice(("TRIGGER:" + chance.choice(ALARMS),
                           "TRIGGER;VALUE=DATE-TIME:" + ics.utc(
                               at.strftime("%Y%m%dT%H%M%S"))))
    return ics.lines(
        "BEGIN:" + name, "UID:" + uid, "DTSTAMP:20260101T000000Z", *more,
        *chance.sample(lines, chance.randint(0, len(lines))),
        *times(chance, name, end, at, all_day), "BEGIN:VALARM",
        "ACTION:DISPLAY", "DESCRIPTION:Alt", alarm, "END:VALARM",
        "END:" + name)


def text(chance, kind, uid):
    """A single item, a series, or one with a changed instance."""
    name, end, _ = KINDS[kind]
    at, all_day = moment(chance), chance.random() < 0.3
    form = chance.randrange(3)
    parts = [component(chance, name, end, uid, at, all_day, *(
        ["RRULE:FREQ=WEEKLY;COUNT=6"] if form else []))]
    if form == 2 and "DTSTART" in parts[0]:
        parts.append(component(
            chance, name, end, uid, at + datetime.timedelta(days=8), all_day,
            "RECURRENCE-ID" + ics.unfolded(parts[0].replace("\r\n ", ""))[
                [line.startswith("DTSTART") for line in ics.unfolded(
                    parts[0])].index(True)][7:].replace(
                        at.strftime("%Y%m%d"), (at + datetime.timedelta(
                            days=7)).strftime("%Y%m%d"))))
    return ics.calendar(*parts)


# What Advolux writes

def instant(when):
    return when.replace(tzinfo=datetime.timezone.utc)


def when(chance, kind):
    """Any time that the table holds."""
    end = KINDS[kind][2]
    at = moment(chance)
    if chance.random() < 0.05:
        at = at.replace(year=chance.choice((1, 1800, 1969, 2150, 9999)),
                        day=min(at.day, 28))
    length = datetime.timedelta(hours=chance.choice((0, 1, 30)))
    if kind == "task" and chance.random() < 0.5:
        length = -length
    try:
        last = at + length
    except OverflowError:
        last = at
    found = {"all_day": chance.random() < 0.4, "start_at": None,
             "start_date": None, end + "_at": None, end + "_date": None}
    both = (at, last)
    if kind == "task":
        both = chance.choice((both, (None, at), (at, None), (None, None)))
    for name, each in zip(("start", end), both):
        if each and found["all_day"]:
            found[name + "_date"] = each.date()
        elif each:
            found[name + "_at"] = instant(each)
    return found


def one(chance, kind, table):
    """A change of a column, or of what goes together."""
    event = kind == "appointment"
    states = (("confirmed", "tentative", "cancelled") if event else
              ("needs-action", "in-process", "completed", "cancelled"))
    choices = [
        lambda: {"title": chance.choice(TEXTS)},
        lambda: {"description": chance.choice((None, *TEXTS))},
        lambda: {"location": chance.choice((None, *TEXTS))},
        lambda: {"status": chance.choice((None, *states))},
        lambda: {"class": chance.choice((None, "public", "private",
                                         "confidential"))},
        lambda: {"priority": chance.randrange(10)},
        lambda: {"categories": chance.choice((None, [], ["a,b", "c;d\n"]))},
        lambda: {"sequence": chance.choice((0, 7, 2 ** 31 - 1))},
        lambda: {"time_zone": chance.choice(ZONES)},
        lambda: when(chance, kind), lambda: when(chance, kind)]
    if event:
        choices.append(lambda: {"free": chance.random() < 0.5})
    else:
        due = datetime.datetime(2026, 12, chance.randint(1, 28), 8)
        choices += [
            lambda: {"percent": chance.choice((None, 0, 50, 100))},
            lambda: {"completed_at": chance.choice((None, instant(due)))},
            lambda: {"due_at": instant(due), "due_date": None,
                     "start_date": None, "all_day": False}]
    if table != "override":
        dates = [moment(chance) for _ in range(2)]
        choices += [
            lambda: {"rrule": chance.choice((None, *SENSELESS))},
            lambda: {"rrule": chance.choice(RULES)},
            lambda: {"exdate": chance.choice((None, [], dates))},
            lambda: {"rdate": chance.choice((None, [], dates))}]
    return chance.choice(choices)()


class Office:
    """Random edits of an item, by SQL."""

    def __init__(self, people, chance, kind):
        self.people, self.chance, self.kind = people, chance, kind

    def write(self, statement, *values):
        """False: the table does not hold that."""
        try:
            self.people.sql(statement, *values)
        except (psycopg2.IntegrityError, psycopg2.DataError):
            return False
        return True

    def update(self, table, key, of, columns):
        casts = {"exdate": "::timestamp[]", "rdate": "::timestamp[]",
                 "categories": "::text[]"}
        return self.write("UPDATE advolux.%s SET %s WHERE %s = %%s" % (
            table, ", ".join(name + " = %s" + casts.get(name, "")
                             for name in columns), of),
            *columns.values(), key)

    def edit(self, key):
        """What was done, in words."""
        kind, chance = self.kind, self.chance
        deed = chance.randrange(10)
        if deed < 7:
            columns = one(chance, kind, kind)
            self.update(kind, key, kind + "_id", columns)
            return columns
        if deed == 7:
            self.write("DELETE FROM advolux.override WHERE %s_id = %%s" % kind,
                       key)
            return "no override"
        if deed == 8:
            columns = one(chance, kind, "override")
            self.update("override", key, kind + "_id", columns)
            return "overrides", columns
        columns = {"recurrence_id": moment(chance), "title": "Neu",
                   kind + "_id": key, "this_and_future": chance.random() < 0.3,
                   **when(chance, kind)}
        names = list(columns)
        self.write("INSERT INTO advolux.override (%s) VALUES (%s)" % (
            ", ".join(names), ", ".join(["%s"] * len(names))),
            *columns.values())
        return "new override", columns


# What the client does with what it was given

def ticked_off(body):
    name = "VTODO" if "BEGIN:VTODO" in body else "VEVENT"
    state = "COMPLETED" if name == "VTODO" else "CANCELLED"
    body = re.sub(r"\r\n(STATUS|PERCENT-COMPLETE|COMPLETED):[^\r]*", "", body)
    done = "STATUS:%s\r\n" % state + (
        "COMPLETED:20261128T100000Z\r\nPERCENT-COMPLETE:100\r\n"
        if name == "VTODO" else "")
    return body.replace("BEGIN:%s\r\n" % name, "BEGIN:%s\r\n%s" % (name, done))


def renamed(body):
    body = re.sub(r"\r\nSUMMARY[^\r]*(\r\n [^\r]*)*", "", body)
    return re.sub(r"BEGIN:(VEVENT|VTODO)\r\n",
                  r"BEGIN:\1\r\nSUMMARY:Umbenannt\r\n", body)


def moved(body):
    """By four years, all of it: a leap day stays one."""
    def later(match):
        return match[1] + "%04d" % min(int(match[2]) + 4, 2999)
    zones, end, items = body.rpartition("END:VTIMEZONE")
    return zones + end + re.sub(
        r"(\r\n(?:DTSTART|DTEND|DUE|RECURRENCE-ID)[^\r:]*:)(\d{4})", later, items)


def batch(people, chance):
    kind = chance.choice(sorted(KINDS))
    person = people.new(look_back="100 years")
    dav = batches.patient(person.dav)
    place = dav.termine if kind == "appointment" else dav.aufgaben
    said = {"u%d.ics" % number: [text(chance, kind, "u%d" % number)]
            for number in range(BATCH)}
    keys = batches.stored(people, person.login, kind,
                          [body for body, in said.values()])
    assert len(keys) == BATCH, keys
    if chance.random() < 0.3:
        people.forget_text(kind, list(keys))
    office = Office(people, chance, kind)
    for key, name in keys.items():
        for _ in range(chance.randint(1, 3)):
            said[name].append(office.edit(key))
    members = dav.multiget(place, [place + name for name in said]).members
    for name in said:
        take_back(dav, place + name, members[place + name], said[name])
    dav.session.close()


def test_edits(people):
    batches.run(people, batch, BATCH)


def take_back(dav, path, member, said):
    if member.data is None:
        # It ends before every look-back, or nobody knows when it is.
        assert re.search(r"datetime\(1, |datetime\(18|date\(1, |date\(18|"
                         + "|".join("'%s'" % each for each in SENSELESS),
                         str(said[1:])), (member, said)
        return
    body, etag = member.data.replace("\n", "\r\n").replace("\r\r", "\r"), None
    for change in (str, renamed, moved, ticked_off):
        new = change(body)
        answer = dav.put(path, new, **({"If_Match": etag} if etag else {}))
        assert answer.status == 204, "%s: %s\n%s\n%s" % (
            change.__name__, answer, "\n".join(map(str, said)), new)
        etag = answer.etag
