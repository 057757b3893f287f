/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_names.h
 * The names of the IANA database that the system has.
 */
#ifndef ADVOLUX_ZONE_NAMES_H
#define ADVOLUX_ZONE_NAMES_H

/** The name of the system's file for a name in any case, a link included; NULL
 * if there is none. Thread-safe; lasts as long as the process. */
const char *zone_names_find(const char *name);

/** Names one by one; NULL behind the last. */
const char *zone_names_at(int i);

#endif
