# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A calendar whose objects are put and found by labels."""

from . import filters, ics
from .names import document, prop

BERLIN = ";TZID=Europe/Berlin:"


def part(name, *content):
    """A component of the object that it will be put with."""
    return ics.lines("BEGIN:" + name, "UID:@UID@", "DTSTAMP:20260101T000000Z",
                     *content, "END:" + name)


def alarm(*content):
    """The lines of a VALARM."""
    return ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", *content,
            "END:VALARM")


class Shelf:
    """The calendar of events (or tasks) of a person. What is found is a set
    of labels."""

    def __init__(self, person, component="VEVENT"):
        self.person = person
        self.dav = person.dav
        self.component = component
        self.place = (self.dav.termine if component == "VEVENT"
                      else self.dav.aufgaben)

    def put(self, label, *components):
        """Store components as one object; its answer."""
        uid = ics.new_uid()
        answer = self.dav.put(self.place + label, ics.calendar(*[
            one.replace("@UID@", uid) for one in components]))
        assert answer.status == 201, answer
        return answer

    def add(self, label, *content):
        """Store an object of one component with this content."""
        return self.put(label, part(self.component, *content))

    def text(self, label):
        return self.dav.get(self.place + label).text

    def query(self, filter, names=("D:getetag",), extra="", **options):
        """The answer to any filter; extra: more of the query's elements."""
        return self.dav.report(self.place, document(
            "C:calendar-query", prop(names)
            + "<C:filter>%s</C:filter>%s" % (filter, extra)), **options)

    def labels(self, answer):
        return {href[len(self.place):] for href in answer.members}

    def find(self, *conditions, extra=""):
        """What meets these conditions for a component of the calendar."""
        return self.labels(self.query(filters.calendar(
            filters.comp(self.component, *conditions)), extra=extra))

    def at(self, instant, *conditions, extra=""):
        """What takes place at a second, and meets the conditions."""
        return self.find(filters.second(instant), *conditions, extra=extra)

    def rings(self, instant):
        """What has an alarm at a second."""
        return self.find(filters.comp("VALARM", filters.second(instant)))

    def data(self, label, inside):
        """calendar-data of an object, by calendar-multiget."""
        return self.dav.shaped(self.place, [self.place + label],
                               inside).only.data

    def refusal(self, *conditions, extra=""):
        """(precondition, names of the elements inside it) of the 403 to
        these conditions."""
        answer = self.query(filters.calendar(filters.comp(
            self.component, *conditions)), extra=extra)
        assert answer.status == 403, answer
        (precondition,) = answer.preconditions
        inside = [(child.tag.split("}")[1], child.get("name"))
                  for child in answer.xml[0] if isinstance(child.tag, str)]
        return precondition, inside

    def busy(self, start="20310101T000000Z", end="20320101T000000Z"):
        """[(FBTYPE, period)] of a free-busy-query."""
        answer = self.busy_answer(start, end)
        assert answer.status == 200, answer
        lines = [line.replace("FREEBUSY;FBTYPE=", "")
                 for line in ics.unfolded(answer.text)
                 if line.startswith("FREEBUSY")]
        return [tuple(line.split(":")) for line in lines]

    def busy_answer(self, start=None, end=None):
        return self.dav.report(self.place, document(
            "C:free-busy-query", filters.within(start, end)))
