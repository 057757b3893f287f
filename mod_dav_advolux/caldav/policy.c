/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "policy.h"

#define ACCESSES (ADVOLUX_PARTICIPANT + 1)
#define NO_ENTRY ACCESSES

#define DEVICE_ONLY \
    "Advolux sends this entry to devices only; it can be changed in Advolux."
#define DEVICE_ONLY_DELETE \
    "Advolux sends this entry to devices only; it can be deleted in Advolux."
#define NOT_MAIN_EDITOR \
    "Only the main editor may change this entry from a device."
#define NOT_MAIN_EDITOR_DELETE \
    "Only the main editor may delete this entry from a device."
#define OWN_ALARMS \
    "Only this person's own alarms were kept; the entry itself is read only."
#define NAME_IN_USE \
    "There is already an entry with this name; choose another name."

static const policy_answer answers[ACCESSES + 1][POLICY_OPERATIONS] = {
    [ADVOLUX_EDITABLE] = {
        [POLICY_READ]          = { POLICY_ALLOWED, NULL, NULL },
        [POLICY_CREATE]        = { POLICY_REFUSED, "bind", NAME_IN_USE },
        [POLICY_CHANGE]        = { POLICY_ALLOWED, NULL, NULL },
        [POLICY_CHANGE_ALARMS] = { POLICY_ALLOWED, NULL, NULL },
        [POLICY_DELETE]        = { POLICY_ALLOWED, NULL, NULL },
    },
    [ADVOLUX_DEVICE_ONLY] = {
        [POLICY_READ]          = { POLICY_ALLOWED, NULL, NULL },
        [POLICY_CREATE]        = { POLICY_REFUSED, "bind", NAME_IN_USE },
        [POLICY_CHANGE]        = { POLICY_REFUSED, "write-content",
                                   DEVICE_ONLY },
        [POLICY_CHANGE_ALARMS] = { POLICY_TEXT_ONLY, NULL, OWN_ALARMS },
        [POLICY_DELETE]        = { POLICY_REFUSED, "unbind",
                                   DEVICE_ONLY_DELETE },
    },
    [ADVOLUX_PARTICIPANT] = {
        [POLICY_READ]          = { POLICY_ALLOWED, NULL, NULL },
        [POLICY_CREATE]        = { POLICY_REFUSED, "bind", NAME_IN_USE },
        [POLICY_CHANGE]        = { POLICY_REFUSED, "write-content",
                                   NOT_MAIN_EDITOR },
        [POLICY_CHANGE_ALARMS] = { POLICY_TEXT_ONLY, NULL, OWN_ALARMS },
        [POLICY_DELETE]        = { POLICY_REFUSED, "unbind",
                                   NOT_MAIN_EDITOR_DELETE },
    },
    [NO_ENTRY] = {
        [POLICY_READ]          = { POLICY_MISSING, NULL, NULL },
        [POLICY_CREATE]        = { POLICY_ALLOWED, NULL, NULL },
        [POLICY_CHANGE]        = { POLICY_MISSING, NULL, NULL },
        [POLICY_CHANGE_ALARMS] = { POLICY_MISSING, NULL, NULL },
        [POLICY_DELETE]        = { POLICY_MISSING, NULL, NULL },
    },
};

const policy_answer *policy_judge(const advolux_member *member,
                                  policy_operation operation)
{
    bool present = member && !member->removed;

    return &answers[present ? (int)member->access : NO_ENTRY][operation];
}
