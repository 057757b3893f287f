# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Random rules, and the instances that dateutil makes of them."""

import warnings

from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def some(chance, values, most=3):
    """Some distinct values, joined, or None."""
    if chance.random() < 0.5:
        return None
    chosen = chance.sample(values, chance.randint(1, min(most, len(values))))
    return ",".join(str(value) for value in chosen)


def random_rule(chance):
    freq = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = {"FREQ": freq, "INTERVAL": chance.choice([None, 1, 2, 3, 7])}
    parts["BYMONTH"] = some(chance, list(range(1, 13)), 5)
    if freq in ("MONTHLY", "YEARLY"):
        # dateutil wants days with and without ordinals to match at once.
        places = chance.choice([[""], ["1", "2", "+3", "-1", "-2"]])
        if places[0] and freq == "YEARLY" and not parts["BYMONTH"]:
            places += ["20", "-40", "53"]
        weekdays = [place + day for place in places for day in DAYS]
    else:
        weekdays = DAYS
    parts["BYDAY"] = some(chance, weekdays, 4)
    if freq != "WEEKLY":
        parts["BYMONTHDAY"] = some(
            chance, [1, 2, 13, 28, 29, 30, 31, -1, -2, -15, -31], 5)
    if freq == "YEARLY":
        parts["BYYEARDAY"] = some(chance, [1, 60, 100, 366, -1, -366], 4) \
            if chance.random() < 0.3 else None
        # Week numbers: dateutil does not take the weekday from the start, and
        # counts a year's weeks wrong where they do not begin on Monday.
        if chance.random() < 0.4 and places == [""] and parts["BYDAY"]:
            parts["BYWEEKNO"] = some(chance, [1, 2, 20, 51, 52, 53, -1, -53], 4)
    # dateutil counts positions of the first week from the start only.
    if freq != "WEEKLY" and any(
            value for name, value in parts.items() if name.startswith("BY")):
        parts["BYSETPOS"] = some(chance, [1, 2, 3, -1, -2], 2) \
            if chance.random() < 0.5 else None
    parts["WKST"] = chance.choice(
        [None, "MO"] if parts.get("BYWEEKNO") else [None, "MO", "SU", "WE"])
    parts["COUNT"] = chance.choice([None, 1, 5, 40])
    return ";".join("%s=%s" % part for part in parts.items() if part[1])


def instances(rule, start, end):
    """Local starts before end, the first one at start."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bounded = rule + end.strftime(";UNTIL=%Y%m%dT%H%M%S")
        found = {day for day in rrulestr(bounded, dtstart=start) if day < end}
    return sorted(found | {start})
