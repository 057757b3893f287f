# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What this machine can do at best: httpd alone, PostgreSQL alone."""

import base64
import hashlib
import os
import re

from support.cluster import bin_dir
from support.process import run

from .load import median

FILES = 1000
SCHEMA = """
CREATE SCHEMA bench;
CREATE TABLE bench.item (id int PRIMARY KEY, name text, version bigint,
                         body text);
INSERT INTO bench.item
SELECT n, 'item-' || n || '.ics', n, repeat('x', {size})
FROM generate_series(1, 10000) n;
VACUUM ANALYZE bench.item;
"""
SELECT = """\\set id random(1, 10000)
SELECT name, version, body FROM bench.item WHERE id = :id;
"""
UPDATE = """\\set id random(1, 10000)
UPDATE bench.item SET version = version + 1, body = body WHERE id = :id;
"""

STATIC = """\
<Location "/static/">
    AuthType Basic
    AuthName "Static"
    AuthBasicProvider file
    AuthUserFile "{file}"
    Require valid-user
</Location>
"""


def static_configuration(directory, login, password):
    """httpd.conf lines that guard /static/ at the least cost."""
    users = directory / "users"
    digest = base64.b64encode(hashlib.sha1(password.encode()).digest())
    users.write_text("%s:{SHA}%s\n" % (login, digest.decode()))
    users.chmod(0o644)
    return STATIC.format(file=users)


def static_files(httpd, size):
    """Files of one object's size."""
    folder = httpd.dir / "htdocs" / "static"
    folder.mkdir()
    for number in range(FILES):
        (folder / ("%d.ics" % number)).write_bytes(b"x" * size)


def static_paths():
    """Their paths."""
    return ["/static/%d.ics" % number for number in range(FILES)]


def create_rows(cluster, size):
    cluster.psql(SCHEMA.format(size=size))


def pgbench_rate(cluster, directory, script, clients, seconds=3):
    """Transactions a second of a prepared one-row statement over the unix
    socket."""
    path = directory / "pgbench.sql"
    path.write_text(script)
    output = run([bin_dir() + "/pgbench", "-n", "-M", "prepared",
                  "-c", str(clients), "-j", "1", "-T", str(seconds),
                  "-f", str(path)],
                 env=cluster.environment(), timeout=60)
    return float(re.search(r"tps = ([\d.]+)", output)[1])


def psql_fetch(cluster, statement, runs=7):
    """Median milliseconds in which psql has the rows of a statement."""
    script = "\\timing on\n\\o %s\n\\pset format unaligned\n" % os.devnull
    script += (statement + ";\n") * (runs + 1)
    output = run([bin_dir() + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"],
                 input=script, env=cluster.environment(), timeout=120)
    times = [float(text) for text in re.findall(r"Time: ([\d.]+) ms", output)]
    return median(times[1:])
