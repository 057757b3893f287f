# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A person with a calendar, at an httpd of their own that reaches PostgreSQL
through a network that fails. One thing at a time happens in a lane; lanes run
beside each other."""

import time

from ledger import BROKEN, GOOD, LATER, WRONG, verdict
from proxy import Proxy
from support.httpd import Httpd
from support.person import People
from support.process import wait_until

TIMEOUT = 1             # AdvoluxTimeout, seconds
TO_CONNECT = 2          # libpq waits so long at least
SLACK = 8               # of a machine with other things to do
SERVER = ("AdvoluxTimeout %d\nAdvoluxStatementTimeout 1\n"
          "AdvoluxConnectTimeout 1" % TIMEOUT)

ITEMS = ("SELECT m.name, a.title FROM caldav.member m JOIN caldav.collection c "
         "USING (calendar_id) JOIN advolux.appointment a ON "
         "a.appointment_id = m.item_id WHERE m.visible AND m.kind = "
         "'appointment' AND c.login = %s")


class Lane:
    """start() it; drop() it."""

    def __init__(self, cluster, watch, ledger):
        self.cluster = cluster
        self.ledger = ledger
        self.watch = watch
        self.proxy = Proxy(cluster)
        self.number = 0
        self.fault = "none"

    def start(self):
        self.proxy.start()
        self.httpd = Httpd(self.cluster, threads=4, server=SERVER,
                           conninfo=self.proxy.conninfo(self.cluster)).start()
        self.people = People(self.cluster, self.httpd, self.watch)
        self.person = self.people.new()
        self.other = self.people.new()
        self.dav = self.person.dav
        self.dav.timeout = TIMEOUT + TO_CONNECT + SLACK
        for number in range(4):
            self.person.appointment("Bestand %d" % number)
        self.lasting = self.new_item("Bleibt")
        self.foreign = [
            self.person.appointment("Nur Gerät", mode="device"),
            self.person.appointment("Gar nicht", mode="none"),
            self.other.appointment("Fremd", participants=[self.person])]
        # In a calendar of its own: no listing of this person's is whole.
        self.bad = self.people.new()
        self.bad.dav.timeout = self.dav.timeout
        self.people.sql("UPDATE advolux.appointment SET end_at = '12000-01-01' "
                        "WHERE appointment_id = %s",
                        int(self.bad.appointment("Endlos")))
        self.device_name = self.person.member(self.foreign[0])
        self.foreign_before = self.foreign_rows()
        self.replica = self.person.replica()
        self.replica.sync()
        return self

    def drop(self):
        self.httpd.stop()
        self.watch.see("log of httpd", self.httpd.logged())
        self.httpd.drop()
        self.proxy.drop()

    # The store as it is, asked past the network

    def items(self):
        """{name: title} of what the person's devices are to show."""
        return dict(self.people.sql(ITEMS, self.person.login))

    def title(self, name):
        return self.items().get(name)

    def foreign_rows(self):
        return self.people.sql(
            "SELECT to_jsonb(a) FROM advolux.appointment a WHERE "
            "appointment_id = ANY (%s) ORDER BY 1",
            [int(key) for key in self.foreign])

    def new_item(self, title):
        """The name of a new appointment of the person's."""
        return self.person.member(self.person.appointment(title))

    def next(self):
        self.number += 1
        return self.number

    # A trial

    def run(self, fault, trial, story, strict=False):
        """One request while the network fails, and what is there after it.
        strict: it must succeed all the same."""
        before = time.monotonic()
        result, answer = verdict(trial.request, trial.is_good)
        took = time.monotonic() - before
        self.proxy.disarm()
        self.ledger.trial(fault, trial.writes and result == GOOD)
        if result == WRONG or strict and result != GOOD:
            self.breach(fault, "I6", story, answer)
        if took > TIMEOUT + TO_CONNECT + SLACK / 2:
            self.breach(fault, "I7", story, "%.1f s" % took)
        self.recover(fault, story)
        if trial.writes:
            state = trial.state()
            if result == GOOD and state != trial.after:
                self.breach(fault, "I1", story, "%r, not %r" % (
                    state, trial.after))
            elif state not in (trial.before, trial.after):
                self.breach(fault, "I2", story, state)
        self.compare(fault, story)
        self.clear()
        return result

    def recover(self, fault, story):
        """Until requests succeed; none on the way may be wrong."""
        began = time.monotonic()
        trial_path = self.dav.termine + self.lasting

        def good():
            result, answer = verdict(
                lambda: self.dav.get(trial_path),
                lambda got: got.status == 200 and "Bleibt" in got.text)
            if result == WRONG:
                self.breach(fault, "I6", story + ", afterwards", answer)
            return result in (GOOD, WRONG)

        wait_until("requests succeed again", good, seconds=60, pause=0.02)
        self.ledger.recovered(fault, time.monotonic() - began)

    def compare(self, fault, story):
        """The reader's copy with the store, and what nobody may alter."""
        self.replica.sync()
        store = self.items()
        copy = {name: text for name, (_, text) in self.replica.items.items()}
        if set(copy) != set(store) or any(
                "SUMMARY:" + title not in copy[name]
                for name, title in store.items()):
            self.breach(fault, "I3", story, (sorted(copy), store))
        if self.foreign_rows() != self.foreign_before:
            self.breach(fault, "I5", story, self.foreign_rows())

    def clear(self):
        """What trials have made goes, so that the next costs as little."""
        self.people.sql(
            "DELETE FROM advolux.appointment WHERE main_editor = %s AND "
            "title ~ '^(Neu|Angelegt|Umzug|Weg) '", self.person.staff_id)

    def breach(self, fault, invariant, story, what):
        self.ledger.breach(fault, invariant, "%s: %s" % (story, what))


__all__ = ["Lane", "TIMEOUT", "TO_CONNECT", "SLACK", "BROKEN", "GOOD", "LATER",
           "WRONG"]
