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
#include "exchange.h"

#define DAYS_WARNING 30

static const wording no_listener = { "the CalDAV server does not answer",
                                     "der CalDAV-Server antwortet nicht" };
static const wording no_person = { "no --person was given", "ohne --person" };

static exchange ask(check *k, const char *method, const char *url)
{
    exchange x = { .pool = k->c->pool,
                   .method = method,
                   .url = url,
                   .cacert = ctl_value(k->call, "--cacert") };

    return x;
}

/* Of scheme, host and port. */
static int origin_length(const char *url)
{
    const char *path = strstr(url, "://");

    return path ? (int)(path - url + 3 + (int)strcspn(path + 3, "/"))
                : (int)strlen(url);
}

static bool is_tls(const check *k)
{
    return strncmp(k->url, "https:", 6) == 0;
}

/* What mends a server that does not answer; 0 ends the table and means the
 * rest. */
static const struct {
    int fault;
    wording mend;
} listener_mends[] = {
    { CURLE_COULDNT_RESOLVE_HOST,
      { "getent hosts HOST: DNS or /etc/hosts; or another name in --url",
        "getent hosts HOST: DNS oder /etc/hosts; oder ein anderer Name in "
        "--url" } },
    { CURLE_SSL_CONNECT_ERROR,
      { "--url http://HOST:PORT/, or the port of TLS; SSLEngine on in its "
        "<VirtualHost>",
        "--url http://HOST:PORT/, oder der Port von TLS; SSLEngine on in "
        "dessen <VirtualHost>" } },
    { CURLE_GOT_NOTHING,
      { "--url https://HOST:PORT/ if it is the port of TLS; the error log of "
        "httpd",
        "--url https://HOST:PORT/, wenn es der Port von TLS ist; das "
        "Fehlerprotokoll von httpd" } },
    { 0,
      { "apachectl configtest; systemctl restart apache2",
        "apachectl configtest; systemctl restart apache2" } },
};

static const wording *listener_mend(int fault)
{
    size_t i = 0;

    while (listener_mends[i].fault && listener_mends[i].fault != fault) {
        i++;
    }
    return &listener_mends[i].mend;
}

check_finding check_listener(check *k)
{
    static const wording bad = { "%s: %s", "%s: %s" };
    static const wording good = { "%s answers", "%s antwortet" };
    static const wording circle = {
        "%s redirects to itself: httpd does not know that a proxy does TLS",
        "%s verweist auf sich selbst: httpd weiß nicht, dass ein Proxy TLS "
        "übernimmt"
    };
    static const wording canonical = {
        "ServerName https://NAME:PORT; UseCanonicalName On (in httpd behind "
        "the proxy)",
        "ServerName https://NAME:PORT; UseCanonicalName On (im httpd hinter "
        "dem Proxy)"
    };
    exchange x = ask(k, "OPTIONS", k->url);

    exchange_perform(&x);
    /* What is wrong with the certificate is its own check's. */
    k->http_answers = x.fault == CURLE_OK ||
                      x.fault == CURLE_PEER_FAILED_VERIFICATION ||
                      x.fault == CURLE_SSL_CACERT_BADFILE;
    if (x.location && strcmp(x.location, k->url) == 0) {
        return check_found(k, CHECK_FAILURE, &canonical, &circle, k->url);
    }
    return k->http_answers
               ? check_found(k, CHECK_OK, NULL, &good, k->url)
               : check_found(k, CHECK_FAILURE, listener_mend(x.fault), &bad,
                             k->url, x.fault_text);
}

check_finding check_well_known(check *k)
{
    static const wording bad = {
        "it answers %ld instead of 301: a bare host name is not enough for "
        "clients",
        "die Antwort ist %ld statt 301: ein bloßer Rechnername genügt den "
        "Geräten nicht"
    };
    static const wording once = {
        "man mod_dav_advolux (one Location with Advolux On for each host)",
        "man mod_dav_advolux (je Host eine Location mit Advolux On)"
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
    exchange_perform(&x);
    if (x.fault != CURLE_OK) {
        return check_found(k, CHECK_FAILURE, NULL, &unasked, x.fault_text);
    }
    if (x.status != 301 || !x.location) {
        return check_found(k, CHECK_WARNING, &once, &bad, x.status);
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
    static const wording renew = {
        "renew the certificate (AdvoluxCertificate, SSLCertificateFile); "
        "--cacert FILE if devices trust its authority",
        "das Zertifikat erneuern (AdvoluxCertificate, SSLCertificateFile); "
        "--cacert DATEI, wenn die Geräte seiner CA vertrauen"
    };
    exchange x = ask(k, "OPTIONS", k->url);
    int days;

    if (!k->http_answers) {
        return check_skipped(k, &no_listener);
    }
    if (!is_tls(k)) {
        return check_found(k, CHECK_WARNING,
                           CHECK_MEND("a2enmod ssl; SSLEngine on; advoluxctl "
                                      "check --url https://HOST:8443/"),
                           &none);
    }
    exchange_perform(&x);
    if (x.fault != CURLE_OK) {
        return check_found(k, CHECK_FAILURE, &renew, &bad, x.fault_text);
    }
    days = (int)((x.expires - apr_time_now()) / apr_time_from_sec(86400));
    return check_found(k,
                       days < 0              ? CHECK_FAILURE
                       : days < DAYS_WARNING ? CHECK_WARNING
                                             : CHECK_OK,
                       days < DAYS_WARNING ? &renew : NULL, &good,
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
    const char *message; /* of the module; NULL: whatever it is */
    bool retry;          /* the module's own says when to try again */
    wording cause, mend;
} refusals[] = {
    { 401,
      NULL,
      false,
      { "the password is wrong, or CalDAV is off for this person (%ld)",
        "das Passwort ist falsch, oder CalDAV ist für diesen Bearbeiter "
        "abgeschaltet (%ld)" },
      { "advoluxctl staff password LOGIN",
        "advoluxctl staff password LOGIN" } },
    { 403,
      "ADV0203",
      false,
      { "httpd lets the person in, but Advolux does not know them (%ld, "
        "ADV0203)",
        "httpd lässt die Person ein, aber Advolux kennt sie nicht (%ld, "
        "ADV0203)" },
      { "advoluxctl staff enable LOGIN; the error log of httpd says more at "
        "ADV0203",
        "advoluxctl staff enable LOGIN; mehr sagt das Fehlerprotokoll von "
        "httpd bei ADV0203" } },
    { 403,
      "ADV0510",
      false,
      { "this port is closed for requests without TLS (%ld, ADV0510)",
        "dieser Port ist für Anfragen ohne TLS geschlossen (%ld, ADV0510)" },
      { "advoluxctl check --url https://HOST:8443/",
        "advoluxctl check --url https://HOST:8443/" } },
    { 403,
      NULL,
      false,
      { "refused, but not by mod_dav_advolux (%ld): by mod_security, a Require, "
        "or a proxy before it",
        "abgelehnt, aber nicht von mod_dav_advolux (%ld): von mod_security, "
        "einem Require oder einem Proxy davor" },
      { "the error log of httpd, and the proxy's; man mod_dav_advolux has what "
        "mod_security must let pass",
        "das Fehlerprotokoll von httpd und das des Proxys; man "
        "mod_dav_advolux sagt, was mod_security durchlassen muss" } },
    { 404,
      NULL,
      false,
      { "there is no such calendar (%ld): is the URL the one of the calendars?",
        "diesen Kalender gibt es nicht (%ld): ist es die Adresse der "
        "Kalender?" },
      { "advoluxctl check --url URL (with the path of the Location)",
        "advoluxctl check --url URL (mit dem Pfad der Location)" } },
    { 503,
      NULL,
      true,
      { "the module does not reach PostgreSQL (%ld)",
        "das Modul erreicht PostgreSQL nicht (%ld)" },
      { "AdvoluxDatabase in the configuration of httpd, and its error log",
        "AdvoluxDatabase in der Konfiguration von httpd und sein "
        "Fehlerprotokoll" } },
    { 503,
      NULL,
      false,
      { "a proxy answers that it does not reach httpd (%ld)",
        "ein Proxy antwortet, dass er httpd nicht erreicht (%ld)" },
      { "the proxy's error log; does httpd run behind it?",
        "das Fehlerprotokoll des Proxys; läuft httpd dahinter?" } },
    { 0,
      NULL,
      false,
      { "the server answers %ld instead of 207",
        "der Server antwortet %ld statt 207" },
      { "the error log of httpd (caldav_error.log)",
        "das Fehlerprotokoll von httpd (caldav_error.log)" } },
};

static check_finding refused(check *k, const exchange *x)
{
    static const wording bad = { "%s", "%s" };
    size_t i = 0;

    if (x->fault != CURLE_OK) {
        return check_found(k, CHECK_FAILURE, NULL, &bad, x->fault_text);
    }
    while (refusals[i].status &&
           (refusals[i].status != x->status ||
            (refusals[i].message &&
             (!x->message || strcmp(refusals[i].message, x->message) != 0)) ||
            (refusals[i].retry && !x->retry))) {
        i++;
    }
    return check_found(k, CHECK_FAILURE, &refusals[i].mend, &refusals[i].cause,
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
    exchange_perform(&x);
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
    exchange_perform(&x);
    return x;
}

static const char *token_of(apr_pool_t *pool, const exchange *x)
{
    const char *from = x->fault == CURLE_OK && x->status == 207
                           ? strstr(x->answer, "urn:advolux:sync:")
                           : NULL;

    return from ? apr_pstrndup(pool, from, strcspn(from, "<")) : NULL;
}

/* An entry and its ETag, for the next check. */
static void keep_first(check *k, const exchange *x)
{
    static const char href_tag[] = "<D:href>", etag_tag[] = "<D:getetag>&quot;";
    const char *href = strstr(x->answer, href_tag);
    const char *etag = href ? strstr(href, etag_tag) : NULL;

    if (etag) {
        href += strlen(href_tag);
        etag += strlen(etag_tag);
        k->href = apr_pstrndup(k->c->pool, href, strcspn(href, "<"));
        k->etag =
            apr_psprintf(k->c->pool, "\"%.*s\"", (int)strcspn(etag, "&"), etag);
    }
    if (k->href && strchr(k->href, '&')) {
        k->href = NULL; /* escaped; not worth the trouble */
    }
}

check_finding check_etags(check *k)
{
    static const wording none = { "there is no entry to look at",
                                  "es gibt keinen Eintrag zum Prüfen" };
    static const wording altered = {
        "something in front of the module alters ETags (%s became %s): devices "
        "cannot save what they changed",
        "etwas vor dem Modul verändert ETags (aus %s wird %s): Geräte können "
        "Änderungen nicht speichern"
    };
    static const wording untouched = {
        "SetEnv no-gzip 1; SetEnv no-brotli 1 (in the proxy; nginx: gzip off)",
        "SetEnv no-gzip 1; SetEnv no-brotli 1 (im Proxy; nginx: gzip off)"
    };
    static const wording good = { "they arrive as they are",
                                  "sie kommen unverändert an" };
    exchange x;

    if (!k->href || !k->etag) {
        return check_skipped(k, &none);
    }
    x = ask_as_person(k, "GET", "");
    x.url = apr_psprintf(k->c->pool, "%.*s%s", origin_length(k->url), k->url,
                         k->href);
    x.compressed = true;
    exchange_perform(&x);
    if (x.fault != CURLE_OK || x.status != 200) {
        return refused(k, &x);
    }
    return x.etag && strcmp(x.etag, k->etag) == 0
               ? check_found(k, CHECK_OK, NULL, &good)
               : check_found(k, CHECK_FAILURE, &untouched, &altered, k->etag,
                             x.etag ? x.etag : "-");
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
    keep_first(k, &x);
    if (token) {
        x = synchronise(k, token);
        token = token_of(k->c->pool, &x);
    }
    return token ? check_found(k, CHECK_OK, NULL, &good,
                               (int)apr_time_as_msec(apr_time_now() - began))
                 : refused(k, &x);
}
