# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""One run: a firm, its devices, and steps chosen by a seed. After each pause
every client's store, every row and every name must be what the model says."""

import collections
import copy
import datetime
import random
import time

import clerk
from clerk import Clerk
from device import HABITS, OPERATIONS
from firm import Firm, Person, difference
from item_text import UTC
from office import DEEDS, Office
from support.password import bcrypt
from support.person import PASSWORD
from support.dav import Dav

LOGINS = ("anna", "berta", "clara")
MATTERS = 3
LIVE_MAX = 60           # items, so that a long run stays as quick
ALL_MAX = 150           # with those in the trash
STEPS_MAX = 50          # between two pauses
BY_SHELL = 0.04         # of the steps: each is a process
NOON = datetime.timedelta(hours=12, minutes=7)
FIRST_NOON = datetime.datetime(2026, 1, 1) + NOON
FIRST_DAYS = 730        # the seed says which of them is the first
WHAT_HAPPENED = 40      # operations that a failure tells


class Broken(AssertionError):
    """The model and the server do not agree."""


class Soak:
    def __init__(self, cluster, httpd, watch, seed):
        self.cluster = cluster
        self.seed = seed
        self.chance = random.Random(seed)
        self.step = 0
        self.pauses = 0
        self.done = collections.deque(maxlen=WHAT_HAPPENED)
        self.counted = collections.Counter()
        self.firm = Firm(FIRST_NOON + datetime.timedelta(
            days=self.chance.randrange(FIRST_DAYS)))
        self.set_clock()
        self.admin = cluster.connect()
        self.office = Office(cluster, self.firm, self.chance)
        self.clerk = Clerk(cluster, self.firm, self.chance, self.learn)
        self.devices = []
        for login in LOGINS:
            self.employ(login)
        for _ in range(MATTERS):
            number = "%d/26" % self.chance.randint(1, 10 ** 9)
            self.firm.matters[self.office.insert("matter", {
                "number": number, "title": "Akte"})] = number
        self.office.connection.commit()
        for person in self.firm.people.values():
            for habit in HABITS:
                dav = Dav(httpd.origin, person.login, PASSWORD, watch,
                          root=httpd.root)
                self.devices.append(habit(dav, person, self.firm, self.chance,
                                          self.learn))

    def close(self):
        self.office.connection.close()
        self.admin.close()
        for device in self.devices:
            device.dav.session.close()

    def employ(self, login):
        key = self.office.insert("staff", {"login": login, "name": login})
        self.firm.people[login] = Person(login, PASSWORD, key, login,
                                         "Europe/Berlin", "1 month")
        self.office.connection.commit()
        self.sql("SELECT caldav.set_password(%s, %s)", login,
                 bcrypt(PASSWORD))

    def sql(self, text, *values):
        with self.admin.cursor() as cursor:
            cursor.execute(text, values or None)
            return cursor.fetchall() if cursor.description else []

    # Time

    def set_clock(self):
        ahead = self.firm.now - datetime.datetime.now(UTC).replace(tzinfo=None)
        self.cluster.move_clock("%+d" % round(ahead.total_seconds()))

    def pass_time(self):
        """A quarter of an hour, so that healings are not limited for ever, or
        days; never near a midnight of anybody's."""
        now = self.firm.now + datetime.timedelta(minutes=15)
        midnight = self.firm.now.replace(hour=0, minute=0)
        if now - midnight > datetime.timedelta(hours=16) \
                or self.chance.random() < 0.3:
            now = midnight + NOON + datetime.timedelta(
                days=self.chance.choice((1, 1, 1, 2, 7, 31)))
        self.firm.now = now
        self.set_clock()

    # Names

    def learn(self, name=None, kind=None, person=None):
        """Take the names that entries have now; the key behind one."""
        if name:
            return self.sql(
                "SELECT item_id FROM caldav.entry e JOIN caldav.collection c "
                "USING (calendar_id) WHERE c.login = %s AND c.kind = %s AND "
                "e.name = %s", person.login, kind, name)[0][0]
        for login, kind, key, name, uid in self.sql(
                "SELECT c.login, e.kind::text, e.item_id, e.name, e.uid "
                "FROM caldav.entry e JOIN caldav.collection c USING "
                "(calendar_id) WHERE e.visible OR e.reserved"):
            item = self.firm.items.get((kind, key))
            if item is None:
                raise AssertionError("%s has a %s %d that Advolux has not" % (
                    login, kind, key))
            before = item.names.get(login, name)
            assert before == name, "%s %d was %s, is %s to %s" % (
                kind, key, before, name, login)
            self.firm.bind(self.firm.people[login], item, name, uid)
        return None

    # Running

    def run(self, steps, progress=None):
        """Raises Broken, which tells the seed, the step and what happened."""
        begun = time.monotonic()
        try:
            while self.step < steps:
                self.segment(min(steps, self.step + self.chance.randint(
                    1, STEPS_MAX)))
                self.pause()
                if progress:
                    progress(self, time.monotonic() - begun)
        except Exception as failure:
            raise Broken("SOAK_SEED=%d, step %d (%s)\nlast operations:\n  %s"
                         "\n%s: %s" % (
                             self.seed, self.step, self.firm.now,
                             "\n  ".join(self.done), type(failure).__name__,
                             failure)) from failure

    def segment(self, end):
        while self.step < end:
            self.step += 1
            if self.chance.random() < BY_SHELL:
                said = self.deed(self.clerk, clerk.DEEDS)
                self.office.connection.commit()
            elif self.chance.random() < 0.5:
                said = self.transaction()
            elif self.chance.random() < 0.2:
                said = self.synchronise()
            else:
                said = self.operate()
            if said:
                self.done.append("%d: %s" % (self.step, said))

    def operate(self):
        device = self.chance.choice(self.devices)
        deed, = self.chance.choices(list(OPERATIONS),
                                    list(OPERATIONS.values()))
        self.counted[deed.__name__] += 1
        return deed(device)

    def synchronise(self):
        device = self.chance.choice(self.devices)
        for kind in device.stores:
            device.sync(kind)
        return "%s synchronises" % device

    def transaction(self):
        """One deed of Advolux, or some together; some are taken back."""
        count = self.chance.choice((1, 1, 1, 1, 2, 3))
        undone = self.chance.random() < 0.05
        before = copy.deepcopy(self.firm.__dict__) if undone else None
        said = list(filter(None, (self.deed(self.office, DEEDS)
                                  for _ in range(count))))
        if not undone:
            self.office.connection.commit()
            return "; ".join(said)
        self.office.connection.rollback()
        self.take_back(before)
        return "(taken back) " + "; ".join(said)

    def take_back(self, before):
        """Devices hold on to the people: these stay who they are."""
        for login, person in before.pop("people").items():
            self.firm.people[login].__dict__.update(person.__dict__)
        self.firm.__dict__.update(before)

    def deed(self, who, deeds):
        live = sum(not item.trashed for item in self.firm.items.values())
        deed, = self.chance.choices(list(deeds), list(deeds.values()))
        if live > LIVE_MAX:
            who, deed = self.office, self.chance.choice((Office.trash,
                                                         Office.destroy))
        elif len(self.firm.items) > ALL_MAX:
            who, deed = self.office, Office.destroy
        self.counted[type(who).__name__ + "." + deed.__name__] += 1
        return deed(who)

    # Pauses

    def pause(self):
        self.pauses += 1
        self.pass_time()
        self.done.append("-- pause, %s" % self.firm.now)
        if self.chance.random() < 0.1:
            self.purge()
        self.learn()
        self.check_rows()
        for device in self.devices:
            for kind in device.stores:
                device.sync(kind)
                self.check_store(device, kind)

    def purge(self):
        """Tombstones are forgotten: so are the names that they had."""
        self.learn()
        self.clerk.tool("purge", "--tombstones", "0")
        self.firm.purge()
        self.done.append("purge")

    def check_rows(self):
        stored = self.office.stored()
        self.office.connection.commit()
        assert stored.keys() == self.firm.items.keys(), "rows: %s" % sorted(
            stored.keys() ^ self.firm.items.keys())
        for key, (row, object, others) in stored.items():
            item = self.firm.items[key]
            model = item.object.but(extras={})
            found = difference(model, object)
            assert not found, "row %s %d is not the model's (%s)" % (*key,
                                                                     found)
            staff = {self.firm.people[login].staff_id
                     for login in item.others}
            assert (row["sync_mode"], row["trashed_at"] is not None,
                    row["deadline_id"] is not None, row["matter_id"],
                    row["main_editor"], others) == (
                item.mode, item.trashed, item.deadline, item.matter,
                self.firm.people[item.main].staff_id, staff), key

    def check_store(self, device, kind):
        login = device.person.login
        store = device.stores[kind]
        expected = {item.names.get(login): item
                    for item in device.expected(kind)}
        assert store.keys() == expected.keys(), (
            "%s has %s too many and %s too few" % (
                device, sorted(store.keys() - expected.keys()),
                sorted(map(str, expected.keys() - store.keys()))))
        for name, item in expected.items():
            found = difference(self.firm.shown(device.person, item),
                               store[name].object)
            assert not found, "%s has another %s %d, %s, than the model: %s" \
                % (device, kind, item.key, name, found)
            assert store[name].object.uid == item.uids[login], name
            store[name].stamp = item.stamp(login)
            store[name].dirty = False
        uids = [store[name].object.uid for name in store]
        assert len(uids) == len(set(uids)), "%s has a UID twice" % device
