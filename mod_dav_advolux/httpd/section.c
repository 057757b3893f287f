/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_config.h>

#include "section.h"

const ap_directive_t *section_of(const server_rec *s)
{
    const ap_directive_t *node = ap_conftree;

    while (s->is_virtual && node &&
           !(node->line_num == (int)s->defn_line_number && s->defn_name &&
             node->filename && !strcmp(node->filename, s->defn_name))) {
        node = node->next;
    }
    return s->is_virtual && node ? node->first_child : node;
}

const ap_directive_t *section_directive(const ap_directive_t *first,
                                        const char *name)
{
    const ap_directive_t *found = NULL;

    for (; first; first = first->next) {
        if (!strcasecmp(first->directive, name)) {
            found = first;
        }
    }
    return found;
}

const char *section_argument(const ap_directive_t *first, const char *name)
{
    const ap_directive_t *found = section_directive(first, name);

    return found ? found->args : NULL;
}

bool section_has_tls(const server_rec *s)
{
    const char *engine = section_argument(section_of(s), "SSLEngine");

    if (!engine) {
        engine = section_argument(ap_conftree, "SSLEngine");
    }
    return engine && strcasecmp(engine, "off");
}

const char *section_path(apr_pool_t *p, const ap_directive_t *node)
{
    const char *rest = node->args;
    char *path, *end;

    if (strcasecmp(node->directive, "<Location")) {
        return NULL;
    }
    path = ap_getword_conf(p, &rest);
    end = path + strlen(path);
    if (end > path && end[-1] == '>') {
        *--end = '\0';
    }
    if (end > path && end[-1] == '/') {
        *--end = '\0';
    }
    return *path == '~' ? NULL : path;
}

static bool may_concern(apr_pool_t *p, const ap_directive_t *node,
                        const char *root)
{
    const char *path = section_path(p, node);
    apr_size_t length;

    if (!path) {
        return strcasecmp(node->directive, "<VirtualHost") != 0;
    }
    length = strlen(path);
    return !strncmp(root, path, length) &&
           (root[length] == '/' || root[length] == '\0');
}

static bool is_location(const ap_directive_t *node)
{
    return !strncasecmp(node->directive, "<Location", strlen("<Location"));
}

/* From `first` on; in <Location>s alone, or in any section. */
static const ap_directive_t *find(apr_pool_t *p, const ap_directive_t *first,
                                  const char *root, const char *name,
                                  bool locations)
{
    const ap_directive_t *found = NULL;

    for (; first; first = first->next) {
        const ap_directive_t *inside = NULL;

        if (locations && !is_location(first)) {
            continue;
        }
        if (first->first_child && may_concern(p, first, root)) {
            inside = find(p, first->first_child, root, name, false);
        }
        if (inside || !strcasecmp(first->directive, name)) {
            found = inside ? inside : first;
        }
    }
    return found;
}

/* As httpd merges: what a <Location> says counts before other sections, and
 * the virtual host's before the main server's. */
const ap_directive_t *section_find(apr_pool_t *p, const server_rec *s,
                                   const char *root, const char *name)
{
    const ap_directive_t *found = NULL;

    for (int any = 0; any <= 1 && !found; any++) {
        found = s->is_virtual ? find(p, section_of(s), root, name, !any) : NULL;
        found = found ? found : find(p, ap_conftree, root, name, !any);
    }
    return found;
}
