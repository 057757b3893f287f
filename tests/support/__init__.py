# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A throw-away Advolux (PostgreSQL), a throw-away httpd, and a DAV client."""
