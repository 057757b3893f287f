/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file property_value.h
 * How the values of the live properties are written, and those that clients
 * set are checked: the functions in the property table.
 */
#ifndef ADVOLUX_PROPERTY_VALUE_H
#define ADVOLUX_PROPERTY_VALUE_H

#include "property.h"

property_write write_constant, write_reference, write_resourcetype,
    write_displayname, write_getetag, write_getlastmodified,
    write_getcontenttype, write_getcontentlength, write_sync_token,
    write_privileges, write_acl, write_supported_privileges, write_reports,
    write_addresses, write_email_addresses, write_component_set,
    write_collations, write_rscales, write_max_resource_size,
    write_max_instances, write_quota_used, write_quota_available,
    write_description, write_timezone, write_timezone_id, write_creationdate,
    write_resource_id, write_color, write_order, write_calendar_data;

property_accept accept_displayname, accept_description, accept_color,
    accept_order, accept_timezone, accept_timezone_id;

#endif
