/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file clock.h
 * The clock for waiting. Nobody sets it, so that a wait is as long as it was
 * meant to be when the machine's time of day is corrected meanwhile.
 */
#ifndef ADVOLUX_CLOCK_H
#define ADVOLUX_CLOCK_H

#include <time.h>

#include <apr_time.h>

/** Microseconds since some moment before the process began. */
static inline apr_time_t advolux_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return apr_time_from_sec(now.tv_sec) + now.tv_nsec / 1000;
}

#endif
