-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- caldav.first_instance is new: a program that asks for it is served no database
-- without it.

SET LOCAL ROLE advolux_owner;
