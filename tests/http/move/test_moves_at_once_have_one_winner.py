# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Twenty clients rename one object; it has one name in the end.

RFC 4918 section 9.9."""

from concurrent.futures import ThreadPoolExecutor


def test_one_name(person, people):
    path = person.dav.termine + person.put_event()

    def move(number):
        client = people.client(person.login, person.password)
        return client.request("MOVE", path, headers={
            "Destination": "%s%d.ics" % (person.dav.termine, number)}).status

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(move, range(20)))
    assert statuses.count(201) == 1, statuses
    assert set(statuses) <= {201, 404}
    replica = person.replica()
    replica.sync()
    assert set(replica.items) == {"%d.ics" % statuses.index(201)}
