/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "message.h"

#include <string.h>
#include <unistd.h>

#include <apr_escape.h>
#include <apr_lib.h>
#include <apr_shm.h>
#include <apr_strings.h>
#include <apr_uuid.h>
#include <http_config.h>
#include <http_log.h>
#include <http_main.h>
#include <mpm_common.h>
#include <openssl/evp.h>

#include "config.h"
#include "message_tally.h"
#include "path.h"

APLOG_USE_MODULE(dav_advolux);

#define RETAINED "mod_dav_advolux-messages"
#define MINUTE 60
#define DAY 86400

/* Whom one line in a period is for. */
typedef enum subject { OF_PERSON, OF_ADDRESS, OF_SERVER } subject;

static const struct message_row {
    const char *id;
    int level;
    subject of;
    int period; /* seconds */
} rows[MESSAGES] = {
    [MESSAGE_REFUSED] = { "ADV0100", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_MISSING] = { "ADV0101", APLOG_DEBUG, OF_PERSON, MINUTE },
    [MESSAGE_CHANGED] = { "ADV0102", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_UID_TAKEN] = { "ADV0103", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_INVALID] = { "ADV0104", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_FULL] = { "ADV0108", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_UNAVAILABLE] = { "ADV0105", APLOG_ERR, OF_SERVER, MINUTE },
    [MESSAGE_EXHAUSTED] = { "ADV0109", APLOG_ERR, OF_PERSON, MINUTE },
    [MESSAGE_SCHEMA] = { "ADV0106", APLOG_CRIT, OF_SERVER, MINUTE },
    [MESSAGE_PRIVILEGED] = { "ADV0941", APLOG_CRIT, OF_SERVER, MINUTE },
    [MESSAGE_FAULT] = { "ADV0107", APLOG_CRIT, OF_SERVER, MINUTE },
    [MESSAGE_SWITCHED_OFF] = { "ADV0110", APLOG_ERR, OF_SERVER, MINUTE },
    [MESSAGE_NOBODY] = { "ADV0111", APLOG_ERR, OF_SERVER, MINUTE },
    [MESSAGE_BAD_ITEM] = { "ADV0112", APLOG_ERR, OF_PERSON, MINUTE },
    [MESSAGE_BROKEN_OFF] = { "ADV0120", APLOG_ERR, OF_PERSON, MINUTE },
    [MESSAGE_BAD_MEMBER] = { "ADV0121", APLOG_ERR, OF_PERSON, MINUTE },
    [MESSAGE_TOO_MANY] = { "ADV0122", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_XML_COSTLY] = { "ADV0123", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_BAD_IN_FILE] = { "ADV0501", APLOG_ERR, OF_PERSON, MINUTE },
    [MESSAGE_UNKNOWN_ZONE] = { "ADV0400", APLOG_WARNING, OF_PERSON, MINUTE },
    [MESSAGE_OWN_ZONE] = { "ADV0402", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_QUERY_ZONE] = { "ADV0401", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_UNCHECKED] = { "ADV0201", APLOG_ERR, OF_SERVER, MINUTE },
    [MESSAGE_THROTTLED] = { "ADV0202", APLOG_WARNING, OF_ADDRESS, MINUTE },
    [MESSAGE_BUSY] = { "ADV0206", APLOG_WARNING, OF_SERVER, MINUTE },
    [MESSAGE_NOT_IN_ADVOLUX] = { "ADV0203", APLOG_WARNING, OF_PERSON, MINUTE },
    [MESSAGE_PASSWORD_CHANGED] = { "ADV0204", APLOG_INFO, OF_PERSON, MINUTE },
    [MESSAGE_LOGIN_MISTYPED] = { "ADV0208", APLOG_WARNING, OF_SERVER, MINUTE },
    [MESSAGE_SEEN_NOT_NOTED] = { "ADV0600", APLOG_INFO, OF_SERVER, MINUTE },
    [MESSAGE_PLAIN_REFUSED] = { "ADV0510", APLOG_INFO, OF_ADDRESS, MINUTE },
    [MESSAGE_ENCODED_SLASH] = { "ADV0710", APLOG_WARNING, OF_SERVER, DAY },
    [MESSAGE_PROXY_UNKNOWN] = { "ADV0711", APLOG_WARNING, OF_SERVER, DAY },
};

_Static_assert(MESSAGES <= MESSAGE_KINDS_MAX, "the tally has no room");

/* What outlives the module's own code at a restart. */
typedef struct retained {
    apr_shm_t *memory;
    apr_size_t size; /* another version of the module may count otherwise */
} retained;

static message_tally *tally; /* one for all processes, or this one's */
static pid_t parent;
static apr_pool_t *log_pool; /* the error logs are open as long as it is */

/* Servers are found again after a restart, in whatever order they come. */
static unsigned number_of(const server_rec *s)
{
    apr_ssize_t length = APR_HASH_KEY_STRING;
    const char *file = s->defn_name ? s->defn_name : "";

    return apr_hashfunc_default(file, &length) * 31 + s->defn_line_number;
}

static server_rec *server_of(unsigned number)
{
    server_rec *s = ap_server_conf;

    while (s && number_of(s) != number) {
        s = s->next;
    }
    return s ? s : ap_server_conf;
}

static const char *subject_of(request_rec *r, const struct message_row *row,
                              const char *about)
{
    const char *who = row->of == OF_SERVER ? r->server->server_hostname
                      : row->of == OF_PERSON && r->user && *r->user
                          ? ap_escape_logitem(r->pool, r->user)
                          : r->useragent_ip;

    who = who && *who ? who : "-";
    return about ? apr_pstrcat(r->pool, about, ", ", who, NULL) : who;
}

/* "140000 more of berger since 10:03:15" */
static const char *more(apr_pool_t *pool, const message_count *count)
{
    char since[APR_CTIME_LEN];

    apr_ctime(since, count->since);
    return apr_psprintf(pool, "%u more of %s since %.8s", count->count,
                        *count->subject ? count->subject : "others",
                        since + 11);
}

void advolux_answer_names(request_rec *r, advolux_message what)
{
    while (r->main) {
        r = r->main;
    }
    apr_table_setn(r->err_headers_out, "Advolux-Message", rows[what].id);
}

void advolux_say(request_rec *r, advolux_message what, const char *about,
                 const char *sentence, ...)
{
    const struct message_row *row = &rows[what];
    message_count earlier = { .count = 0 };
    va_list arguments;
    const char *text;

    if (!APLOG_R_MODULE_IS_LEVEL(r, APLOG_MODULE_INDEX, row->level) ||
        (tally && !message_tally_say(tally, (int)what, number_of(r->server),
                                     subject_of(r, row, about),
                                     apr_time_from_sec(row->period),
                                     apr_time_now(), &earlier))) {
        return;
    }
    va_start(arguments, sentence);
    text = apr_pvsprintf(r->pool, sentence, arguments);
    va_end(arguments);
    ap_log_rerror(APLOG_MARK, row->level, 0, r, "%s: %s%s%s%s", row->id, text,
                  earlier.count ? " (" : "",
                  earlier.count ? more(r->pool, &earlier) : "",
                  earlier.count ? ")" : "");
}

static bool is_uuid(const char *name)
{
    for (int i = 0; i < APR_UUID_FORMATTED_LENGTH; i++, name++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? *name != '-' : !apr_isxdigit(*name)) {
            return false;
        }
    }
    return !*name || !strcmp(name, ".ics");
}

const char *advolux_say_name(apr_pool_t *pool, const char *name)
{
    unsigned char digest[EVP_MAX_MD_SIZE];

    if (is_uuid(name)) {
        return name;
    }
    if (!EVP_Digest(name, strlen(name), digest, NULL, EVP_sha256(), NULL)) {
        return "name-unknown";
    }
    return apr_pstrcat(pool, "name-", apr_pescape_hex(pool, digest, 6, 0),
                       NULL);
}

const char *advolux_say_place(request_rec *r)
{
    const char *root = ADVOLUX_SERVER(r->server)->root;
    advolux_path path;

    if (!root) {
        return "an address";
    }
    path = advolux_path_parse(r->pool, root, r->uri);
    if (path.place == PLACE_NONE) {
        return "an unknown address";
    }
    if (path.login && (!r->user || strcmp(path.login, r->user))) {
        return "an address of somebody else";
    }
    if (path.place == PLACE_OBJECT) {
        path.name = advolux_say_name(r->pool, path.name);
    }
    return advolux_path_href(r->pool, root, &path);
}

/* In the error log of its server; a level that the server's LogLevel leaves
 * out was asked for by some other section. */
static void say_count(apr_pool_t *pool, const message_count *count)
{
    const struct message_row *row = &rows[count->kind];
    server_rec *s = server_of(count->server);
    int level = ap_get_server_module_loglevel(s, APLOG_MODULE_INDEX);

    ap_log_error(APLOG_MARK, row->level < level ? row->level : level, 0, s,
                 "%s: %s", row->id, more(pool, count));
}

static void say_counts(apr_pool_t *p, bool all)
{
    apr_pool_t *scratch;
    message_count due;

    if (!tally || !ap_server_conf) {
        return;
    }
    apr_pool_create(&scratch, p);
    while (message_tally_take(tally, all, apr_time_now(), &due)) {
        say_count(scratch, &due);
    }
    apr_pool_destroy(scratch);
}

/* Every ten seconds, in the parent. */
static int say_what_is_due(apr_pool_t *p, server_rec *s)
{
    (void)s;
    say_counts(p, false);
    return DECLINED;
}

/* The logs close: httpd ends. */
static apr_status_t end(void *unused)
{
    (void)unused;
    log_pool = NULL;
    if (getpid() == parent) {
        say_counts(NULL, true);
    }
    return APR_SUCCESS;
}

/* The configuration ends, and with it perhaps this code; children do not come
 * by here. */
static apr_status_t restart(void *unused)
{
    (void)unused;
    if (log_pool) {
        apr_pool_cleanup_kill(log_pool, &log_pool, end);
        end(NULL);
    }
    return APR_SUCCESS;
}

static apr_status_t say_own(void *pchild)
{
    say_counts(pchild, true);
    return APR_SUCCESS;
}

static int share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                 server_rec *s)
{
    retained *kept = ap_retained_data_get(RETAINED);

    (void)ptemp;
    if (!kept) {
        kept = ap_retained_data_create(RETAINED, sizeof *kept);
    }
    if (!kept->memory || kept->size != message_tally_size()) {
        kept->size = message_tally_size();
        if (apr_shm_create(&kept->memory, kept->size, NULL, s->process->pool) !=
            APR_SUCCESS) {
            kept->memory = NULL; /* ADV0205 and ADV0520 say so */
            return OK;
        }
        message_tally_make(apr_shm_baseaddr_get(kept->memory));
    }
    tally = apr_shm_baseaddr_get(kept->memory);
    parent = getpid();
    log_pool = plog;
    apr_pool_pre_cleanup_register(plog, &log_pool, end);
    apr_pool_pre_cleanup_register(pconf, NULL, restart);
    return OK;
}

static void begin_alone(apr_pool_t *p, server_rec *s)
{
    (void)s;
    if (!tally) {
        tally = message_tally_make(apr_palloc(p, message_tally_size()));
        apr_pool_pre_cleanup_register(p, p, say_own);
    }
}

void advolux_message_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_post_config(share, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(begin_alone, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_monitor(say_what_is_due, NULL, NULL, APR_HOOK_MIDDLE);
}
