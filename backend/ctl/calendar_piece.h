/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file calendar_piece.h
 * The components of an iCalendar file, each by itself: what is wrong in one
 * does not keep the others from being read.
 */
#ifndef ADVOLUX_CTL_CALENDAR_PIECE_H
#define ADVOLUX_CTL_CALENDAR_PIECE_H

#include "vcalendar.h"

/** A component of one of the file's VCALENDARs; in the text that was read. */
typedef struct calendar_piece {
    const char *text; /**< from BEGIN on, as it stands in the file */
    apr_size_t length;
    int line;                   /**< of BEGIN, 1-based */
    int calendar;               /**< which of the VCALENDARs, from 0 */
    const ical_vcalendar *says; /**< what that one says of itself */
    const char *name;           /**< upper case: "VEVENT" */
    const char *wrong;          /**< why it is none; NULL if it is one */
    int wrong_line;
} calendar_piece;

/** All of them (array of calendar_piece), in the file's order; what belongs to
 * none is a piece with a fault. A BEGIN that cannot stand inside of a component
 * ends the one that was not ended. */
apr_array_header_t *calendar_pieces(apr_pool_t *pool, const char *text,
                                    apr_size_t length);

#endif
