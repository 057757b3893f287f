/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file zone_file.h
 * The system's zone information files (RFC 8536).
 */
#ifndef ADVOLUX_ZONE_FILE_H
#define ADVOLUX_ZONE_FILE_H

#include "zone.h"

/** The directory that the files are in; NULL if there is none. */
const char *zone_file_directory(void);

/** Read the file of a zone, of the name that the system has for it; NULL if
 * that is no zone. All of it is in `pool`. */
zone_info *zone_file_read(apr_pool_t *pool, const char *name);

#endif
