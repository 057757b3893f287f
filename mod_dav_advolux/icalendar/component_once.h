/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file component_once.h
 * Properties that a component may hold once.
 */
#ifndef ADVOLUX_COMPONENT_ONCE_H
#define ADVOLUX_COMPONENT_ONCE_H

#include "fault.h"

/** Whether what says when `node` is, is said once (RFC 5545 sections 3.6.1,
 * 3.6.2, 3.8.5.3): of two different values neither is the meant one. The same
 * again, or nothing, is taken. NULL if so; faults in `pool`. */
const ical_fault *ical_component_check_once(apr_pool_t *pool,
                                            const ical_node *node);

#endif
