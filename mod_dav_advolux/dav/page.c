/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file page.c
 * What somebody sees who opens a collection in a browser: HTML that is XML as
 * well, so that one escape serves both.
 */
#include <httpd.h>
#include <http_core.h>
#include <http_protocol.h>

#include <apr_strings.h>

#include "collection.h"
#include "markup.h"
#include "negotiation.h"

#define STYLE \
    "body{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;" \
    "padding:0 1rem}dt{font-weight:bold}code{word-break:break-all}"
/* base64 of STYLE's SHA-256: the one style that the browser may apply. */
#define STYLE_HASH "WVGGUrO0xu391DQ9UaqerGT6txWkDcYkpGnx6MhdDYI="

typedef struct texts {
    const char *language;
    const char *title, *about, *connect;
    const char *server, *port, *tls, *yes, *no, *login, *password, *address;
    const char *password_is, *no_tls, *calendars;
} texts;

static const texts german = {
    .language = "de",
    .title = "Advolux-Kalender",
    .about = "Hier liegen Ihre Termine und Aufgaben aus Advolux. Ein Browser "
             "zeigt sie nicht an: Verbinden Sie Ihr Telefon oder "
             "Kalenderprogramm über CalDAV.",
    .connect = "Gerät verbinden",
    .server = "Server",
    .port = "Port",
    .tls = "SSL/TLS",
    .yes = "ja",
    .no = "nein",
    .login = "Benutzername",
    .password = "Passwort",
    .password_is = "Ihr CalDAV-Passwort aus Advolux",
    .address = "Adresse, falls das Programm danach fragt",
    .no_tls = "Diese Verbindung ist nicht verschlüsselt: iPhone, iPad und Mac "
              "nehmen sie nicht an, und Ihr Passwort ist im Netz lesbar.",
    .calendars = "Ihre Kalender",
};

static const texts english = {
    .language = "en",
    .title = "Advolux calendar",
    .about = "Your appointments and tasks of Advolux are here. A browser does "
             "not show them: connect your phone or calendar program by "
             "CalDAV.",
    .connect = "Connect a device",
    .server = "Server",
    .port = "Port",
    .tls = "SSL/TLS",
    .yes = "yes",
    .no = "no",
    .login = "User name",
    .password = "Password",
    .password_is = "your CalDAV password of Advolux",
    .address = "Address, if the program asks for one",
    .no_tls = "This connection is not encrypted: iPhone, iPad and Mac refuse "
              "it, and your password can be read in the network.",
    .calendars = "Your calendars",
};

static const texts *texts_for(request_rec *r)
{
    const char *accept = apr_table_get(r->headers_in, "Accept-Language");

    return negotiation_language(r->pool, accept, "en") >
                   negotiation_language(r->pool, accept, "de")
               ? &english
               : &german;
}

static void write_row(markup *page, const char *name, const char *value)
{
    markup_literal(page, "<dt>");
    markup_quoted(page, name);
    markup_literal(page, "</dt>\n<dd>");
    markup_quoted(page, value);
    markup_literal(page, "</dd>\n");
}

static void write_element(markup *page, const char *name, const char *text)
{
    markup_literal(page, "<");
    markup_string(page, name);
    markup_literal(page, ">");
    markup_quoted(page, text);
    markup_literal(page, "</");
    markup_string(page, name);
    markup_literal(page, ">\n");
}

static const char *url_of(const struct dav_resource_private *info,
                          const advolux_path *path)
{
    request_rec *r = info->r;

    return ap_construct_url(r->pool,
                            advolux_path_href(r->pool, info->root, path), r);
}

static void write_connection(const struct dav_resource_private *info,
                             const texts *say, markup *page)
{
    const advolux_path root = { .place = PLACE_ROOT };
    request_rec *r = info->r;
    bool tls = !strcmp(ap_http_scheme(r), "https");

    write_element(page, "h2", say->connect);
    markup_literal(page, "<dl>\n");
    write_row(page, say->server, ap_get_server_name(r));
    write_row(page, say->port, apr_itoa(r->pool, ap_get_server_port(r)));
    write_row(page, say->tls, tls ? say->yes : say->no);
    write_row(page, say->login, info->who->login);
    write_row(page, say->password, say->password_is);
    write_row(page, say->address, url_of(info, &root));
    markup_literal(page, "</dl>\n");
    if (!tls) {
        write_element(page, "p", say->no_tls);
    }
}

static void write_calendars(const struct dav_resource_private *info,
                            const apr_array_header_t *calendars,
                            const texts *say, markup *page)
{
    write_element(page, "h2", say->calendars);
    markup_literal(page, "<dl>\n");
    for (int i = 0; i < calendars->nelts; i++) {
        const advolux_calendar *calendar =
            &APR_ARRAY_IDX(calendars, i, advolux_calendar);
        const advolux_path path = { .place = PLACE_CALENDAR,
                                    .login = info->who->login,
                                    .kind = calendar->kind };

        markup_literal(page, "<dt>");
        markup_quoted(page, calendar->displayname);
        markup_literal(page, "</dt>\n<dd><code>");
        markup_quoted(page, url_of(info, &path));
        markup_literal(page, "</code></dd>\n");
    }
    markup_literal(page, "</dl>\n");
}

const char *page_policy(void)
{
    return "default-src 'none'; style-src 'sha256-" STYLE_HASH "'; "
           "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

const char *page_write(const struct dav_resource_private *info,
                       const apr_array_header_t *calendars, apr_size_t *length,
                       const char **language)
{
    const texts *say = texts_for(info->r);
    markup page;

    markup_init(&page, info->r->pool, 4096);
    markup_literal(&page, "<!DOCTYPE html>\n<html lang=\"");
    markup_string(&page, say->language);
    markup_literal(&page, "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                          "<meta name=\"viewport\" "
                          "content=\"width=device-width\"/>\n");
    write_element(&page, "title", say->title);
    markup_literal(&page, "<style>" STYLE "</style>\n</head>\n<body>\n");
    write_element(&page, "h1", say->title);
    write_element(&page, "p", say->about);
    write_connection(info, say, &page);
    write_calendars(info, calendars, say, &page);
    markup_literal(&page, "</body>\n</html>\n");
    *length = page.length;
    *language = say->language;
    return page.text;
}
