# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""scripts/demo-firm: same arguments, same bytes; any day will do."""

import pytest

from support.process import TREE, run

DEMO_FIRM = str(TREE / "scripts/demo-firm")


def printed(*arguments):
    return run([DEMO_FIRM, *arguments])


def test_same_bytes():
    one = printed("--today", "2026-12-01")
    assert one == printed("--today", "2026-12-01")
    assert one != printed("--today", "2026-12-02")


@pytest.mark.parametrize("today", ["2028-02-29", "2026-03-29", "2026-10-25",
                                   "2026-12-31"])
def test_loads_on_any_day(cluster, today):
    script = printed("--today", today)
    assert script.endswith("COMMIT;\n")
    cluster.sql("CREATE DATABASE another TEMPLATE template0")
    try:
        cluster.migrate_database("another")
        cluster.psql(script, database="another")
    finally:
        cluster.sql("DROP DATABASE another WITH (FORCE)")


def test_scale():
    assert (printed("--today", "2026-12-01", "--scale", "3").count("\n(")
            > printed("--today", "2026-12-01").count("\n(") + 200)
