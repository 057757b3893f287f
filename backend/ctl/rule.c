/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stddef.h>
#include <string.h>

#include "rule.h"

#define CLASS "a class is public, private or confidential"
#define NO_END \
    "the end lies before the start, or one is a day and the other a time"

/* The constraints of backend/sql that a value of the command line can break. */
static const struct {
    const char *constraint, *sentence;
} rules[] = {
    { "staff_login_key", "another person has this login already" },
    { "staff_login_check",
      "a login has 1 to 255 octets, without / and control characters" },
    { "staff_color_check", "a colour is such as #1E6FBA" },
    { "staff_look_back_check", "a look-back is from 0 to 100 years" },
    { "time_zone_known",
      "a time zone has a name of the IANA database, such as Europe/Berlin" },
    { "credential_device_check",
      "the name of a device has 1 to 60 octets, without control characters" },
    { "credential_device",
      "this person has a device of that name already: choose another name, or "
      "revoke that one first" },
    { "appointment_time", NO_END },
    { "override_time", NO_END },
    { "task_time", "start and due are both days or both times" },
    { "appointment_status_check",
      "an appointment's status is confirmed, tentative or cancelled" },
    { "task_status_check",
      "a task's status is needs-action, in-process, completed or cancelled" },
    { "override_status_check",
      "a status is confirmed, tentative or cancelled, and a task's "
      "needs-action, in-process, completed or cancelled" },
    { "appointment_class_check", CLASS },
    { "task_class_check", CLASS },
    { "override_class_check", CLASS },
};

const char *rule_sentence(const char *constraint)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(constraint, rules[i].constraint) == 0) {
            return rules[i].sentence;
        }
    }
    return NULL;
}
