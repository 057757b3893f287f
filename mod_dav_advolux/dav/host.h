/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file host.h
 * mod_dav, and what is called of it. The calls are weak: without mod_dav, or
 * before it, this module can be loaded all the same and say what is missing,
 * where httpd would speak of an undefined symbol. A call without its line here
 * brings that back.
 */
#ifndef ADVOLUX_HOST_H
#define ADVOLUX_HOST_H

#include <mod_dav.h>

#pragma weak dav_get_provider
#pragma weak dav_get_resource
#pragma weak dav_handle_err
#pragma weak dav_hook_deliver_report
#pragma weak dav_hook_gather_reports
#pragma weak dav_hook_method_precondition
#pragma weak dav_new_error
#pragma weak dav_new_error_tag
#pragma weak dav_register_provider
#pragma weak dav_validate_request

#endif
