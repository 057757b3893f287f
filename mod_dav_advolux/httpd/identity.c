/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <httpd.h>
#include <http_config.h>

#include <apr_strings.h>

#include "config.h"
#include "identity.h"
#include "request_account.h"
#include "login_name.h"

#define DEVICE_MAX 120

request_rec *identity_top(request_rec *r)
{
    while (r->main) {
        r = r->main;
    }
    return r;
}

identity *identity_at(request_rec *r)
{
    return ap_get_module_config(r->request_config, &dav_advolux_module);
}

identity *identity_of(request_rec *r)
{
    request_rec *top = identity_top(r);
    identity *id = identity_at(top);

    if (!id) {
        id = apr_pcalloc(top->pool, sizeof *id);
        ap_set_module_config(top->request_config, &dav_advolux_module, id);
    }
    return id;
}

const identity *identity_verified(request_rec *r)
{
    request_rec *at;

    for (at = identity_top(r); at;
         at = at->prev ? identity_top(at->prev) : NULL) {
        const identity *id = identity_at(at);

        if (id && id->login) {
            return r->user && strcmp(id->login, r->user) == 0 ? id : NULL;
        }
    }
    return NULL;
}

/* The User-Agent, printable and short; NULL if there is none. */
static const char *program_of(request_rec *r)
{
    const char *header = apr_table_get(r->headers_in, "User-Agent");
    char *agent;

    if (!header || !*header) {
        return NULL;
    }
    agent = apr_pstrndup(identity_top(r)->pool, header, DEVICE_MAX);
    for (char *at = agent; *at; at++) {
        if (*at < 0x20 || *at > 0x7e) {
            *at = '?';
        }
    }
    return agent;
}

const char *advolux_request_device(request_rec *r)
{
    const identity *by_us = identity_verified(r);
    const char *name =
        by_us && *by_us->verified->device ? by_us->verified->device : NULL;
    const char *program = program_of(r);

    return name && program
               ? apr_pstrcat(identity_top(r)->pool, name, ", ", program, NULL)
           : name ? name
                  : program;
}

const advolux_who *advolux_request_who(request_rec *r)
{
    apr_pool_t *pool = identity_top(r)->pool;
    const identity *by_us;
    identity *id;
    advolux_who *who;

    if (!r->user || !login_name_is_possible(r->user)) {
        return NULL;
    }
    id = identity_of(r);
    if (id->who && strcmp(id->who->login, r->user) == 0) {
        return id->who;
    }
    by_us = identity_verified(r);
    who = apr_palloc(pool, sizeof *who);
    who->login = apr_pstrdup(pool, r->user);
    who->credential = by_us ? by_us->verified->credential : 0;
    who->proof = by_us ? by_us->verified->proof : NULL;
    who->device = program_of(r);
    who->account = request_account_open(identity_top(r));
    id->who = who;
    return who;
}
