# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL on another machine is spoken to by TLS with a verified name.
0x7f.1 is loopback, but written as no address of it: it stands for another one."""

import os
import shutil

import pytest

from support import certificates
from support.cluster import SUPERUSER, Cluster

OTHER = "0x7f.1"


@pytest.fixture(scope="module")
def elsewhere(watch):
    """A PostgreSQL that listens on TCP, without TLS."""
    cluster = Cluster(settings={"listen_addresses": "127.0.0.1",
                                "shared_buffers": "16MB"})
    try:
        yield cluster.start().migrate()
    finally:
        watch.end(cluster)


@pytest.fixture
def with_tls(elsewhere, authority):
    """It does TLS, with a certificate of db.kanzlei.example."""
    issued = authority.issue("db.kanzlei.example")
    path = elsewhere.data / "db.pem"
    path.write_bytes(certificates.pem(issued.certificate, *issued.chain()) +
                     certificates.pkcs8(issued.key))
    path.chmod(0o600)
    if os.geteuid() == 0:
        shutil.chown(path, SUPERUSER, SUPERUSER)
    elsewhere.psql("ALTER SYSTEM SET ssl_cert_file = 'db.pem';"
                   "ALTER SYSTEM SET ssl_key_file = 'db.pem';"
                   "ALTER SYSTEM SET ssl = on;", database="postgres")
    elsewhere.stop()
    elsewhere.start()


@pytest.fixture
def said(elsewhere, check, tmp_path):
    """What check says if the module's conninfo has these words too."""
    return lambda words="": check(
        "--module", "host=%s port=%d dbname=advolux user=advolux_caldav %s" % (
            OTHER, elsewhere.port, words), HOME=str(tmp_path))


@pytest.mark.row("PostgreSQL on another machine does not do TLS")
def test_no_tls(said, told):
    told(said())
    assert "check role" not in said("sslmode=disable")


@pytest.mark.row("The CA of PostgreSQL's certificate is not named")
def test_authority(with_tls, said, told):
    told(said())


@pytest.mark.row("The CA file lies behind a closed directory")
def test_closed_directory(site, cluster, told, authority, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    for directory in tmp_path.parent.parent, tmp_path.parent, tmp_path:
        directory.chmod(0o755)
    file = authority.trust(closed)
    file.chmod(0o644)
    httpd = site(conninfo=cluster.conninfo() + " sslrootcert=%s" % file)
    assert httpd.configtest().strip() == "Syntax OK"
    closed.chmod(0o000)
    said = httpd.configtest()
    told(said)
    assert "directory %s cannot be entered by " % closed in said
    closed.chmod(0o755)
    assert httpd.configtest().strip() == "Syntax OK"


@pytest.mark.row("PostgreSQL's certificate is for another name")
def test_name(with_tls, said, told, authority, tmp_path):
    trust = "sslrootcert=%s" % authority.trust(tmp_path)
    told(said(trust))
    assert "check role" not in said(trust + " sslmode=verify-ca")
