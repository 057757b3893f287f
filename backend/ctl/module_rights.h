/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file module_rights.h
 * What the module's role needs in the database: CONTRACT.md, section 3.
 */
#ifndef ADVOLUX_CTL_MODULE_RIGHTS_H
#define ADVOLUX_CTL_MODULE_RIGHTS_H

#include "ctl.h"

#define MODULE_ROLE "advolux_caldav"

/** The functions that it calls, as an array in SQL. */
#define MODULE_FUNCTIONS \
    "ARRAY['schema_version', 'schema_digest', 'state', 'lock_holders'," \
    " 'credentials', 'verify', 'device_seen', 'explain_login', 'principal'," \
    " 'collection'," \
    " 'list', 'list_changes', 'list_range', 'list_range_page', 'list_uid'," \
    " 'list_by_uid', 'entries', 'first_instance', 'entry_properties', 'put'," \
    " 'remove', 'move', 'refuse', 'learn_days', 'set_properties'," \
    " 'set_entry_properties']::name[]"

/** Whether the role or one of its rights is missing, so that what grants them
 * has to be run again; -1 after a message. */
int module_rights_missing(ctl *c);

/** Make the role if there is none, and let it into the database and its schema;
 * the functions' files grant the rest. False after a message. */
bool module_rights_grant(ctl *c);

#endif
