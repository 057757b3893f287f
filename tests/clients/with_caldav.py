# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""python3-caldav, syncing by token as its users do."""

import caldav
from caldav.lib.error import AuthorizationError, DeleteError, PutError

from refused import Refused
from with_vdirsyncer import uid_of


class PythonCaldav:
    def __init__(self, origin, person, directory, ca=None):
        self.client = caldav.DAVClient(
            origin + person.dav.root, username=person.login,
            password=person.password,
            ssl_verify_cert=str(ca) if ca else True)
        self.found = {str(calendar.url).rstrip("/").rsplit("/", 1)[1]:
                      calendar for calendar in
                      self.client.principal().calendars()}
        self.copies = {}
        self.output = b""

    def close(self):
        self.client.close()

    def calendars(self):
        return {name: calendar.get_display_name()
                for name, calendar in self.found.items()}

    def items(self, calendar):
        return {uid_of(octets): octets
                for octets in self._synced(calendar).values()}

    def create(self, calendar, uid, text):
        save = (self.found[calendar].save_todo if b"BEGIN:VTODO" in text
                else self.found[calendar].save_event)
        save(text.decode())

    def update(self, calendar, uid, change):
        item = self._item(calendar, uid)
        item.load()
        item.data = change(wire(item)).decode()
        copy = self._copies(calendar).get(item.url)
        if copy:
            copy.data = item.data
        self._write(item.save)

    def delete(self, calendar, uid):
        item = self._item(calendar, uid)
        self._copies(calendar).pop(item.url, None)
        self._write(item.delete)

    # Inside

    @staticmethod
    def _write(deed):
        try:
            deed()
        except (AuthorizationError, DeleteError, PutError) as error:
            if "403" not in str(error) and "Forbidden" not in str(error):
                raise
            raise Refused(str(error)) from None

    def _copies(self, calendar):
        """URL -> own copy, which is changed first, as applications do it."""
        copies = self.copies.get(calendar)
        return copies.objects_by_url() if copies else {}

    def _item(self, calendar, uid):
        by = (self.found[calendar].todo_by_uid if calendar == "aufgaben"
              else self.found[calendar].event_by_uid)
        return by(uid)

    def _synced(self, calendar):
        """URL -> text of the local copy, brought up to date. The library
        keeps what it could not load, without text."""
        if calendar not in self.copies:
            self.copies[calendar] = self.found[
                calendar].objects_by_sync_token(load_objects=True)
        else:
            self.copies[calendar].sync()
        return {str(item.url): wire(item)
                for item in self.copies[calendar] if item.data}


def wire(item):
    return item.data.encode() if isinstance(item.data, str) else item.data
