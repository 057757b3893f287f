/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file proof.h
 * What crypt(3) makes of the right password: the proof that somebody knows it.
 * The store keeps its setting (algorithm, cost and salt) and its SHA-256, so
 * that nobody can make a proof of what is stored.
 */
#ifndef ADVOLUX_PROOF_H
#define ADVOLUX_PROOF_H

#include <stdbool.h>

/** Octets of a proof, the end not counted (libxcrypt: CRYPT_OUTPUT_SIZE). */
#define ADVOLUX_PROOF_MAX 384

/** What a password makes with a setting, which may be a whole proof: one of
 * crypt(3), or htpasswd's "$apr1$salt$" and "{SHA}". Costs what the setting
 * says. False, and an empty proof, if the setting is none that is known here or
 * there is no memory. Thread-safe. */
bool advolux_proof_make(const char *password, const char *setting,
                        char proof[ADVOLUX_PROOF_MAX + 1]);

#endif
