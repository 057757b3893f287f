# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Ten clients delete one object by its ETag; each other one gets 404 or
412, and nothing is deleted twice.

RFC 9110 section 13.1.1."""

from concurrent.futures import ThreadPoolExecutor


def test_one_204(person, people):
    name = person.put_event()
    path = person.dav.termine + name
    item = person.row(name)["appointment_id"]
    etag = person.dav.get(path).etag

    def delete(_):
        client = people.client(person.login, person.password)
        return client.delete(path, If_Match=etag).status

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(delete, range(10)))
    assert statuses.count(204) == 1, statuses
    assert set(statuses) <= {204, 404, 412}
    journal = person.people.sql(
        "SELECT count(*) FROM advolux.journal WHERE operation = 'delete' "
        "AND result = 'done' AND item_id = %s", item)
    assert journal[0][0] == 1
