/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file creation.h
 * Whether a database may be given the schema for the first time.
 */
#ifndef ADVOLUX_CTL_CREATION_H
#define ADVOLUX_CTL_CREATION_H

#include "ctl.h"

/** Whether the server and the database can hold the schema at all: version,
 * encoding, a primary. False after a message. */
bool creation_is_possible(ctl *c);

/** Whether the schema is wanted in a database that has none yet: that there is
 * no other schema of its names, that a superuser asks, and that somebody says
 * so. `steps` is how many files there are to be run; `agreed`: said by an
 * option already; else it is asked for at the terminal. False after a
 * message. */
bool creation_is_wanted(ctl *c, int steps, bool agreed);

#endif
