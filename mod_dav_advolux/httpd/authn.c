/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "authn.h"

#include <apr_base64.h>
#include <apr_lib.h>
#include <apr_md5.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>
#include <mod_auth.h>

#include "counters.h"
#include "identity.h"
#include "login_name.h"
#include "resource.h"
#include "staff.h"

APLOG_USE_MODULE(dav_advolux);

#define RETRY_AFTER_FAULT 5 /* seconds */

/* The hash of a password that nobody has: whoever asks for an unknown login
 * waits as long as for a known one. */
#define NOBODYS_HASH \
    "$y$j9T$.dVs6/INzytgjHFJze33.0$" \
    "25Z49rDdH92ox.JDqYdAQEZDCbODVZ4ehgG0kBrfOW5"

/** httpd's decoder stops at a NUL: what comes behind it in the header would
 * be accepted unseen. */
static bool hides_nul(request_rec *r)
{
    const char *line = apr_table_get(
        r->headers_in, r->proxyreq == PROXYREQ_PROXY ? "Proxy-Authorization"
                                                     : "Authorization");
    char *decoded;
    int length;

    if (!line || ap_cstr_casecmpn(line, "Basic", 5) != 0) {
        return false;
    }
    line += 5;
    while (apr_isspace(*line)) {
        line++;
    }
    decoded = apr_palloc(r->pool, (apr_size_t)apr_base64_decode_len(line) + 1);
    length = apr_base64_decode(decoded, line);
    return length > 0 && memchr(decoded, '\0', (apr_size_t)length) != NULL;
}

/** Let the request end with a status that the provider cannot return. */
static authn_status end_with(request_rec *r, int status, int retry_after,
                             const char *sentence)
{
    identity_of(r)->status = status;
    apr_table_setn(r->err_headers_out, "Retry-After",
                   apr_itoa(r->pool, retry_after));
    /* In place of an ErrorDocument for 500, which would be asked for its
     * authentication in turn. */
    ap_custom_response(r, HTTP_INTERNAL_SERVER_ERROR, sentence);
    return AUTH_GENERAL_ERROR;
}

/** httpd has made the provider's AUTH_GENERAL_ERROR a 500, or asks for other
 * credentials: neither is true. */
static void correct_status(request_rec *r)
{
    const identity *id = identity_at(identity_top(r));

    if (id && id->status &&
        (r->status == HTTP_INTERNAL_SERVER_ERROR ||
         r->status == HTTP_UNAUTHORIZED)) {
        r->status = id->status;
        r->status_line = NULL;
    }
}

static authn_status end_with_fault(request_rec *r, const advolux_error *error)
{
    advolux_count_login(ADVOLUX_LOGIN_FAULT);
    if (error->kind == ADVOLUX_E_SCHEMA ||
        error->kind == ADVOLUX_E_PRIVILEGED || error->kind == ADVOLUX_E_FAULT) {
        advolux_error_log(r, error); /* the same whoever asks */
    } else {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "ADV0201: the password of %s cannot be checked: %s",
                      ap_escape_logitem(r->pool, r->user), error->reason);
    }
    return end_with(r, HTTP_SERVICE_UNAVAILABLE, RETRY_AFTER_FAULT,
                    "The calendar's database cannot be reached at the moment. "
                    "Try again later.\n");
}

static authn_status end_throttled(request_rec *r, int seconds)
{
    advolux_count_login(ADVOLUX_LOGIN_THROTTLED);
    ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, r,
                  "ADV0202: too many wrong passwords for %s or from %s: next "
                  "attempt in %d s",
                  ap_escape_logitem(r->pool, r->user), r->useragent_ip,
                  seconds);
    /* Not 429: a program that gives up at any 4xx, or asks its owner for
     * another password, waits at a 503. */
    return end_with(r, HTTP_SERVICE_UNAVAILABLE, seconds,
                    "Too many wrong passwords. Try again later.\n");
}

static authn_status grant(request_rec *r, const char *login,
                          apr_int64_t generation,
                          const advolux_fingerprint *key)
{
    advolux_server_config *conf = ADVOLUX_SERVER(r->server);
    identity *id = identity_of(r);

    id->login = apr_pstrdup(identity_top(r)->pool, login);
    id->generation = generation;
    id->device = advolux_login_cache_label_get(conf->login_cache,
                                               identity_top(r)->pool, key);
    id->key = *key;
    r->user = apr_pstrdup(r->pool, login);
    return AUTH_GRANTED;
}

/** What cannot be anybody's: refused as slowly as a wrong password. */
static authn_status refuse_unasked(request_rec *r, advolux_server_config *conf,
                                   const char *password)
{
    apr_time_t now = apr_time_now();
    int wait =
        advolux_throttle_wait(conf->throttle, NULL, r->useragent_ip, now);
    advolux_fingerprint key;

    if (wait) {
        return end_throttled(r, wait);
    }
    advolux_throttle_fail(conf->throttle, NULL, r->useragent_ip, now);
    advolux_count_login(ADVOLUX_LOGIN_DENIED);
    if (advolux_login_cache_key(conf->login_cache, "", password, &key)) {
        advolux_login_cache_enter(conf->login_cache, &key);
        apr_password_validate(password, NOBODYS_HASH);
        advolux_login_cache_leave(conf->login_cache, &key);
    }
    return AUTH_DENIED;
}

/** The one of a login's credentials that a password is; NULL if it is none.
 * `credentials` is NULL for an unknown login: as slow as a known one. */
static const advolux_credential *match(const char *password,
                                       const apr_array_header_t *credentials)
{
    bool like_device = advolux_device_password_like(password);

    if (!credentials) {
        apr_password_validate(password, NOBODYS_HASH);
        return NULL;
    }
    /* From the end: the slow hash is the first. */
    for (int i = credentials->nelts - 1; i >= 0; i--) {
        const advolux_credential *each =
            &APR_ARRAY_IDX(credentials, i, advolux_credential);

        if ((!each->device || like_device) &&
            apr_password_validate(password, each->hash) == APR_SUCCESS) {
            return each;
        }
    }
    return NULL;
}

/** What follows from a verified password. */
static authn_status accept_login(request_rec *r, advolux_server_config *conf,
                                 const char *login,
                                 const advolux_credential *credential,
                                 const advolux_fingerprint *key)
{
    advolux_throttle_clear(conf->throttle, login, r->useragent_ip);
    advolux_login_cache_store(conf->login_cache, key, credential->generation,
                              apr_time_now());
    if (credential->device) {
        const advolux_error *error =
            advolux_device_seen(conf->store, r->pool, login, credential);

        advolux_login_cache_label(conf->login_cache, key, credential->device);
        if (error) {
            ap_log_rerror(APLOG_MARK, APLOG_INFO, 0, r,
                          "ADV0600: that a device of %s was seen cannot be "
                          "noted: %s",
                          ap_escape_logitem(r->pool, login), error->reason);
        }
    }
    return grant(r, login, credential->generation, key);
}

/** Verify by the slow hash, within the hashing section. `credentials` is NULL
 * for an unknown login. */
static authn_status verify(request_rec *r, advolux_server_config *conf,
                           const char *login, const char *password,
                           const apr_array_header_t *credentials,
                           const advolux_fingerprint *key)
{
    apr_int64_t generation =
        advolux_login_cache_find(conf->login_cache, key, apr_time_now());
    const advolux_credential *credential;
    int wait;

    /* Another thread may have verified the same, or used up the attempts. */
    if (generation && credentials &&
        generation ==
            APR_ARRAY_IDX(credentials, 0, advolux_credential).generation) {
        advolux_count_login(ADVOLUX_LOGIN_CACHED);
        return grant(r, login, generation, key);
    }
    wait = advolux_throttle_wait(conf->throttle, login, r->useragent_ip,
                                 apr_time_now());
    if (wait) {
        return end_throttled(r, wait);
    }
    credential = match(password, credentials);
    advolux_count_login(credential ? ADVOLUX_LOGIN_VERIFIED
                                   : ADVOLUX_LOGIN_DENIED);
    if (!credential) {
        advolux_throttle_fail(conf->throttle, login, r->useragent_ip,
                              apr_time_now());
        return credentials ? AUTH_DENIED : AUTH_USER_NOT_FOUND;
    }
    return accept_login(r, conf, login, credential, key);
}

static authn_status ask_store(request_rec *r, advolux_server_config *conf,
                              const char *login, const char *password,
                              const advolux_fingerprint *key)
{
    const apr_array_header_t *credentials = NULL;
    const advolux_error *error;
    authn_status status;

    error = advolux_credentials_get(conf->store, r->pool, login, &credentials);
    if (error && error->kind != ADVOLUX_E_LOGIN) {
        return end_with_fault(r, error);
    }
    advolux_login_cache_enter(conf->login_cache, key);
    status = verify(r, conf, login, password, error ? NULL : credentials, key);
    advolux_login_cache_leave(conf->login_cache, key);
    return status;
}

static authn_status check_password(request_rec *r, const char *user,
                                   const char *password)
{
    advolux_server_config *conf = ADVOLUX_SERVER(r->server);
    const char *login =
        login_name_unescape(r->pool, login_text_utf8(r->pool, user));
    advolux_fingerprint key;
    apr_int64_t generation;
    int wait;

    password = login_text_utf8(r->pool, password);
    if (!conf->store) {
        return end_with_fault(
            r, advolux_error_make(
                   r->pool, ADVOLUX_E_FAULT,
                   "this host has no AdvoluxDatabase or no Location "
                   "with Advolux On"));
    }
    if (!login_name_is_possible(login) || !*password || hides_nul(r)) {
        return refuse_unasked(r, conf, password);
    }
    if (!advolux_login_cache_key(conf->login_cache, login, password, &key)) {
        return end_with_fault(
            r, advolux_error_make(r->pool, ADVOLUX_E_FAULT, "out of memory"));
    }
    generation =
        advolux_login_cache_find(conf->login_cache, &key, apr_time_now());
    if (generation) {
        advolux_count_login(ADVOLUX_LOGIN_CACHED);
        return grant(r, login, generation, &key);
    }
    wait = advolux_throttle_wait(conf->throttle, login, r->useragent_ip,
                                 apr_time_now());
    return wait ? end_throttled(r, wait)
                : ask_store(r, conf, login, password, &key);
}

static const authn_provider provider = { check_password, NULL };

bool advolux_request_renew(request_rec *r)
{
    advolux_server_config *conf = ADVOLUX_SERVER(r->server);
    const identity *before = identity_verified(r);
    identity *id = identity_of(r);
    const char *user, *password;
    advolux_fingerprint key;
    apr_int64_t generation;

    if (!before || id->renewed) {
        return false;
    }
    id->renewed = true;
    generation = before->generation;
    advolux_login_cache_drop(conf->login_cache, &before->key, generation);
    /* What is in the header must be what was verified: other kinds of
     * authentication take the password from elsewhere. */
    if (ap_get_basic_auth_components(r, &user, &password) != APR_SUCCESS) {
        return false;
    }
    password = login_text_utf8(r->pool, password);
    if (!advolux_login_cache_key(conf->login_cache, before->login, password,
                                 &key) ||
        memcmp(&key, &before->key, sizeof key) != 0 ||
        ask_store(r, conf, before->login, password, &key) != AUTH_GRANTED ||
        id->generation == generation) {
        return false;
    }
    if (id->who) {
        id->who->generation = id->generation;
    }
    return true;
}

int advolux_request_reject(request_rec *r)
{
    const identity *id = identity_verified(r);
    int status = identity_of(r)->status;

    if (status) {
        return status; /* it could not be verified anew */
    }

    if (!id) {
        ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, r,
                      "ADV0203: %s is logged in to httpd, but has no CalDAV "
                      "access in Advolux",
                      r->user ? ap_escape_logitem(r->pool, r->user) : "nobody");
        return HTTP_FORBIDDEN;
    }
    advolux_login_cache_drop(ADVOLUX_SERVER(r->server)->login_cache, &id->key,
                             id->generation);
    ap_log_rerror(APLOG_MARK, APLOG_INFO, 0, r,
                  "ADV0204: the CalDAV password of %s was changed or revoked",
                  ap_escape_logitem(r->pool, id->login));
    ap_note_auth_failure(r);
    return HTTP_UNAUTHORIZED;
}

static int share_throttle(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *s)
{
    apr_status_t status = advolux_throttle_share(pconf);

    (void)plog;
    (void)ptemp;
    if (status != APR_SUCCESS) {
        ap_log_error(APLOG_MARK, APLOG_WARNING, status, s,
                     "ADV0205: no shared memory: each process counts wrong "
                     "passwords for itself");
    }
    return OK;
}

void advolux_authn_register_hooks(apr_pool_t *p)
{
    ap_register_auth_provider(p, AUTHN_PROVIDER_GROUP, "advolux",
                              AUTHN_PROVIDER_VERSION, &provider,
                              AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_post_config(share_throttle, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_insert_error_filter(correct_status, NULL, NULL,
                                APR_HOOK_REALLY_FIRST);
}
