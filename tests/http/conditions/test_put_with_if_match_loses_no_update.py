# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A stale copy never overwrites a newer one (I2).

RFC 9110 section 13.1.1."""

import threading

from support import ics


def test_stale_etag_is_412(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    first = person.dav.put(path, ics.event(uid)).etag
    second = person.dav.put(path, ics.event(uid, summary="B"),
                            If_Match=first)
    assert second.status == 204, second
    stale = person.dav.put(path, ics.event(uid, summary="C"), If_Match=first)
    assert stale.status == 412, stale
    assert "SUMMARY:B" in person.dav.get(path).text
    assert person.dav.delete(path, If_Match=first).status == 412
    assert person.dav.delete(path, If_Match=second.etag).status == 204


def test_if_match_on_nothing_is_412(person):
    path = person.dav.termine + "nothing.ics"
    text = ics.event(ics.new_uid())
    assert person.dav.put(path, text, If_Match='"1"').status == 412
    assert person.dav.put(path, text, If_Match="*").status == 412
    assert person.dav.get(path).status == 404


def test_weak_etag_never_matches(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    etag = person.dav.put(path, ics.event(uid)).etag
    assert person.dav.put(path, ics.event(uid),
                          If_Match="W/" + etag).status == 412


def test_list_of_etags_and_star(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    etag = person.dav.put(path, ics.event(uid)).etag
    etag = person.dav.put(path, ics.event(uid, summary="B"),
                          If_Match='"other", ' + etag).etag
    assert etag
    assert person.dav.put(path, ics.event(uid, summary="C"),
                          If_Match="*").status == 204


def test_put_without_condition_overwrites(person):
    """Evolution, python-caldav and macOS send none."""
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid))
    assert person.dav.put(path, ics.event(uid, summary="B")).status == 204


def test_of_two_racing_puts_one_wins(people, person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    etag = person.dav.put(path, ics.event(uid)).etag
    clients = [people.client(person.login, person.password)
               for _ in range(8)]
    for _ in range(10):
        answers = []

        def race(number):
            answers.append(clients[number].put(
                path, ics.event(uid, summary="Nr. %d" % number),
                If_Match=etag))
        threads = [threading.Thread(target=race, args=(n,))
                   for n in range(len(clients))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = sorted(answer.status for answer in answers)
        assert statuses == [204] + [412] * 7
        etag = next(a.etag for a in answers if a.status == 204)
        assert person.dav.get(path).etag == etag
