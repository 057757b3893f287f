# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What tests of configure-caldav share."""

import pytest

from support import certificates

PASSWORD = "Geheim!2026"


@pytest.fixture
def tls(authority, tmp_path):
    """Options for TLS with a certificate of a trusted authority."""
    file = certificates.write_p12(tmp_path / "caldav_zertifikat.p12",
                                  authority.issue("localhost"), PASSWORD)
    return ["--tls", "--certificate", file, "--passwords",
            certificates.passwords(tmp_path, PASSWORD)[len("file:"):]]
