/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* SQLSTATEs and what a caller is to make of them. */
#include <string.h>

#include "pool_fixture.h"
#include "sqlstate.h"

static void every_state_has_its_kind(void **state)
{
    static const struct {
        const char *state;
        advolux_kind_of_error kind;
    } rows[] = {
        { "08006", ADVOLUX_E_UNAVAILABLE }, { "08P01", ADVOLUX_E_UNAVAILABLE },
        { "57P01", ADVOLUX_E_UNAVAILABLE }, { "57P03", ADVOLUX_E_UNAVAILABLE },
        { "57014", ADVOLUX_E_UNAVAILABLE }, { "53300", ADVOLUX_E_UNAVAILABLE },
        { "55P03", ADVOLUX_E_UNAVAILABLE }, { "40001", ADVOLUX_E_UNAVAILABLE },
        { "40P01", ADVOLUX_E_UNAVAILABLE }, { "25006", ADVOLUX_E_UNAVAILABLE },
        { "42P01", ADVOLUX_E_SCHEMA },      { "3F000", ADVOLUX_E_SCHEMA },
        { "42883", ADVOLUX_E_SCHEMA },      { "ADV01", ADVOLUX_E_REFUSED },
        { "28000", ADVOLUX_E_LOGIN },       { "22007", ADVOLUX_E_INVALID },
        { "22008", ADVOLUX_E_INVALID },     { "22001", ADVOLUX_E_INVALID },
        { "22003", ADVOLUX_E_INVALID },     { "54000", ADVOLUX_E_INVALID },
        { "23514", ADVOLUX_E_INVALID },     { "23P01", ADVOLUX_E_INVALID },
        { "42601", ADVOLUX_E_FAULT },       { "P0001", ADVOLUX_E_FAULT },
        { "XX000", ADVOLUX_E_FAULT },       { "XX001", ADVOLUX_E_FAULT },
        { "2", ADVOLUX_E_FAULT },           { "", ADVOLUX_E_FAULT },
        { NULL, ADVOLUX_E_FAULT }
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(sqlstate_find(rows[i].state)->kind, rows[i].kind);
    }
}

/* A client is told that an item is not its to change, or that a value cannot
 * be, only where that is so: it throws away what it has. */
static void what_is_not_the_clients_is_a_fault(void **state)
{
    static const char *const states[] = {
        "42501", "42000", "P0001", "P0003", "P0004", "XX000", "XX002",
        "22012", "22021", "22023", "22P02", "22P05", "22000", "23000",
        "23502", "23503", "23505", "54001", "55000", "58000", "58030",
        "25000", "21000", "0LP01", "42601", "42804", "38001", "ADV02",
        "ADV",   "F0000", "HV000", "28P01", "2BP01"
    };

    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        assert_int_equal(sqlstate_find(states[i])->kind, ADVOLUX_E_FAULT);
    }
}

static void error_names_state_and_statement(void **state)
{
    advolux_error *error = sqlstate_error(pool, "42P01", "list");

    (void)state;
    assert_string_equal(error->sqlstate, "42P01");
    assert_non_null(strstr(error->reason, "42P01"));
    assert_non_null(strstr(error->reason, "list"));
    assert_non_null(strstr(error->reason, "advoluxctl migrate"));
    assert_null(error->name);
}

static void unknown_state_is_said_to_be_unknown(void **state)
{
    (void)state;
    assert_string_equal(sqlstate_error(pool, NULL, "list")->sqlstate, "");
    assert_non_null(
        strstr(sqlstate_error(pool, NULL, "list")->reason, "unknown"));
}

static sqlstate_sequel sequel(const char *sqlstate)
{
    return sqlstate_find(sqlstate)->sequel;
}

static void what_may_be_stale_ends_the_connection(void **state)
{
    (void)state;
    assert_int_equal(sequel("57P01"), SQLSTATE_RENEW);
    assert_int_equal(sequel("0A000"), SQLSTATE_RENEW);
    assert_int_equal(sequel("42P01"), SQLSTATE_RENEW);
    assert_int_equal(sequel("57014"), SQLSTATE_KEEP);
    assert_int_equal(sequel("22P02"), SQLSTATE_KEEP);
    assert_int_equal(sequel("42501"), SQLSTATE_RENEW);
}

static void only_what_was_undone_is_repeated(void **state)
{
    (void)state;
    assert_int_equal(sequel("40001"), SQLSTATE_REPEAT);
    assert_int_equal(sequel("40P01"), SQLSTATE_REPEAT);
    assert_int_equal(sequel("40003"), SQLSTATE_KEEP); /* nobody knows */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_has_its_kind),
        cmocka_unit_test(what_is_not_the_clients_is_a_fault),
        cmocka_unit_test(error_names_state_and_statement),
        cmocka_unit_test(unknown_state_is_said_to_be_unknown),
        cmocka_unit_test(what_may_be_stale_ends_the_connection),
        cmocka_unit_test(only_what_was_undone_is_repeated),
    };

    return RUN_WITH_POOL(tests);
}
