/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "policy.h"

enum { NO_ENTRY = -1 };

/* ARCHITECTURE.md, "Policy", row by row. */
static const struct row {
    int access; /* or NO_ENTRY */
    policy_operation operation;
    policy_verdict verdict;
    const char *privilege;
} table[] = {
    { ADVOLUX_EDITABLE, POLICY_READ, POLICY_ALLOWED, NULL },
    { ADVOLUX_EDITABLE, POLICY_CREATE, POLICY_REFUSED, "bind" },
    { ADVOLUX_EDITABLE, POLICY_CHANGE, POLICY_ALLOWED, NULL },
    { ADVOLUX_EDITABLE, POLICY_CHANGE_ALARMS, POLICY_ALLOWED, NULL },
    { ADVOLUX_EDITABLE, POLICY_DELETE, POLICY_ALLOWED, NULL },
    { ADVOLUX_DEVICE_ONLY, POLICY_READ, POLICY_ALLOWED, NULL },
    { ADVOLUX_DEVICE_ONLY, POLICY_CREATE, POLICY_REFUSED, "bind" },
    { ADVOLUX_DEVICE_ONLY, POLICY_CHANGE, POLICY_REFUSED, "write-content" },
    { ADVOLUX_DEVICE_ONLY, POLICY_CHANGE_ALARMS, POLICY_TEXT_ONLY, NULL },
    { ADVOLUX_DEVICE_ONLY, POLICY_DELETE, POLICY_REFUSED, "unbind" },
    { ADVOLUX_PARTICIPANT, POLICY_READ, POLICY_ALLOWED, NULL },
    { ADVOLUX_PARTICIPANT, POLICY_CREATE, POLICY_REFUSED, "bind" },
    { ADVOLUX_PARTICIPANT, POLICY_CHANGE, POLICY_REFUSED, "write-content" },
    { ADVOLUX_PARTICIPANT, POLICY_CHANGE_ALARMS, POLICY_TEXT_ONLY, NULL },
    { ADVOLUX_PARTICIPANT, POLICY_DELETE, POLICY_REFUSED, "unbind" },
    { NO_ENTRY, POLICY_READ, POLICY_MISSING, NULL },
    { NO_ENTRY, POLICY_CREATE, POLICY_ALLOWED, NULL },
    { NO_ENTRY, POLICY_CHANGE, POLICY_MISSING, NULL },
    { NO_ENTRY, POLICY_CHANGE_ALARMS, POLICY_MISSING, NULL },
    { NO_ENTRY, POLICY_DELETE, POLICY_MISSING, NULL },
};
enum { ROWS = sizeof table / sizeof *table };

static const policy_answer *judge(const struct row *row, bool removed)
{
    advolux_member member = { .name = "a.ics", .removed = removed };

    if (row->access == NO_ENTRY) {
        return policy_judge(NULL, row->operation);
    }
    member.access = (advolux_access)row->access;
    return policy_judge(&member, row->operation);
}

static void every_row_of_the_table_holds(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < ROWS; i++) {
        const policy_answer *answer = judge(&table[i], false);

        assert_int_equal(answer->verdict, table[i].verdict);
        if (table[i].privilege) {
            assert_string_equal(answer->privilege, table[i].privilege);
        } else {
            assert_null(answer->privilege);
        }
    }
}

static void table_is_whole(void **state)
{
    int access, operation, i, found;

    (void)state;
    for (access = NO_ENTRY; access <= ADVOLUX_PARTICIPANT; access++) {
        for (operation = 0; operation < POLICY_OPERATIONS; operation++) {
            for (i = 0, found = 0; i < ROWS; i++) {
                found += table[i].access == access &&
                         (int)table[i].operation == operation;
            }
            assert_int_equal(found, 1);
        }
    }
}

static void every_refusal_is_a_sentence(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < ROWS; i++) {
        const policy_answer *answer = judge(&table[i], false);
        bool speaks = answer->verdict == POLICY_REFUSED ||
                      answer->verdict == POLICY_TEXT_ONLY;

        assert_int_equal(answer->reason != NULL, speaks);
        if (speaks) {
            assert_int_equal(answer->reason[strlen(answer->reason) - 1], '.');
        }
    }
}

static void answers_are_constants(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < ROWS; i++) {
        assert_ptr_equal(judge(&table[i], false), judge(&table[i], false));
    }
}

static void removed_entry_is_no_entry(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < ROWS; i++) {
        assert_ptr_equal(judge(&table[i], true),
                         policy_judge(NULL, table[i].operation));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_holds),
        cmocka_unit_test(table_is_whole),
        cmocka_unit_test(every_refusal_is_a_sentence),
        cmocka_unit_test(answers_are_constants),
        cmocka_unit_test(removed_entry_is_no_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
