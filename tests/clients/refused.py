# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0


class Refused(Exception):
    """A client was told 403; the text is what it said of it."""
