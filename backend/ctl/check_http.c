/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include <apr_time.h>
#include <curl/curl.h>

#include "check.h"

#define TIMEOUT 15 /* seconds */
#define ANSWER_MAX (1024 * 1024)
#define DAYS_WARNING 30

static const wording no_listener = { "the CalDAV server does not answer",
                                     "der CalDAV-Server antwortet nicht" };
static const wording no_person = { "no --person was given", "ohne --person" };

/* A request and its answer. */
typedef struct exchange {
    apr_pool_t *pool;
    const char *method, *url, *body;
    const char *login, *password; /* or NULL */
    const char *depth;
    const char *cacert;
    CURLcode fault; /* CURLE_OK: there is an answer */
    const char *fault_text;
    long status;
    const char *location; /* of a redirection, or NULL */
    char *answer;
    size_t length;
    apr_time_t expires; /* of the certificate; 0: none */
    const char *subject;
    int chain;
} exchange;

static size_t take(char *octets, size_t size, size_t count, void *data)
{
    exchange *x = data;
    size_t room = ANSWER_MAX - x->length, length = size * count;
    size_t kept = length < room ? length : room;

    memcpy(x->answer + x->length, octets, kept);
    x->length += kept;
    x->answer[x->length] = '\0';
    return length;
}

static const char *after(const char *line, const char *name)
{
    size_t length = strlen(name);

    return strncmp(line, name, length) == 0 ? line + length : NULL;
}

/* The server's certificate is the first of the chain. */
static void read_certificates(exchange *x, CURL *curl)
{
    struct curl_certinfo *info = NULL;

    if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info) != CURLE_OK ||
        !info) {
        return;
    }
    x->chain = info->num_of_certs;
    for (const struct curl_slist *line =
             info->num_of_certs > 0 ? info->certinfo[0] : NULL;
         line; line = line->next) {
        const char *value = after(line->data, "Expire date:");

        if (value) {
            x->expires = apr_time_from_sec(curl_getdate(value, NULL));
        }
        value = after(line->data, "Subject:");
        if (value) {
            x->subject = apr_pstrdup(x->pool, value);
        }
    }
}

static void set_options(exchange *x, CURL *curl, struct curl_slist *headers)
{
    curl_easy_setopt(curl, CURLOPT_URL, x->url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, x->method);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "advoluxctl check");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
    if (x->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, x->body);
    }
    if (x->cacert) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, x->cacert);
    }
    if (x->login) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, x->login);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, x->password);
    }
}

static void perform(exchange *x)
{
    struct curl_slist *headers =
        curl_slist_append(NULL, "Content-Type: application/xml");
    char reason[CURL_ERROR_SIZE] = "", *location = NULL;
    CURL *curl = curl_easy_init();

    if (x->depth) {
        headers = curl_slist_append(
            headers, apr_pstrcat(x->pool, "Depth: ", x->depth, NULL));
    }
    x->answer = apr_palloc(x->pool, ANSWER_MAX + 1);
    *x->answer = '\0';
    x->fault = CURLE_FAILED_INIT;
    if (curl) {
        set_options(x, curl, headers);
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
        x->fault = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &x->status);
        curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
        x->location = location ? apr_pstrdup(x->pool, location) : NULL;
        read_certificates(x, curl);
        curl_easy_cleanup(curl);
    }
    x->fault_text =
        apr_pstrdup(x->pool, *reason ? reason : curl_easy_strerror(x->fault));
    curl_slist_free_all(headers);
}

static exchange ask(check *k, const char *method, const char *url)
{
    exchange x = { .pool = k->c->pool,
                   .method = method,
                   .url = url,
                   .cacert = ctl_value(k->call, "--cacert") };

    return x;
}

static bool is_tls(const check *k)
{
    return strncmp(k->url, "https:", 6) == 0;
}

check_finding check_listener(check *k)
{
    static const wording bad = { "%s: %s", "%s: %s" };
    static const wording good = { "%s answers", "%s antwortet" };
    exchange x = ask(k, "OPTIONS", k->url);

    perform(&x);
    /* What is wrong with the certificate is its own check's. */
    k->http_answers = x.fault == CURLE_OK ||
                      x.fault == CURLE_PEER_FAILED_VERIFICATION ||
                      x.fault == CURLE_SSL_CACERT_BADFILE;
    return k->http_answers
               ? check_found(k, CHECK_OK, NULL, &good, k->url)
               : check_found(k, CHECK_FAILURE,
                             "apachectl configtest; systemctl restart apache2",
                             &bad, k->url, x.fault_text);
}

check_finding check_well_known(check *k)
{
    static const wording bad = {
        "it answers %ld instead of 301: a bare host name is not enough for "
        "clients",
        "die Antwort ist %ld statt 301: ein bloßer Rechnername genügt den "
        "Geräten nicht"
    };
    static const wording unasked = { "%s", "%s" };
    static const wording good = { "it leads to %s", "verweist auf %s" };
    const char *path = strstr(k->url, "://");
    const char *end = path ? strchr(path + 3, '/') : NULL;
    exchange x;

    if (!k->http_answers || !end) {
        return check_skipped(k, &no_listener);
    }
    x = ask(k, "GET",
            apr_psprintf(k->c->pool, "%.*s/.well-known/caldav",
                         (int)(end - k->url), k->url));
    perform(&x);
    if (x.fault != CURLE_OK) {
        return check_found(k, CHECK_FAILURE, NULL, &unasked, x.fault_text);
    }
    if (x.status != 301 || !x.location) {
        return check_found(k, CHECK_WARNING,
                           "man mod_dav_advolux (one Location with Advolux On "
                           "for each host)",
                           &bad, x.status);
    }
    /* No password goes to another host. */
    if (strncmp(x.location, k->url, (size_t)(end - k->url) + 1) == 0) {
        k->root = x.location;
    }
    return check_found(k, CHECK_OK, NULL, &good, x.location);
}

check_finding check_certificate(check *k)
{
    static const wording none = {
        "no TLS: iOS, macOS and Android refuse to connect",
        "kein TLS: iOS, macOS und Android verbinden sich nicht"
    };
    static const wording bad = { "%s", "%s" };
    static const wording good = { "%s, chain of %d, %d days left",
                                  "%s, Kette aus %d, noch %d Tage" };
    const char *renew = "advoluxctl check --url URL again after renewing the "
                        "certificate (AdvoluxCertificate, "
                        "SSLCertificateFile)";
    exchange x = ask(k, "OPTIONS", k->url);
    int days;

    if (!k->http_answers) {
        return check_skipped(k, &no_listener);
    }
    if (!is_tls(k)) {
        return check_found(k, CHECK_WARNING,
                           "a2enmod ssl; SSLEngine on; advoluxctl check --url "
                           "https://HOST:8443/",
                           &none);
    }
    perform(&x);
    if (x.fault != CURLE_OK) {
        return check_found(k, CHECK_FAILURE, renew, &bad, x.fault_text);
    }
    days = (int)((x.expires - apr_time_now()) / apr_time_from_sec(86400));
    return check_found(k,
                       days < 0              ? CHECK_FAILURE
                       : days < DAYS_WARNING ? CHECK_WARNING
                                             : CHECK_OK,
                       days < DAYS_WARNING ? renew : NULL, &good,
                       x.subject ? x.subject : "?", x.chain, days);
}

/* The URL of something of the person's. */
static const char *url_of(check *k, const char *path)
{
    const char *login = ctl_value(k->call, "--person");
    const char *root = k->root ? k->root : k->url;
    char *escaped = curl_easy_escape(NULL, login, 0);
    const char *url =
        apr_pstrcat(k->c->pool, root, root[strlen(root) - 1] == '/' ? "" : "/",
                    "calendars/", escaped ? escaped : "", "/", path, NULL);

    curl_free(escaped);
    return url;
}

static exchange ask_as_person(check *k, const char *method, const char *path)
{
    exchange x = ask(k, method, url_of(k, path));

    x.login = ctl_value(k->call, "--person");
    x.password = k->password;
    return x;
}

/* What each status of a login means; 0 ends the table and means the rest. */
static const struct {
    long status;
    wording cause;
    const char *mend;
} refusals[] = {
    { 401,
      { "the password is wrong, or CalDAV is off for this person (%ld)",
        "das Kennwort ist falsch, oder CalDAV ist für diesen Bearbeiter "
        "abgeschaltet (%ld)" },
      "advoluxctl staff password LOGIN" },
    { 403,
      { "httpd lets the person in, but Advolux does not know them (%ld)",
        "httpd lässt die Person ein, aber Advolux kennt sie nicht (%ld)" },
      "advoluxctl staff enable LOGIN" },
    { 404,
      { "there is no such calendar (%ld): is the URL the one of the calendars?",
        "diesen Kalender gibt es nicht (%ld): ist es die Adresse der "
        "Kalender?" },
      "advoluxctl check --url URL (with the path of the Location)" },
    { 503,
      { "the module does not reach PostgreSQL (%ld)",
        "das Modul erreicht PostgreSQL nicht (%ld)" },
      "AdvoluxDatabase in the configuration of httpd, and its error log" },
    { 0,
      { "the server answers %ld instead of 207",
        "der Server antwortet %ld statt 207" },
      "the error log of httpd (caldav_error.log)" },
};

static check_finding refused(check *k, const exchange *x)
{
    static const wording bad = { "%s", "%s" };
    size_t i = 0;

    if (x->fault != CURLE_OK) {
        return check_found(k, CHECK_FAILURE, NULL, &bad, x->fault_text);
    }
    while (refusals[i].status && refusals[i].status != x->status) {
        i++;
    }
    return check_found(k, CHECK_FAILURE, refusals[i].mend, &refusals[i].cause,
                       x->status);
}

check_finding check_login(check *k)
{
    static const wording good = { "%s is let in and has both calendars",
                                  "%s wird eingelassen und hat beide "
                                  "Kalender" };
    exchange x;

    if (!ctl_value(k->call, "--person")) {
        return check_skipped(k, &no_person);
    }
    if (!k->http_answers) {
        return check_skipped(k, &no_listener);
    }
    x = ask_as_person(k, "PROPFIND", "");
    x.depth = "1";
    x.body = "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:resourcetype/></D:prop>"
             "</D:propfind>";
    perform(&x);
    if (x.fault != CURLE_OK || x.status != 207 ||
        !strstr(x.answer, "/termine/") || !strstr(x.answer, "/aufgaben/")) {
        return refused(k, &x);
    }
    return check_found(k, CHECK_OK, NULL, &good, x.login);
}

/* A first synchronisation as a device does it, cut short; and one from its
 * token on, which must be answered as well. */
static exchange synchronise(check *k, const char *token)
{
    exchange x = ask_as_person(k, "REPORT", "termine/");

    x.depth = "0";
    x.body = apr_psprintf(
        k->c->pool,
        "<D:sync-collection xmlns:D=\"DAV:\"><D:sync-token>%s</D:sync-token>"
        "<D:sync-level>1</D:sync-level><D:limit><D:nresults>50</D:nresults>"
        "</D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>",
        token);
    perform(&x);
    return x;
}

static const char *token_of(apr_pool_t *pool, const exchange *x)
{
    const char *from = x->fault == CURLE_OK && x->status == 207
                           ? strstr(x->answer, "urn:advolux:sync:")
                           : NULL;

    return from ? apr_pstrndup(pool, from, strcspn(from, "<")) : NULL;
}

check_finding check_sync(check *k)
{
    static const wording good = {
        "a device gets its entries, and then what changes (%d ms)",
        "ein Gerät erhält seine Einträge, danach die Änderungen (%d ms)"
    };
    apr_time_t began = apr_time_now();
    const char *token;
    exchange x;

    if (!ctl_value(k->call, "--person")) {
        return check_skipped(k, &no_person);
    }
    if (!k->http_answers) {
        return check_skipped(k, &no_listener);
    }
    x = synchronise(k, "");
    token = token_of(k->c->pool, &x);
    if (token) {
        x = synchronise(k, token);
        token = token_of(k->c->pool, &x);
    }
    return token ? check_found(k, CHECK_OK, NULL, &good,
                               (int)apr_time_as_msec(apr_time_now() - began))
                 : refused(k, &x);
}
