/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file rule.h
 * The store's rules in words.
 */
#ifndef ADVOLUX_CTL_RULE_H
#define ADVOLUX_CTL_RULE_H

/** What the constraint of this name asks for, as a sentence for whoever gave
 * the value; NULL if it has none. Static. */
const char *rule_sentence(const char *constraint);

#endif
