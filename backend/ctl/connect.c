/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include <apr_uri.h>

#include "connect.h"
#include "language.h"
#include "printable.h"

/* --- the person and the server ----------------------------------------------
 */

bool connect_read_url(apr_pool_t *pool, const char *url, connect_facts *facts)
{
    apr_uri_t parts;
    size_t length;

    if (apr_uri_parse(pool, url, &parts) != APR_SUCCESS || !parts.scheme ||
        !parts.hostname || !*parts.hostname || parts.query || parts.fragment ||
        parts.user ||
        (strcmp(parts.scheme, "https") && strcmp(parts.scheme, "http"))) {
        return false;
    }
    facts->tls = strcmp(parts.scheme, "https") == 0;
    facts->host = parts.hostname;
    facts->port = parts.port_str && *parts.port_str ? parts.port
                  : facts->tls                      ? 443
                                                    : 80;
    facts->path = parts.path ? parts.path : "/";
    length = strlen(facts->path);
    if (facts->path[length - 1] != '/') {
        facts->path = apr_pstrcat(pool, facts->path, "/", NULL);
    }
    return true;
}

static bool find_person(ctl *c, connect_facts *facts)
{
    const PGresult *result = ctl_query(
        c,
        "SELECT s.name, coalesce(l.enabled, false),"
        " EXISTS (SELECT FROM caldav.credential k WHERE k.staff_id = s.staff_id"
        " AND k.device IS NULL) FROM advolux.staff s"
        " LEFT JOIN caldav.login l USING (staff_id) WHERE s.login = $1",
        1, &facts->login);

    if (!result) {
        return false;
    }
    if (PQntuples(result) != 1) {
        ctl_no_such_login(facts->login);
        return false;
    }
    facts->name = PQgetvalue(result, 0, 0);
    if (*PQgetvalue(result, 0, 1) != 't') {
        ctl_fail("CalDAV is off for %s: advoluxctl staff enable %s",
                 facts->login, facts->login);
    } else if (*PQgetvalue(result, 0, 2) != 't') {
        ctl_fail("%s has no CalDAV password yet: advoluxctl staff password %s",
                 facts->login, facts->login);
    }
    return true;
}

/* --- what is shown -----------------------------------------------------------
 */

/* RFC 3986 section 2.3: all but unreserved characters are encoded. */
static const char *encoded(apr_pool_t *pool, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    char *out = apr_palloc(pool, 3 * strlen(text) + 1);
    char *at = out;

    for (; *text; text++) {
        if (strchr(plain, *text)) {
            *at++ = *text;
        } else {
            at += sprintf(at, "%%%02X", (unsigned char)*text);
        }
    }
    *at = '\0';
    return out;
}

static const char *host_and_port(apr_pool_t *pool, const connect_facts *facts)
{
    /* An IPv6 address. */
    bool literal = strchr(facts->host, ':') != NULL;

    return apr_psprintf(pool, "%s%s%s:%d", literal ? "[" : "", facts->host,
                        literal ? "]" : "", facts->port);
}

/* DAVx5's manual, "Integration": davx5 means https, caldav plain http. */
static const char *link_of(apr_pool_t *pool, const connect_facts *facts)
{
    return apr_pstrcat(pool, facts->tls ? "davx5" : "caldav", "://",
                       encoded(pool, facts->login), "@",
                       host_and_port(pool, facts), facts->path, NULL);
}

/* RFC 6764 section 3 and 4: with them a client needs the mail domain alone. */
static void show_records(const connect_facts *facts)
{
    static const wording told = {
        "\nDNS (RFC 6764), for devices that are told nothing but %s:\n",
        "\nDNS (RFC 6764) für Geräte, denen nur %s genannt wird:\n"
    };
    const char *domain = strchr(facts->host, '.');

    /* Addresses have no domain. */
    if (!domain || strchr(facts->host, ':') ||
        !facts->host[strspn(facts->host, "0123456789.")]) {
        return;
    }
    printable_say(stdout, language_of(&told), domain + 1);
    printable_say(stdout,
                  "_caldav%s._tcp.%s. 3600 IN SRV 0 1 %d %s.\n"
                  "_caldav%s._tcp.%s. 3600 IN TXT \"path=%s\"\n",
                  facts->tls ? "s" : "", domain + 1, facts->port, facts->host,
                  facts->tls ? "s" : "", domain + 1, facts->path);
}

static void show(ctl *c, const connect_facts *facts)
{
    static const wording what = {
        "Name:     %s\nServer:   %s\nPort:     %d (%s)\nLogin:    %s\n"
        "Password: the CalDAV password; it is nowhere in here\n"
        "URL:      %s://%s%s\nAndroid:  %s\n\n",
        "Name:         %s\nServer:       %s\nPort:         %d (%s)\n"
        "Benutzername: %s\n"
        "Passwort:     das CalDAV-Passwort; es steht nirgends hier\n"
        "Adresse:      %s://%s%s\nAndroid:      %s\n\n"
    };
    static const wording plain = {
        "without TLS: iPhones and Macs refuse",
        "ohne TLS: iPhone und Mac verbinden sich nicht"
    };
    const char *link = link_of(c->pool, facts);

    printable_say(stdout, language_of(&what), facts->name, facts->host,
                  facts->port, facts->tls ? "TLS" : language_of(&plain),
                  facts->login, facts->tls ? "https" : "http",
                  host_and_port(c->pool, facts), facts->path, link);
    if (!connect_draw_qr(stdout, link)) {
        puts("(no QR code: advoluxctl was built without libqrencode)");
    }
    show_records(facts);
}

/* --- the profile -------------------------------------------------------------
 */

static int write_profile(ctl *c, const connect_facts *facts, const char *path,
                         const certificate *signer)
{
    static const wording is_signed = {
        "\nProfile for iPhone, iPad and Mac, signed: %s\n",
        "\nProfil für iPhone, iPad und Mac, signiert: %s\n"
    };
    static const wording is_unsigned = {
        "\nProfile for iPhone, iPad and Mac, not signed (--sign): %s\n",
        "\nProfil für iPhone, iPad und Mac, nicht signiert (--sign): %s\n"
    };
    const char *text = connect_profile(c->pool, facts);
    const certificate_finding *wrong = NULL;
    apr_file_t *out;
    char reason[120];
    apr_status_t status = apr_file_open(
        &out, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE,
        APR_FPROT_OS_DEFAULT, c->pool);

    if (status == APR_SUCCESS && signer) {
        wrong = certificate_sign(c->pool, signer, text, out);
    } else if (status == APR_SUCCESS) {
        status = apr_file_write_full(out, text, strlen(text), NULL);
    }
    if (status != APR_SUCCESS) {
        return ctl_fail("%s cannot be written: %s", path,
                        apr_strerror(status, reason, sizeof reason));
    }
    if (wrong) {
        apr_file_trunc(out, 0);
    }
    status = apr_file_close(out);
    if (wrong || status != APR_SUCCESS) {
        return ctl_fail("%s cannot be written", path);
    }
    printable_say(stdout, language_of(signer ? &is_signed : &is_unsigned),
                  path);
    return CTL_DONE;
}

static int connect_person(ctl *c, const ctl_call *call)
{
    const char *url = ctl_value(call, "--url");
    const char *profile = ctl_value(call, "--mobileconfig");
    const char *sign = ctl_value(call, "--sign");
    connect_facts facts = { .login = call->operands[0] };
    certificate *signer = NULL;

    if (!url || !connect_read_url(c->pool, url, &facts)) {
        return ctl_misused(call->command,
                           "--url is what devices call the server: "
                           "https://termine.kanzlei.example:8443/");
    }
    if (sign && !profile) {
        return ctl_misused(call->command, "--sign is for --mobileconfig");
    }
    if (sign && !ctl_certificate_open(c, sign, ctl_value(call, "--passwords"),
                                      &signer)) {
        return CTL_FAILED;
    }
    if (!find_person(c, &facts)) {
        return c->failure;
    }
    show(c, &facts);
    return profile ? write_profile(c, &facts, profile, signer) : CTL_DONE;
}

static const ctl_option options[] = {
    { "--url", "URL", "what devices call the server" },
    { "--mobileconfig", "FILE", "write a profile for iPhone, iPad and Mac" },
    { "--sign", "CERTIFICATE", "sign it with this .p12, .jks or .pem" },
    { "--passwords", "SOURCE", "its passwords: file:PATH or exec:PROGRAM" },
    { NULL, NULL, NULL },
};

const ctl_command ctl_connect_commands[] = {
    { "connect", NULL, "LOGIN", 1, 1,
      "what a person's devices need, as text, link, QR code and profile",
      options, connect_person },
    { .noun = NULL },
};
