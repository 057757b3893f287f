/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <apr_strings.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "certificate.h"

#define DAY apr_time_from_sec(86400)
#define SOON (30 * DAY)
/* Apple: no more for certificates of a private authority (support.apple.com,
 * "Requirements for trusted certificates in iOS 13 and macOS 10.15"). */
#define LONGEST (825 * DAY)

/* "FILE (SUBJECT, valid FROM to UNTIL)" */
static const char *which(apr_pool_t *pool, const certificate *found)
{
    return apr_psprintf(pool, "%s (%s, valid %s to %s)", found->file,
                        found->subject,
                        certificate_day(pool, found->not_before),
                        certificate_day(pool, found->not_after));
}

static X509 *own(const certificate *found)
{
    return sk_X509_value(found->chain, 0);
}

static bool is_named(const certificate *found, const char *name)
{
    /* Devices look at subjectAltName alone. */
    bool named =
        X509_check_host(own(found), name, 0,
                        X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL) == 1 ||
        X509_check_ip_asc(own(found), name, 0) == 1;

    ERR_clear_error();
    return named;
}

static const certificate_finding *judge_dates(apr_pool_t *pool,
                                              const certificate *found,
                                              apr_time_t now)
{
    if (now > found->not_after) {
        return certificate_finding_make(
            pool, CERTIFICATE_EXPIRED,
            "%s has expired: devices refuse or warn. Get it renewed, replace "
            "the file and reload httpd",
            which(pool, found));
    }
    if (now < found->not_before) {
        return certificate_finding_make(
            pool, CERTIFICATE_NOT_YET,
            "%s is not valid yet: devices refuse or warn. Check this "
            "machine's clock, or use the previous certificate until then",
            which(pool, found));
    }
    if (now > found->not_after - SOON) {
        return certificate_finding_make(
            pool, CERTIFICATE_EXPIRES_SOON,
            "%s expires in %d days. Get it renewed, replace the file and "
            "reload httpd",
            which(pool, found), (int)((found->not_after - now) / DAY));
    }
    return NULL;
}

static const char *listed(apr_pool_t *pool, const apr_array_header_t *names)
{
    return names->nelts > 0 ? apr_array_pstrcat(pool, names, ' ')
                            : "no host (it has no subjectAltName)";
}

static const certificate_finding *judge_names(apr_pool_t *pool,
                                              const certificate *found,
                                              const apr_array_header_t *names)
{
    apr_array_header_t *others = apr_array_make(pool, 1, sizeof(const char *));

    for (int i = 0; names && i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);

        if (!is_named(found, name)) {
            APR_ARRAY_PUSH(others, const char *) = name;
        }
    }
    if (others->nelts == 0) {
        return NULL;
    }
    return certificate_finding_make(
        pool, CERTIFICATE_WRONG_NAME,
        "%s is for %s, not for %s: devices warn. Correct ServerName and "
        "ServerAlias, or get a certificate that has the name",
        which(pool, found), listed(pool, found->names),
        apr_array_pstrcat(pool, others, ' '));
}

/* Whether this machine trusts who signed the last one of the chain. */
static bool is_anchored(const certificate *found)
{
    X509 *last = sk_X509_value(found->chain, sk_X509_num(found->chain) - 1);
    X509_STORE *trusted = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    X509 *issuer = NULL;
    bool anchored = X509_STORE_set_default_paths(trusted) == 1 &&
                    X509_STORE_CTX_init(context, trusted, last, NULL) == 1 &&
                    X509_STORE_CTX_get1_issuer(&issuer, context, last) == 1;

    X509_free(issuer);
    X509_STORE_CTX_free(context);
    X509_STORE_free(trusted);
    ERR_clear_error();
    return anchored;
}

static const certificate_finding *judge_signature(apr_pool_t *pool,
                                                  const certificate *found)
{
    if (found->self_signed) {
        return certificate_finding_make(
            pool, CERTIFICATE_SELF_SIGNED,
            "%s is signed by itself: iPhones, Macs and Android refuse it. Get "
            "one from a certificate authority",
            which(pool, found));
    }
    if (sk_X509_num(found->chain) == 1 && !found->to_root &&
        !is_anchored(found)) {
        return certificate_finding_make(
            pool, CERTIFICATE_CHAIN_INCOMPLETE,
            "%s comes without the certificate of its issuer (%s), which this "
            "machine does not know either: only devices that trust that "
            "issuer itself connect. Export the whole chain (\"include all "
            "certificates in the path\")",
            which(pool, found), found->issuer);
    }
    return NULL;
}

static const certificate_finding *judge_purpose(apr_pool_t *pool,
                                                const certificate *found)
{
    if (X509_check_purpose(own(found), X509_PURPOSE_SSL_SERVER, 0) == 1) {
        return NULL;
    }
    return certificate_finding_make(
        pool, CERTIFICATE_NOT_FOR_SERVERS,
        "%s is not meant for servers (extendedKeyUsage): devices refuse it. "
        "Get one for a web server",
        which(pool, found));
}

static const certificate_finding *judge_length(apr_pool_t *pool,
                                               const certificate *found)
{
    if (found->not_after - found->not_before <= LONGEST + DAY) {
        return NULL;
    }
    return certificate_finding_make(
        pool, CERTIFICATE_TOO_LONG,
        "%s is valid for more than 825 days: iPhones and Macs refuse it. Get "
        "one for at most a year",
        which(pool, found));
}

void certificate_judge(apr_pool_t *pool, const certificate *found,
                       apr_time_t now, const apr_array_header_t *names,
                       apr_array_header_t *findings)
{
    const certificate_finding *all[] = {
        judge_dates(pool, found, now), judge_names(pool, found, names),
        judge_signature(pool, found),  judge_purpose(pool, found),
        judge_length(pool, found),
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i]) {
            APR_ARRAY_PUSH(findings, const certificate_finding *) = all[i];
        }
    }
}
