/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What an XML body would cost is known before it is parsed, in whatever pieces
 * it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "xml_cost.h"

/* How many of them are let through. */
static int taken(const char *piece, int most)
{
    xml_cost cost = { 0 };

    for (int i = 0; i < most; i++) {
        if (!xml_cost_add(&cost, piece, strlen(piece))) {
            return i;
        }
    }
    return most;
}

static void what_clients_send(void **state)
{
    (void)state;
    assert_int_equal(taken("<D:href>/caldav/calendars/a/termine/1.ics</D:href>"
                           "\r\n",
                           20000),
                     20000);
    assert_int_equal(taken("DTSTART:19700101T000000\r\n", 40000), 40000);
    assert_int_equal(taken(" xmlns:n1=\"urn:x\"", 16000), 16000);
}

static void what_nobody_needs(void **state)
{
    (void)state;
    assert_in_range(taken("<a/>", 250000), 40000, 60000);
    assert_in_range(taken("\n", 1000000), 100000, 140000);
    assert_in_range(taken("&lt;", 250000), 100000, 140000);
    assert_in_range(taken(" a=\"\"", 200000), 60000, 120000);
    assert_in_range(taken(" xmlns:n=\"u\"", 80000), 16000, 24000);
}

static void pieces_and_wide_characters(void **state)
{
    static const char text[] = "<a xmlns:b=\"c\"/>\n";
    xml_cost whole = { 0 }, parts = { 0 }, wide = { 0 };

    (void)state;
    xml_cost_add(&whole, text, sizeof text - 1);
    for (size_t i = 0; i < sizeof text - 1; i++) {
        const char pair[] = { text[i], '\0' };

        xml_cost_add(&parts, text + i, 1);
        xml_cost_add(&wide, pair, 2);
    }
    assert_int_equal(whole.namespaces, 1);
    assert_true(whole.octets > 0);
    assert_memory_equal(&whole, &parts, sizeof whole);
    assert_memory_equal(&whole, &wide, sizeof whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_clients_send),
        cmocka_unit_test(what_nobody_needs),
        cmocka_unit_test(pieces_and_wide_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
