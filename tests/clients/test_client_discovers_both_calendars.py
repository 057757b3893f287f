# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S19: host, login and password are all that a client is told."""


def test_client_discovers_both_calendars(client):
    assert client.calendars() == {"termine": "Termine",
                                  "aufgaben": "Aufgaben"}
