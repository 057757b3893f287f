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
#include "login_memory.h"
#include "login_name.h"
#include "message.h"
#include "near_login.h"
#include "proof.h"
#include "resource.h"
#include "staff.h"

APLOG_USE_MODULE(dav_advolux);

#define RETRY_AFTER_FAULT 5 /* seconds */
#define RETRY_AFTER_BUSY 5
#define PATIENCE apr_time_from_sec(10) /* for the turn to be hashed */

/* A login and password that somebody sends. */
typedef struct attempt {
    request_rec *r;
    advolux_server_config *conf;
    const char *login; /* NULL: nobody's */
    const char *password;
    const advolux_verified *refuted; /* what it was before, if that is over */
    advolux_fingerprint key;
    advolux_guesser guesser;
} attempt;

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
        advolux_say(r, MESSAGE_UNCHECKED, NULL,
                    "the password of %s cannot be checked: %s",
                    ap_escape_logitem(r->pool, r->user), error->reason);
    }
    return end_with(r, HTTP_SERVICE_UNAVAILABLE, RETRY_AFTER_FAULT,
                    "The calendar's database cannot be reached at the moment. "
                    "Try again later.\n");
}

static authn_status end_throttled(const attempt *a, int seconds)
{
    request_rec *r = a->r;
    const char *login = ap_escape_logitem(r->pool, r->user);

    advolux_count_login(ADVOLUX_LOGIN_THROTTLED);
    advolux_say(r, MESSAGE_THROTTLED, login,
                "too many wrong passwords for %s or from %s: next attempt in "
                "%d s",
                login, r->useragent_ip, seconds);
    /* Not 429: a program that gives up at any 4xx, or asks its owner for
     * another password, waits at a 503. */
    return end_with(r, HTTP_SERVICE_UNAVAILABLE, seconds,
                    "Too many wrong passwords. Try again later.\n");
}

static authn_status end_busy(const attempt *a)
{
    advolux_count_login(ADVOLUX_LOGIN_BUSY);
    advolux_say(a->r, MESSAGE_BUSY, NULL,
                "too many passwords wait to be checked: that of %s from %s was "
                "not",
                ap_escape_logitem(a->r->pool, a->r->user), a->r->useragent_ip);
    return end_with(a->r, HTTP_SERVICE_UNAVAILABLE, RETRY_AFTER_BUSY,
                    "Too many logins at the moment. Try again later.\n");
}

static authn_status grant(const attempt *a, const advolux_verified *verified)
{
    request_rec *r = a->r;
    identity *id = identity_of(r);
    apr_pool_t *pool = identity_top(r)->pool;

    id->login = apr_pstrdup(pool, a->login);
    id->verified = apr_pmemdup(pool, verified, sizeof *verified);
    id->key = a->key;
    r->user = apr_pstrdup(r->pool, a->login);
    advolux_throttle_know(a->conf->throttle, a->login, r->useragent_ip,
                          apr_time_now());
    return AUTH_GRANTED;
}

/** Make the password's proof with the setting of each device, or with that of
 * the person's own password. False if there is none to be verified. */
static bool prove(const attempt *a, const apr_array_header_t *credentials,
                  bool of_device)
{
    bool any = false;

    for (int i = 0; i < credentials->nelts; i++) {
        advolux_credential *each =
            &APR_ARRAY_IDX(credentials, i, advolux_credential);
        char proof[ADVOLUX_PROOF_MAX + 1];

        each->proof = NULL;
        if (each->of_device == of_device &&
            advolux_proof_make(a->password, each->setting, proof)) {
            each->proof = apr_pstrdup(a->r->pool, proof);
            any = true;
        }
    }
    return any;
}

/** The one of the credentials that the password is; *right is NULL if it is
 * none. The person's has the slow hash: what looks like a device's password is
 * tried as that first. */
static const advolux_error *match(const attempt *a,
                                  const apr_array_header_t *credentials,
                                  advolux_credential **right)
{
    const advolux_error *error = NULL;

    *right = NULL;
    if (advolux_device_password_like(a->password) &&
        prove(a, credentials, true)) {
        error = advolux_credentials_verify(a->conf->store, a->r->pool, a->login,
                                           credentials, right);
    }
    if (!error && !*right && prove(a, credentials, false)) {
        error = advolux_credentials_verify(a->conf->store, a->r->pool, a->login,
                                           credentials, right);
    }
    return error;
}

/** Remember a verified password, and note that its device was seen. */
static void remember(const attempt *a, const advolux_credential *credential,
                     advolux_verified *verified)
{
    const advolux_error *error;

    memset(verified, 0, sizeof *verified);
    verified->credential = credential->id;
    apr_cpystrn(verified->proof, credential->proof, sizeof verified->proof);
    if (credential->device) {
        apr_cpystrn(verified->device, credential->device,
                    sizeof verified->device);
    }
    advolux_login_cache_store(a->conf->login_cache, &a->key, verified,
                              apr_time_now());
    error = credential->device ? advolux_device_seen(a->conf->store, a->r->pool,
                                                     a->login, credential)
                               : NULL;
    if (error) {
        advolux_say(a->r, MESSAGE_SEEN_NOT_NOTED, NULL,
                    "that a device of %s was seen cannot be noted: %s",
                    ap_escape_logitem(a->r->pool, a->login), error->reason);
    }
}

/** Compare with what the store has, when it is this attempt's turn and it was
 * counted. *guess says what came of it. */
static authn_status compare(const attempt *a, advolux_guess *guess)
{
    apr_array_header_t *credentials = NULL;
    advolux_credential *right = NULL;
    const advolux_error *error;
    advolux_verified verified;

    error = advolux_credentials_get(a->conf->store, a->r->pool, a->login,
                                    &credentials);
    if (!error) {
        error = match(a, credentials, &right);
    }
    if (error) {
        *guess = ADVOLUX_GUESS_UNCHECKED;
        return end_with_fault(a->r, error);
    }
    *guess = right ? ADVOLUX_GUESS_RIGHT : ADVOLUX_GUESS_WRONG;
    advolux_count_login(right ? ADVOLUX_LOGIN_VERIFIED : ADVOLUX_LOGIN_DENIED);
    if (!right) {
        identity_of(a->r)->denied = a->login;
        return !a->login || APR_ARRAY_IDX(credentials, 0, advolux_credential).id
                   ? AUTH_DENIED
                   : AUTH_USER_NOT_FOUND;
    }
    remember(a, right, &verified);
    return grant(a, &verified);
}

/** Whether the cache knows the login and password, but as what was refuted. */
static bool is_known(const attempt *a, advolux_verified *verified)
{
    return a->login &&
           advolux_login_cache_find(a->conf->login_cache, &a->key,
                                    apr_time_now(), verified) &&
           !(a->refuted && a->refuted->credential == verified->credential &&
             strcmp(a->refuted->proof, verified->proof) == 0);
}

/** Verify by the slow hash, in this attempt's turn. */
static authn_status verify(attempt *a, advolux_guess *guess)
{
    advolux_verified verified;
    authn_status status;
    int wait;

    /* Another thread may have verified the same meanwhile. */
    if (is_known(a, &verified)) {
        advolux_count_login(ADVOLUX_LOGIN_CACHED);
        return grant(a, &verified);
    }
    wait =
        advolux_throttle_begin(a->conf->throttle, &a->guesser, apr_time_now());
    if (wait) {
        return end_throttled(a, wait);
    }
    status = compare(a, guess);
    advolux_throttle_end(a->conf->throttle, &a->guesser, *guess);
    return status;
}

/** Have a password checked that the cache does not know. */
static authn_status check(attempt *a)
{
    advolux_guess guess = ADVOLUX_GUESS_UNCHECKED;
    advolux_hash_turn turn;
    authn_status status;
    int wait;

    advolux_throttle_look(a->conf->throttle, a->login, a->r->useragent_ip,
                          apr_time_now(), &a->guesser);
    wait =
        advolux_throttle_wait(a->conf->throttle, &a->guesser, apr_time_now());
    if (wait) {
        return end_throttled(a, wait);
    }
    if (!advolux_hash_queue_enter(advolux_login_memory_get()->queue, &a->key,
                                  &a->guesser.network, a->guesser.known,
                                  PATIENCE, &turn)) {
        return end_busy(a);
    }
    status = verify(a, &guess);
    advolux_hash_queue_leave(advolux_login_memory_get()->queue, &turn,
                             guess == ADVOLUX_GUESS_WRONG);
    return status;
}

static authn_status check_password(request_rec *r, const char *user,
                                   const char *password)
{
    attempt a = { .r = r, .conf = ADVOLUX_SERVER(r->server) };
    const char *login =
        login_name_unescape(r->pool, login_text_utf8(r->pool, user));
    advolux_verified verified;

    a.password = login_text_utf8(r->pool, password);
    if (!a.conf->store) {
        return end_with_fault(
            r, advolux_error_make(
                   r->pool, ADVOLUX_E_FAULT,
                   "this host has no AdvoluxDatabase or no Location "
                   "with Advolux On"));
    }
    /* What cannot be anybody's is refused as slowly as a wrong password. */
    if (login_name_is_possible(login) && *a.password && !hides_nul(r)) {
        a.login = login;
    }
    if (!advolux_login_cache_key(a.conf->login_cache, a.login ? login : "",
                                 a.password, &a.key)) {
        return end_with_fault(
            r, advolux_error_make(r->pool, ADVOLUX_E_FAULT, "out of memory"));
    }
    if (is_known(&a, &verified)) {
        advolux_count_login(ADVOLUX_LOGIN_CACHED);
        return grant(&a, &verified);
    }
    return check(&a);
}

static const authn_provider provider = { check_password, NULL };

bool advolux_request_renew(request_rec *r)
{
    attempt a = { .r = r, .conf = ADVOLUX_SERVER(r->server) };
    const identity *before = identity_verified(r);
    identity *id = identity_of(r);
    const char *user;

    if (!before || id->renewed) {
        return false;
    }
    id->renewed = true;
    a.login = before->login;
    a.refuted = before->verified;
    advolux_login_cache_drop(a.conf->login_cache, &before->key, a.refuted);
    /* What is in the header must be what was verified: other kinds of
     * authentication take the password from elsewhere. */
    if (ap_get_basic_auth_components(r, &user, &a.password) != APR_SUCCESS) {
        return false;
    }
    a.password = login_text_utf8(r->pool, a.password);
    if (!advolux_login_cache_key(a.conf->login_cache, a.login, a.password,
                                 &a.key) ||
        memcmp(&a.key, &before->key, sizeof a.key) != 0 ||
        check(&a) != AUTH_GRANTED) {
        return false;
    }
    if (id->who) {
        id->who->credential = id->verified->credential;
        id->who->proof = id->verified->proof;
    }
    return true;
}

/* What the directory says, and what Advolux has. */
static void say_not_in_advolux(request_rec *r)
{
    const char *user = r->user ? ap_escape_logitem(r->pool, r->user) : "nobody";
    const char *near = r->user ? advolux_near_login(r, r->user) : NULL;

    advolux_answer_names(r, MESSAGE_NOT_IN_ADVOLUX);
    if (near) {
        advolux_say(r, MESSAGE_NOT_IN_ADVOLUX, NULL,
                    "httpd has logged in %s, but the login in Advolux is %s: "
                    "say AuthLDAPRemoteUserAttribute uid (GssapiLocalName On), "
                    "or log in as %s",
                    user, ap_escape_logitem(r->pool, near),
                    ap_escape_logitem(r->pool, near));
        return;
    }
    advolux_say(r, MESSAGE_NOT_IN_ADVOLUX, NULL,
                "%s is logged in to httpd, but has no CalDAV access in "
                "Advolux (advoluxctl staff enable LOGIN), or the database "
                "takes nobody's word for it: "
                "advoluxctl setting external-authentication on",
                user);
}

int advolux_request_reject(request_rec *r)
{
    const identity *id = identity_verified(r);
    int status = identity_of(r)->status;

    if (status) {
        return status; /* it could not be verified anew */
    }

    if (!id) {
        say_not_in_advolux(r);
        return HTTP_FORBIDDEN;
    }
    advolux_login_cache_drop(ADVOLUX_SERVER(r->server)->login_cache, &id->key,
                             id->verified);
    advolux_say(r, MESSAGE_PASSWORD_CHANGED, NULL,
                "the CalDAV password of %s was changed or revoked",
                ap_escape_logitem(r->pool, id->login));
    ap_note_auth_failure(r);
    return HTTP_UNAUTHORIZED;
}

/** Tell the office of a login that was mistyped, when its answer is out: so it
 * takes as long as any other. */
static int explain_denied(request_rec *r)
{
    const identity *id = identity_at(identity_top(r));
    const char *meant;

    if (id && id->denied &&
        !advolux_login_explain(ADVOLUX_SERVER(r->server)->store, r->pool,
                               id->denied, &meant) &&
        meant) {
        advolux_say(r, MESSAGE_LOGIN_MISTYPED,
                    ap_escape_logitem(r->pool, meant),
                    "a device was refused that logs in as \"%s\": the login is "
                    "\"%s\"",
                    ap_escape_logitem(r->pool, id->denied),
                    ap_escape_logitem(r->pool, meant));
    }
    return DECLINED;
}

void advolux_authn_register_hooks(apr_pool_t *p)
{
    ap_register_auth_provider(p, AUTHN_PROVIDER_GROUP, "advolux",
                              AUTHN_PROVIDER_VERSION, &provider,
                              AP_AUTH_INTERNAL_PER_CONF);
    advolux_login_memory_register_hooks(p);
    ap_hook_log_transaction(explain_denied, NULL, NULL, APR_HOOK_LAST);
    ap_hook_insert_error_filter(correct_status, NULL, NULL,
                                APR_HOOK_REALLY_FIRST);
}
