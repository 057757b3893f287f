# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Calls of the module's, for tests that make them in SQL themselves."""

# What each call of the module begins with, for the row of caldav.login that
# `login` names in the statement.
CALLER = """login.login, (SELECT credential_id FROM caldav.credential k
                         WHERE k.staff_id = login.staff_id), '$test$'"""


def an_object(uid, component="VEVENT"):
    """A calendar object, as an SQL literal."""
    return "E'" + "\\n".join([
        "BEGIN:VCALENDAR", "BEGIN:" + component, "UID:" + uid,
        "END:" + component, "END:VCALENDAR"]) + "'"
