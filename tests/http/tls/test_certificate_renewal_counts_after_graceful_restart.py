# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A renewed certificate replaces the file; connections that are open go on.

Handbook S11."""

from support import certificates

PASSWORD = "Geheim!2026"


def test_renewed_file_is_served_after_graceful_restart(
        tls_httpd, authority, tmp_path):
    file = tmp_path / "caldav_zertifikat.p12"
    old = authority.issue("localhost", days=(-80, 10))
    new = authority.issue("localhost")
    trust = authority.trust(tmp_path)
    certificates.write_p12(file, old, PASSWORD)
    httpd = tls_httpd(file, certificates.passwords(tmp_path, PASSWORD)).start()
    assert httpd.served(trust).serial_number == old.serial
    certificates.write_p12(file, new, PASSWORD)
    assert httpd.served(trust).serial_number == old.serial
    httpd.graceful()
    assert httpd.served(trust).serial_number == new.serial
    assert len(httpd.pem_files()) == 1


def test_renewal_may_change_format_and_password(tls_httpd, authority,
                                                tmp_path):
    file = tmp_path / "caldav_zertifikat.jks"
    issued = authority.issue("localhost")
    certificates.write_p12(file, authority.issue("localhost"), PASSWORD)
    httpd = tls_httpd(file, certificates.passwords(tmp_path, PASSWORD)).start()
    certificates.write_jks(file, issued, "neu", "noch neuer")
    certificates.passwords(tmp_path, "neu", "noch neuer")
    httpd.graceful()
    assert httpd.served(authority.trust(
        tmp_path)).serial_number == issued.serial
