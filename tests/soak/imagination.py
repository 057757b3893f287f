# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Random items, and random changes of them; no knowledge of who may."""

import datetime

import firm
from item_text import Component, Object, local, utc

ZONES = ("Europe/Berlin", "America/New_York", "UTC")
WORDS = ("Güteverhandlung", "Mandant; Müller, Meier", "a\\b", "Zeile 1\nZeile 2",
         "\U0001f600 ok", "x" * 90, "Ortstermin: Halle 3", "\"Zitat\"")
HOUR = datetime.timedelta(hours=1)
ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Los", "TRIGGER:-PT%dM",
         "END:VALARM")


def words(chance):
    return " ".join(chance.sample(WORDS, chance.randint(1, 2)))


def rule(chance, start, master):
    """A rule that start fits."""
    def until():
        last = start + datetime.timedelta(days=chance.randint(0, 40))
        if master.all_day:
            return last.strftime("UNTIL=%Y%m%d")
        return utc(last, master.zone).strftime("UNTIL=%Y%m%dT%H%M%SZ")
    end = chance.choice([until(), "COUNT=%d" % chance.randint(1, 8), None])
    day = "MO TU WE TH FR SA SU".split()[start.weekday()]
    return ";".join(part for part in (chance.choice((
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=" + day, "FREQ=MONTHLY;BYMONTHDAY=%d" % start.day,
    )), end) if part)


def times(chance, today, zone, event=True):
    """Columns for when it is, near the edges of the windows."""
    day = today + datetime.timedelta(days=chance.choice((
        chance.randint(-75, 45), chance.randint(-33, -25),
        chance.randint(-9, -5), chance.randint(0, 20))))
    if chance.random() < 0.3:
        found = {"all_day": True, "zone": zone, "start": day,
                 "end": day + firm.DAY * chance.randint(1, 3)}
    else:
        start = day + HOUR * chance.randint(6, 18)
        found = {"all_day": False, "start": start,
                 "zone": chance.choice((zone, *ZONES)),
                 "end": start + HOUR * chance.randint(0, 3)}
    if not event:
        gone = chance.choice([(), (), ("start",), ("end",), ("start", "end")])
        found.update((name, None) for name in gone)
        if len(gone) == 2:
            found.update(all_day=False)
    return found


def alarm(chance):
    minutes = chance.randint(1, 90)
    return tuple(line % minutes if "%" in line else line for line in ALARM)


def extras(chance, colleague_mail=None):
    """Lines that only a client knows."""
    found = ("X-SOAK;X-P=\"q\":%d" % chance.randint(0, 99),)
    if colleague_mail:
        found += ("ATTENDEE;CN=Kollege:mailto:" + colleague_mail,)
    if chance.random() < 0.6:
        found += alarm(chance)
    return found


def new(chance, kind, today, zone, uid, extra=()):
    event = kind == "appointment"
    master = Component(title=words(chance), **times(chance, today, zone, event))
    found = Object(uid, master, {}, {None: extra, "calendar": ()})
    for _ in range(chance.randint(0, 3)):
        found = change(chance, found, kind, today, zone)
    return found


def change(chance, object, kind, today, zone):
    """The Object with one thing changed."""
    event = kind == "appointment"
    master = object.master
    made = chance.choice(PLAIN + PLACED + (
        SERIES if event or master.start and master.end else ()))
    return made(chance, object, event, today, zone)


def progress(chance, object, event, today, zone):
    """A task says in three ways whether it is done, and the same in each."""
    target = chance.choice([None, None, *object.overrides])
    done = datetime.datetime(2026, 3, chance.randint(1, 28), 12)
    status, percent, completed = chance.choice((
        (None, None, None), ("needs-action", 0, None), ("cancelled", 50, None),
        ("in-process", 50, None), ("completed", 100, done)))
    if event:
        status = chance.choice((None, "cancelled", "tentative", "confirmed"))
        percent, completed = None, None
    return _with(object, target, object.components()[target].but(
        status=status, percent=percent, completed=completed))


def plain(field, value):
    def made(chance, object, event, today, zone):
        target = chance.choice([None, None, *object.overrides])
        component = object.components()[target]
        value_ = value(chance, event)
        if component.title and field == "title":
            value_ += " %d" % chance.randint(0, 10 ** 6)
        return _with(object, target, component.but(**{field: value_}))
    return made


def _with(object, key, component):
    if key is None:
        return object.but(master=component)
    return object.but(overrides={**object.overrides, key: component})


def _alone(object, master):
    """Without what belongs to a series."""
    return object.but(master=master.but(exdate=(), rdate=()), overrides={},
                      extras={key: object.extras.get(key, ())
                              for key in (None, "calendar")})


PLAIN = (
    plain("title", lambda c, event: words(c)),
    plain("title", lambda c, event: words(c)),
    plain("description", lambda c, event: c.choice((None, words(c)))),
    plain("location", lambda c, event: c.choice((None, words(c)))),
    progress, progress,
    plain("privacy", lambda c, event: c.choice(
        (None, "public", "private", "confidential"))),
    plain("free", lambda c, event: event and c.random() < 0.5),
    plain("priority", lambda c, event: c.randint(0, 9)),
    plain("categories", lambda c, event: tuple(
        c.sample(("Gericht", "Wichtig, sehr", "a;b"), c.randint(0, 3)))),
    plain("sequence", lambda c, event: c.randint(0, 5)),
)


def when(chance, object, event, today, zone):
    before = object.master
    master = before.but(**times(chance, today, zone, event))
    if before.start and before.start == before.end == master.start:
        return object       # of a reminder the start would follow
    again = master.rrule and master.start and master.end
    return _alone(object, master.but(
        rrule=rule(chance, master.start, master) if again else None))


def repeat(chance, object, event, today, zone):
    master = object.master
    return _alone(object, master.but(rrule=rule(chance, master.start, master)))


def once(chance, object, event, today, zone):
    return _alone(object, object.master.but(rrule=None))


def free_instances(object):
    before = anchor_horizon(object)
    return [moment for moment in firm.starts(object, before)
            if moment not in object.overrides]


def anchor_horizon(object):
    return firm.anchor(object.master) + datetime.timedelta(days=60)


def without(chance, object, event, today, zone):
    instances = free_instances(object)
    if len(instances) < 3:
        return object
    return object.but(master=object.master.but(exdate=tuple(sorted(
        (*object.master.exdate, chance.choice(instances))))))


def also(chance, object, event, today, zone):
    master = object.master
    more = master.start + datetime.timedelta(
        days=chance.randint(1, 30), hours=0 if master.all_day else 2)
    if more in (*master.rdate, *master.exdate, *object.overrides):
        return object
    return object.but(master=master.but(rdate=tuple(sorted(
        (*master.rdate, more)))))


def override(chance, object, event, today, zone):
    master = object.master
    instances = free_instances(object)
    if not master.rrule or len(instances) < 2:
        return object
    key = chance.choice(instances)
    length = master.end - master.start
    start = key + firm.DAY * chance.randint(-2, 9)
    zone = master.zone
    if not master.all_day and chance.random() < 0.3:
        start, zone = local(utc(start, zone), "UTC"), "UTC"
    return _with(object, key, master.but(
        title=words(chance), start=start, end=start + length, zone=zone,
        rrule=None, exdate=(), rdate=(), sequence=0, percent=None,
        completed=None, status=chance.choice((None, "cancelled"))))


def not_overridden(chance, object, event, today, zone):
    if not object.overrides:
        return object
    gone = chance.choice(sorted(object.overrides))
    return object.but(
        overrides={k: v for k, v in object.overrides.items() if k != gone},
        extras={k: v for k, v in object.extras.items() if k != gone})


PLACED = (when, when)
SERIES = (repeat, repeat, once, without, also, override, override,
          not_overridden)
