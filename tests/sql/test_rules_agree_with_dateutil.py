# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Random rules make the instances that another implementation makes."""

import datetime
import random

import pytest

from support.rules import instances, random_rule

RULES = 600
SEED = 20260301


@pytest.fixture(autouse=True)
def end_of_time(monkeypatch):
    """dateutil looks for instances that are not there up to this year."""
    monkeypatch.setattr(datetime, "MAXYEAR", 2050)


@pytest.mark.parametrize("part", range(3))
def test_rules_agree_with_dateutil(database, part):
    chance = random.Random(SEED + part)
    with database() as connection, connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '10s'")
        for _ in range(RULES // 3):
            rule = random_rule(chance)
            start = datetime.datetime(2020, 1, 1, 9, 30) + datetime.timedelta(
                days=chance.randrange(3000))
            end = start + datetime.timedelta(days=365 * 6)
            cursor.execute(
                "SELECT array_agg(o ORDER BY o) FROM advolux.occurrences("
                "%s, %s, p_to => %s, p_max => 100000) AS o", (rule, start, end))
            assert cursor.fetchone()[0] == instances(rule, start, end), \
                (rule, start)


def test_ranges_are_parts_of_the_whole(database):
    chance = random.Random(SEED)
    with database() as connection, connection.cursor() as cursor:
        for _ in range(60):
            rule = random_rule(chance)
            start = datetime.datetime(2020, 1, 1, 9, 30)
            begin = start + datetime.timedelta(days=chance.randrange(2000))
            end = begin + datetime.timedelta(days=chance.randrange(400))
            cursor.execute(
                "SELECT array_agg(o ORDER BY o) FROM advolux.occurrences("
                "%s, %s, p_from => %s, p_to => %s, p_max => 100000) AS o",
                (rule, start, begin, end))
            assert (cursor.fetchone()[0] or []) == [
                day for day in instances(rule, start, end) if day >= begin], \
                (rule, begin, end)
