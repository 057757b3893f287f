/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file fingerprint.h
 * HMAC-SHA256 of two texts under a secret of this process: what is kept in
 * place of a password. Worthless outside the process and after its end.
 */
#ifndef ADVOLUX_FINGERPRINT_H
#define ADVOLUX_FINGERPRINT_H

#include <stdbool.h>

typedef struct advolux_fingerprint {
    unsigned char octets[32];
} advolux_fingerprint;

typedef struct advolux_fingerprint_key {
    unsigned char octets[32];
} advolux_fingerprint_key;

/** Draw a random key; false if the system has no randomness to give. */
bool advolux_fingerprint_key_make(advolux_fingerprint_key *key);

/** The fingerprint of `first` NUL `second`; false on lack of memory. */
bool advolux_fingerprint_make(const advolux_fingerprint_key *key,
                              const char *first, const char *second,
                              advolux_fingerprint *fingerprint);

#endif
