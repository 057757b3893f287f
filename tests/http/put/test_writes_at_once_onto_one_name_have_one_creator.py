# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Twenty clients create the same object with If-None-Match: *.

RFC 9110 section 13.1.2."""

from concurrent.futures import ThreadPoolExecutor

from support import ics


def test_one_201(person, people):
    path = person.dav.termine + "einer.ics"

    def create(number):
        client = people.client(person.login, person.password)
        uid = ics.new_uid()
        answer = client.put(path, ics.event(uid, summary=str(number)),
                            If_None_Match="*")
        return answer.status, answer.etag

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(create, range(20)))
    statuses = [status for status, _ in answers]
    assert statuses.count(201) == 1 and statuses.count(412) == 19, statuses
    assert person.dav.get(path).etag == dict(answers)[201]
