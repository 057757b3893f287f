# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Advolux, nine clients and the days interleave at random; whenever they pause,
everybody has what the policy says (ARCHITECTURE.md, "Invariants", I1 to I7).

SOAK_SEED repeats a run (make check-soak has one, make soak takes another each
time), SOAK_STEPS makes it longer (make soak: 100,000), and SOAK_MUTATION breaks the
store, to see it found."""

import os
import random
import sys

import pytest

from mutation import MUTATIONS, mutate
from soak import Broken, Soak
from support.cluster import DATABASE, Cluster
from support.httpd import Httpd

STEPS = int(os.environ.get("SOAK_STEPS", "600"))
STEPS_MUTATED = 3000        # by then each mutation must have been found


@pytest.fixture(scope="module")
def pristine(watch):
    """A cluster with a clock, and a migrated database to copy."""
    cluster = Cluster(clock=True)
    try:
        cluster.start().migrate()
        cluster.sql("ALTER DATABASE %s RENAME TO pristine" % DATABASE,
                    database="postgres")
        yield cluster
    finally:
        watch.end(cluster)


@pytest.fixture
def installed(pristine, watch):
    """An empty installation: (cluster, httpd)."""
    pristine.sql("CREATE DATABASE %s TEMPLATE pristine" % DATABASE,
                 database="postgres")
    httpd = Httpd(pristine)
    try:
        httpd.start()
        yield pristine, httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
        pristine.sql("DROP DATABASE %s WITH (FORCE)" % DATABASE,
                     database="postgres")


def seed():
    return int(os.environ.get("SOAK_SEED") or random.randrange(10 ** 9))


def soak(installed, watch, steps, mutation=None):
    run = Soak(*installed, watch, seed())
    print("\nSOAK_SEED=%d, %d steps" % (run.seed, steps), file=sys.stderr,
          flush=True)
    if mutation:
        mutate(run.cluster, mutation)
    try:
        run.run(steps, tell)
    finally:
        run.close()
    return run


def tell(run, seconds):
    """A line of progress each hundred pauses, for those who wait."""
    if run.pauses % 100 == 0:
        print("soak: step %d, %d pauses, %.0f s, %d items, day %s" % (
            run.step, run.pauses, seconds, len(run.firm.items),
            run.firm.now.date()), file=sys.stderr, flush=True)


def test_model_holds(installed, watch):
    run = soak(installed, watch, STEPS, os.environ.get("SOAK_MUTATION"))
    assert run.step == STEPS
    if STEPS >= 2000:
        assert min(run.counted.values()) > 0, run.counted


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutation_is_found(installed, watch, mutation):
    with pytest.raises(Broken) as found:
        soak(installed, watch, STEPS_MUTATED, mutation)
    assert "SOAK_SEED=" in str(found.value)
    assert "last operations:" in str(found.value)
