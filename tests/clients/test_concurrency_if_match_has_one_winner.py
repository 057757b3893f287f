# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""I2: of two PUTs that hold the same ETag, one is stored and one is told."""

import threading

from support import ics

RACES = 1000


def test_if_match_has_one_winner(people, person):
    path = person.dav.termine + "rennen.ics"
    uid = ics.new_uid()
    answer = person.dav.put(path, ics.event(uid))
    assert answer.status == 201, answer
    racers = [Racer(people.client(person.login, person.password), path,
                    uid, name)
              for name in ("links", "rechts")]
    etag = answer.etag
    for race in range(RACES):
        etag = one_winner(racers, etag, race)
    assert person.dav.get(path).etag == etag


def one_winner(racers, etag, race):
    """Run a race; the winner's ETag, which GET confirms with its text."""
    start = threading.Barrier(len(racers))
    threads = [threading.Thread(target=racer.run, args=(start, etag, race))
               for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = sorted(racer.answer.status for racer in racers)
    assert results in ([201, 412], [204, 412]), (race, results)
    winner = next(r for r in racers if r.answer.status < 300)
    now = winner.dav.get(winner.path)
    assert now.text == winner.text, race
    assert winner.answer.etag in (None, now.etag)
    assert now.etag != etag
    return now.etag


class Racer:
    def __init__(self, dav, path, uid, name):
        self.dav, self.path, self.uid, self.name = dav, path, uid, name
        self.text = self.answer = None

    def run(self, start, etag, race):
        self.text = ics.event(self.uid, summary="%s %d" % (self.name, race))
        self.answer = None
        start.wait()
        self.answer = self.dav.put(self.path, self.text, If_Match=etag)
