# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Random cases in batches, each of a person of its own, several at once.

PROPERTY_CASES says how many cases, PROPERTY_SEED repeats a run, and PROPERTY_BATCH
one batch of it alone."""

import concurrent.futures
import itertools
import os
import random
import subprocess
import tempfile
import threading

from requests.adapters import HTTPAdapter, Retry

from .person import People
from .process import TREE

CASES = int(os.environ.get("PROPERTY_CASES", "2000"))
SEED = int(os.environ.get("PROPERTY_SEED") or 1)
ONLY = os.environ.get("PROPERTY_BATCH")
AT_ONCE = 4


def run(people, batch, size):
    """batch(people, chance) makes `size` cases and raises what is wrong; people
    are its own connections. The first that fails ends the run."""
    print("PROPERTY_SEED=%d, %d cases" % (SEED, CASES))
    numbers = iter([int(ONLY)] if ONLY else range(-(-CASES // size)))
    lock, failed = threading.Lock(), threading.Event()

    def work():
        own = People(people.cluster, people.httpd, None)
        while not failed.is_set():
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            try:
                batch(own, random.Random("%d/%d" % (SEED, number)))
            except BaseException as error:
                failed.set()
                raise AssertionError("PROPERTY_SEED=%d PROPERTY_BATCH=%d: %s" % (
                    SEED, number, error)) from error

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for worker in [pool.submit(work) for _ in range(AT_ONCE)]:
            worker.result()


def patient(dav):
    """httpd ends processes that have nothing to do, and their connections: a
    request that comes to a closed one is sent again, as any client does."""
    dav.session.mount("http://", HTTPAdapter(max_retries=Retry(
        2, allowed_methods=None)))
    return dav


def stored(people, login, kind, texts):
    """Import objects at once, as far as they can be: {key: name}."""
    program = os.environ.get("ADVOLUXCTL") or str(TREE / "advoluxctl")
    with tempfile.NamedTemporaryFile("w", suffix=".ics", newline="") as file:
        file.write("".join(texts))
        file.flush()
        done = subprocess.run(
            [program, "import", "--for", login, "--skip-faults", file.name],
            env=people.cluster.environment(user="advolux_owner"),
            capture_output=True, text=True)
    assert done.returncode in (0, 1), done
    return dict(people.sql(
        "SELECT item_id, name FROM caldav.member m JOIN caldav.collection c "
        "USING (calendar_id) WHERE c.login = %s AND m.kind = %s ORDER BY 1",
        login, kind))
