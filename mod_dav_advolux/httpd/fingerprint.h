/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file fingerprint.h
 * HMAC-SHA256 of two texts under a secret: what is kept in place of a password.
 * The secret is drawn by httpd's parent and inherited by its children; it is in
 * no file and in no shared memory. Without it a fingerprint is worthless.
 */
#ifndef ADVOLUX_FINGERPRINT_H
#define ADVOLUX_FINGERPRINT_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

typedef struct advolux_fingerprint {
    unsigned char octets[32];
} advolux_fingerprint;

typedef struct advolux_fingerprint_key {
    unsigned char octets[32];
} advolux_fingerprint_key;

/** Draw a random key; false if the system has no randomness to give. */
static inline bool advolux_fingerprint_key_make(advolux_fingerprint_key *key)
{
    return RAND_bytes(key->octets, sizeof key->octets) == 1;
}

/** The fingerprint of `first` NUL `second`; false on lack of memory. */
static inline bool advolux_fingerprint_make(const advolux_fingerprint_key *key,
                                            const char *first,
                                            const char *second,
                                            advolux_fingerprint *fingerprint)
{
    size_t first_size = strlen(first) + 1;
    size_t length = first_size + strlen(second);
    unsigned char *both = malloc(length);
    bool made;

    if (!both) {
        return false;
    }
    memcpy(both, first, first_size);
    memcpy(both + first_size, second, length - first_size);
    made = HMAC(EVP_sha256(), key->octets, sizeof key->octets, both, length,
                fingerprint->octets, NULL) != NULL;
    OPENSSL_cleanse(both, length);
    free(both);
    return made;
}

/** The key for one use of the secret: what is made with it has no meaning for
 * another use. False on lack of memory. */
static inline bool advolux_fingerprint_key_derive(
    const advolux_fingerprint_key *secret, const char *use, const char *name,
    advolux_fingerprint_key *key)
{
    advolux_fingerprint made;

    if (!advolux_fingerprint_make(secret, use, name, &made)) {
        return false;
    }
    memcpy(key->octets, made.octets, sizeof key->octets);
    return true;
}

#endif
