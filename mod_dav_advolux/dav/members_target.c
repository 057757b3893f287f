/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include "members.h"

property_target members_target(const struct dav_resource_private *info,
                               const advolux_path *path, apr_pool_t *scratch)
{
    property_target target = {
        .r = info->r,
        .root = info->root,
        .login = info->who->login,
        .path = *path,
        .scratch = scratch,
    };

    return target;
}

advolux_error *members_target_load(const struct dav_resource_private *info,
                                   property_target *target)
{
    apr_pool_t *pool = info->r->pool;
    apr_array_header_t *calendars;

    *target = members_target(info, &info->path, pool);
    if (info->path.place == PLACE_CALENDAR) {
        return advolux_calendar_get(info->store, pool, info->who,
                                    info->path.kind, &target->calendar);
    }
    return members_home_load(info, target, &calendars);
}

advolux_error *members_home_load(const struct dav_resource_private *info,
                                 property_target *target,
                                 apr_array_header_t **calendars)
{
    apr_pool_t *pool = info->r->pool;
    advolux_principal *owner = apr_pcalloc(pool, sizeof *owner);
    advolux_error *error =
        advolux_calendars_get(info->store, pool, info->who, calendars);

    if (error) {
        return error;
    }
    owner->login = info->who->login;
    owner->name = "";
    if ((*calendars)->nelts > 0) {
        target->home = &APR_ARRAY_IDX(*calendars, 0, advolux_calendar);
        target->calendars = *calendars;
        owner->name = target->home->owner_name;
        owner->mail = target->home->owner_mail;
    }
    target->principal = owner;
    return NULL;
}

void members_write_target(const property_request *request,
                          const property_target *target, multistatus *ms)
{
    property_template *template =
        property_template_make(ms->scratch, request, target);

    markup_literal(&ms->body, "<D:response>");
    markup_href(&ms->body,
                advolux_path_href(ms->scratch, target->root, &target->path));
    property_template_write(template, target, &ms->body);
    markup_literal(&ms->body, "</D:response>\n");
}
