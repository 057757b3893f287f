# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What was acknowledged and what was seen while something failed, and the table
of faults and invariants that a run ends with.

I1  an acknowledged write is in the store, and stays there
I2  a write that was not acknowledged happened whole or not at all
I3  a reader's copy, kept by deltas, is what the store has
I4  no deadline in any answer or log (the canary; fails the run by itself)
I5  what a client may not alter is as it was
I6  trouble is 503 with Retry-After, or a connection that breaks: nothing that
    reads as a deletion, as a wrong password or as the whole of a part
I7  each request ends within its time
"""

import collections
import dataclasses
import threading

import requests

INVARIANTS = ("I1", "I2", "I3", "I4", "I5", "I6", "I7")


@dataclasses.dataclass
class Row:
    """What became of one kind of fault."""
    trials: int = 0
    acknowledged: int = 0
    recovery: float = 0     # seconds, the longest
    broken: collections.Counter = dataclasses.field(
        default_factory=collections.Counter)


class Ledger:
    """One for a run; many threads write it."""

    def __init__(self, watch):
        self.watch = watch
        self.rows = {}
        self.stories = []
        self._lock = threading.Lock()
        self._heard = 0

    def trial(self, fault, acknowledged=0):
        with self._lock:
            row = self.rows.setdefault(fault, Row())
            row.trials += 1
            row.acknowledged += acknowledged
            # The canary is heard by everybody's watch: it counts at whoever
            # looks first.
            row.broken["I4"] += len(self.watch.heard) - self._heard
            self._heard = len(self.watch.heard)

    def breach(self, fault, invariant, story):
        """An invariant did not hold."""
        with self._lock:
            self.rows.setdefault(fault, Row()).broken[invariant] += 1
            self.stories.append("%s, %s: %s" % (fault, invariant, story))

    def recovered(self, fault, seconds):
        with self._lock:
            row = self.rows.setdefault(fault, Row())
            row.recovery = max(row.recovery, seconds)

    def of(self, fault):
        """What was told of one fault."""
        return [story for story in self.stories
                if story.startswith(fault + ", ")]

    def table(self):
        """Its lines: faults and invariants."""
        form = "%-34s %7s %7s" + " %4s" * len(INVARIANTS) + " %10s"
        yield form % ("fault", "trials", "acked", *INVARIANTS, "recovery")
        for fault, row in sorted(self.rows.items()):
            yield form % (fault, row.trials, row.acknowledged,
                          *(row.broken[name] for name in INVARIANTS),
                          "%.1f s" % row.recovery)


GOOD, LATER, BROKEN, WRONG = "good", "try later", "broken off", "wrong"


def verdict(call, is_good):
    """(GOOD, LATER, BROKEN or WRONG, the answer or what was raised)."""
    try:
        answer = call()
    except requests.RequestException as error:
        return BROKEN, error
    if answer.status == 503 and int(answer.headers.get("Retry-After", 0)) > 0:
        return LATER, answer
    try:
        return (GOOD if is_good(answer) else WRONG), answer
    except Exception:       # an answer that cannot be read
        return WRONG, answer
