/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "path.h"

#include <string.h>

#include <apr_escape.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_uri.h>

#define LOGIN_OCTETS_MAX 255
#define NAME_OCTETS_MAX 255

static const struct {
    const char *segment;
    advolux_item_kind kind;
} collections[] = {
    { "termine", ADVOLUX_APPOINTMENT },
    { "aufgaben", ADVOLUX_TASK },
};

const char *advolux_kind_segment(advolux_item_kind kind)
{
    return collections[kind == ADVOLUX_TASK].segment;
}

static bool kind_of_segment(const char *segment, advolux_item_kind *kind)
{
    for (size_t i = 0; i < sizeof collections / sizeof *collections; i++) {
        if (!strcmp(segment, collections[i].segment)) {
            *kind = collections[i].kind;
            return true;
        }
    }
    return false;
}

/* Valid UTF-8 (no surrogates, no overlong forms) without control characters:
 * what a name must be to be stored, listed in XML and found again. */
static bool is_clean(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;

    while (*s) {
        unsigned int point;
        int more;

        if (*s < 0x80) {
            point = *s;
            more = 0;
        } else if (*s >= 0xC2 && *s <= 0xDF) {
            point = *s & 0x1F;
            more = 1;
        } else if (*s >= 0xE0 && *s <= 0xEF) {
            point = *s & 0x0F;
            more = 2;
        } else if (*s >= 0xF0 && *s <= 0xF4) {
            point = *s & 0x07;
            more = 3;
        } else {
            return false;
        }
        s++;
        for (int i = 0; i < more; i++, s++) {
            if ((*s & 0xC0) != 0x80) {
                return false;
            }
            point = point << 6 | (*s & 0x3F);
        }
        if (point < 0x20 || (point >= 0x7F && point < 0xA0) ||
            (more == 2 && point < 0x800) || (more == 3 && point < 0x10000) ||
            (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF ||
            (point & 0xFFFE) == 0xFFFE) {
            return false;
        }
    }
    return true;
}

/* Fill the path from its segments below the root; leaves PLACE_NONE unless
 * they name a place. */
static void place_segments(advolux_path *path, char *const *segment, int count)
{
    bool principals, homes;

    if (count == 0) {
        path->place = PLACE_ROOT;
        return;
    }
    principals = !strcmp(segment[0], "principals");
    homes = !strcmp(segment[0], "calendars");
    if (count == 1) {
        path->place = principals ? PLACE_PRINCIPALS
                      : homes    ? PLACE_HOMES
                                 : PLACE_NONE;
        return;
    }
    if ((!principals && !homes) || strlen(segment[1]) > LOGIN_OCTETS_MAX) {
        return;
    }
    path->login = segment[1];
    if (count == 2) {
        path->place = principals ? PLACE_PRINCIPAL : PLACE_HOME;
        return;
    }
    if (!homes || !kind_of_segment(segment[2], &path->kind)) {
        return;
    }
    if (count == 3) {
        path->place = PLACE_CALENDAR;
    } else if (count == 4 && !path->slash &&
               strlen(segment[3]) <= NAME_OCTETS_MAX) {
        path->name = segment[3];
        path->place = PLACE_OBJECT;
    }
}

advolux_path advolux_path_parse(apr_pool_t *pool, const char *root,
                                const char *uri)
{
    enum { SEGMENTS_MAX = 5 };
    advolux_path path = { .place = PLACE_NONE };
    apr_size_t root_length = strlen(root);
    char *segments[SEGMENTS_MAX], *rest;
    int count = 0;

    if (strncmp(uri, root, root_length) ||
        (uri[root_length] != '/' && uri[root_length] != '\0') ||
        !is_clean(uri)) {
        return path;
    }
    path.slash = *uri && uri[strlen(uri) - 1] == '/';
    rest = apr_pstrdup(pool, uri + root_length);
    while (*rest == '/') {
        char *segment = rest + 1;
        char *end = segment + strcspn(segment, "/");

        *rest = '\0'; /* ends the segment before */
        if (*segment == '\0') {
            break; /* the trailing slash */
        }
        if (end == segment || count == SEGMENTS_MAX) {
            return path; /* empty segment, or too deep */
        }
        segments[count++] = segment;
        rest = end;
    }
    place_segments(&path, segments, count);
    return path;
}

bool advolux_path_is_unreserved(const char *name)
{
    static const bool unreserved[256] = {
        ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['0' ... '9'] = true,
        ['-'] = true,         ['.'] = true,         ['_'] = true,
        ['~'] = true,
    };

    while (unreserved[(unsigned char)*name]) {
        name++;
    }
    return *name == '\0';
}

const char *advolux_path_segment(apr_pool_t *pool, const char *name)
{
    char *segment = apr_pstrdup(pool, apr_pescape_path_segment(pool, name));

    for (char *c = segment; *c; c++) {
        if (*c == '%') { /* RFC 3986 section 2.1 */
            c[1] = (char)apr_toupper(c[1]);
            c[2] = (char)apr_toupper(c[2]);
            c += 2;
        }
    }
    return segment;
}

const char *advolux_path_href(apr_pool_t *pool, const char *root,
                              const advolux_path *path)
{
    const char *base = apr_pescape_path(pool, root, 1);
    const char *login =
        path->login ? advolux_path_segment(pool, path->login) : "";

    switch (path->place) {
    case PLACE_ROOT:
        return apr_pstrcat(pool, base, "/", NULL);
    case PLACE_PRINCIPALS:
        return apr_pstrcat(pool, base, "/principals/", NULL);
    case PLACE_PRINCIPAL:
        return apr_pstrcat(pool, base, "/principals/", login, "/", NULL);
    case PLACE_HOMES:
        return apr_pstrcat(pool, base, "/calendars/", NULL);
    case PLACE_HOME:
        return apr_pstrcat(pool, base, "/calendars/", login, "/", NULL);
    case PLACE_CALENDAR:
        return apr_pstrcat(pool, base, "/calendars/", login, "/",
                           advolux_kind_segment(path->kind), "/", NULL);
    case PLACE_OBJECT:
        return apr_pstrcat(pool, base, "/calendars/", login, "/",
                           advolux_kind_segment(path->kind), "/",
                           advolux_path_segment(pool, path->name), NULL);
    case PLACE_NONE:
        break;
    }
    return apr_pstrcat(pool, base, "/", NULL);
}

/* Without percent-encoding; NULL if that is malformed. `forbid`: characters
 * that must not be encoded. */
static char *decoded(apr_pool_t *pool, const char *text, const char *forbid)
{
    char *plain = apr_pstrdup(pool, text);
    apr_status_t rv =
        apr_unescape_url(plain, text, APR_ESCAPE_STRING, forbid, NULL, 0, NULL);

    return rv == APR_SUCCESS || rv == APR_NOTFOUND ? plain : NULL;
}

/* The object of a name in a folder, which ends in a slash. */
static advolux_path object_in(apr_pool_t *pool, const char *root,
                              const char *folder, const char *name)
{
    advolux_path path =
        advolux_path_parse(pool, root, apr_pstrcat(pool, folder, "-", NULL));

    if (path.place != PLACE_OBJECT || strlen(name) > NAME_OCTETS_MAX ||
        !is_clean(name)) {
        return (advolux_path){ .place = PLACE_NONE };
    }
    path.name = name;
    return path;
}

/* "%2F" as the slash that it stands for. */
static const char *with_slashes(apr_pool_t *pool, const char *text)
{
    char *plain = apr_pstrdup(pool, text), *to = plain;

    for (const char *from = text; *from; from++) {
        bool slash = !strncasecmp(from, "%2f", 3);

        *to++ = slash ? '/' : *from;
        from += slash ? 2 : 0;
    }
    *to = '\0';
    return plain;
}

advolux_path advolux_path_of_request(apr_pool_t *pool, const char *root,
                                     const char *uri, const char *sent)
{
    advolux_path path = advolux_path_parse(pool, root, uri), object;
    const char *segment =
        sent ? apr_pstrmemdup(pool, sent, strcspn(sent, "?")) : "";
    const char *name, *whole, *tail;

    segment = strrchr(segment, '/') ? strrchr(segment, '/') + 1 : segment;
    name = decoded(pool, segment, NULL);
    if (!name || !strchr(name, '/')) {
        return path;
    }
    whole = with_slashes(pool, uri);
    tail = apr_pstrcat(pool, "/", with_slashes(pool, name), NULL);
    if (strlen(whole) < strlen(tail) ||
        strcmp(whole + strlen(whole) - strlen(tail), tail)) {
        return path; /* not what was sent: httpd has mapped it */
    }
    object = object_in(
        pool, root,
        apr_pstrmemdup(pool, whole, strlen(whole) - strlen(tail) + 1), name);
    return object.place == PLACE_OBJECT ? object : path;
}

bool advolux_path_from_href(apr_pool_t *pool, const char *root,
                            const char *host, const char *href,
                            advolux_path *path)
{
    const char *folder, *name;
    char *text, *last;
    apr_uri_t uri;

    while (apr_isspace(*href)) {
        href++;
    }
    text = apr_pstrdup(pool, href);
    for (apr_size_t n = strlen(text); n > 0 && apr_isspace(text[n - 1]); n--) {
        text[n - 1] = '\0';
    }
    if (apr_uri_parse(pool, text, &uri) != APR_SUCCESS || !uri.path ||
        uri.path[0] != '/' || uri.query || uri.fragment ||
        (uri.hostname && (!host || strcasecmp(uri.hostname, host)))) {
        return false;
    }
    last = strrchr(uri.path, '/') + 1;
    name = decoded(pool, last, NULL);
    folder = decoded(
        pool, apr_pstrmemdup(pool, uri.path, (apr_size_t)(last - uri.path)),
        "/");
    if (!name || !folder) {
        return false;
    }
    *path = strchr(name, '/')
                ? object_in(pool, root, folder, name)
                : advolux_path_parse(pool, root,
                                     apr_pstrcat(pool, folder, name, NULL));
    return path->place != PLACE_NONE;
}
