/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Each Advolux call against a real PostgreSQL: the one that the conninfo in
 * ADVOLUX_TEST_DATABASE names (as a superuser, with migrations applied), else
 * one made for this run by scripts/lib/postgres.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_general.h>
#include <apr_strings.h>
#include <apr_thread_proc.h>
#include <libpq-fe.h>

#include "allowance.h"
#include "entry.h"
#include "proof.h"
#include "staff.h"

#define LOGIN "backend.test"
#define NAME "a \"quoted\" \\ name.ics"
#define PASSWORD "Kennwort"
#define SETTING "$2b$04$lWyPVJyzPSJ.wfNtWe6kUe" /* bcrypt's least cost */

static apr_pool_t *process, *pool;
static PGconn *admin;
static advolux_store *store;
static char proof[ADVOLUX_PROOF_MAX + 1];
static advolux_who who = { .login = LOGIN, .proof = proof, .device = "test" };

static const char *sql(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Run a statement as the superuser; its first value. */
static const char *sql(const char *format, ...)
{
    va_list arguments;
    PGresult *result;
    const char *value = NULL;

    va_start(arguments, format);
    result = PQexec(admin, apr_pvsprintf(pool, format, arguments));
    va_end(arguments);
    if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
        fail_msg("%s", PQresultErrorMessage(result));
    }
    if (PQntuples(result) > 0) {
        value = apr_pstrdup(pool, PQgetvalue(result, 0, 0));
    }
    PQclear(result);
    return value;
}

static advolux_store *store_make(int connections)
{
    advolux_store_config config = { .conninfo = apr_psprintf(
                                        process, "%s user=advolux_caldav",
                                        getenv("ADVOLUX_TEST_DATABASE")),
                                    .connections_max = connections,
                                    .connect_timeout = 5,
                                    .statement_timeout = 1000,
                                    .acquire_timeout = 300 };

    return advolux_store_create(process, &config);
}

static int set_up(void **state)
{
    (void)state;
    if (apr_initialize() || apr_pool_create(&process, NULL) ||
        apr_pool_create(&pool, process)) {
        return -1;
    }
    admin = PQconnectdb(getenv("ADVOLUX_TEST_DATABASE"));
    if (PQstatus(admin) != CONNECTION_OK) {
        fprintf(stderr, "%s", PQerrorMessage(admin));
        return -1;
    }
    PQclear(PQexec(admin, "SET client_min_messages = error"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    apr_pool_destroy(process);
    PQfinish(admin);
    apr_terminate();
    return 0;
}

/* A person with nothing in the calendars, and a store that is not connected. */
static int before(void **state)
{
    (void)state;
    apr_pool_clear(pool);
    sql("DELETE FROM advolux.appointment a USING advolux.staff s"
        " WHERE a.main_editor = s.staff_id AND s.login = '" LOGIN "'");
    sql("DELETE FROM advolux.task a USING advolux.staff s"
        " WHERE a.main_editor = s.staff_id AND s.login = '" LOGIN "'");
    sql("DELETE FROM advolux.staff WHERE login = '" LOGIN "'");
    sql("INSERT INTO advolux.staff (login, name, mail)"
        " VALUES ('" LOGIN "', 'Test', 'test@example.com')");
    advolux_proof_make(PASSWORD, SETTING, proof);
    who.credential = strtoll(
        sql("SELECT caldav.set_password('" LOGIN "', '%s')", proof), NULL, 10);
    store = store_make(2);
    return 0;
}

static void succeeds(const advolux_error *error)
{
    if (error) {
        fail_msg("%d: %s", error->kind, error->reason);
    }
}

static void fails(const advolux_error *error, advolux_kind_of_error kind)
{
    assert_non_null(error);
    if (error->kind != kind) {
        fail_msg("%d instead of %d: %s", error->kind, kind, error->reason);
    }
}

static advolux_item *item_make(const char *title)
{
    advolux_item *item = apr_pcalloc(pool, sizeof *item);
    advolux_component *c;

    item->kind = ADVOLUX_APPOINTMENT;
    item->uid = "uid-1";
    item->components = apr_array_make(pool, 1, sizeof(advolux_component));
    c = apr_array_push(item->components);
    memset(c, 0, sizeof *c);
    c->title = title;
    c->zone = "Europe/Berlin";
    c->start = "20991123T100000";
    c->end = "20991123T113000";
    c->percent = -1;
    c->categories = "eins\x1fzwei";
    return item;
}

static const char *object_text(const char *title)
{
    return apr_pstrcat(pool,
                       "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:uid-1\r\n"
                       "SUMMARY:",
                       title, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL);
}

static advolux_write write_make(const char *title, apr_int64_t expect)
{
    advolux_write write = { .kind = ADVOLUX_APPOINTMENT,
                            .name = NAME,
                            .expect.version = expect,
                            .uid = "uid-1",
                            .item = item_make(title) };

    write.text = object_text(title);
    write.text_length = strlen(write.text);
    return write;
}

static advolux_error *trash(apr_int64_t version, apr_int64_t revision)
{
    advolux_expected expect = { version, revision };

    return advolux_entry_delete(store, pool, &who, ADVOLUX_APPOINTMENT, NAME,
                                &expect);
}

static apr_int64_t put(const char *title, apr_int64_t expect)
{
    advolux_write write = write_make(title, expect);
    apr_int64_t version = 0;

    succeeds(advolux_entry_put(store, pool, &who, &write, &version));
    assert_true(version > 0);
    return version;
}

static const advolux_entries *get(const char *name)
{
    apr_array_header_t *names = apr_array_make(pool, 1, sizeof(const char *));
    const advolux_entries *entries = NULL;

    APR_ARRAY_PUSH(names, const char *) = name;
    succeeds(advolux_entries_get(store, pool, &who, ADVOLUX_APPOINTMENT, names,
                                 &entries));
    assert_string_equal(entries->calendar->zone, "Europe/Berlin");
    return entries;
}

static const advolux_entry *entry_at(const advolux_entries *entries, int i)
{
    return &APR_ARRAY_IDX(entries->entries, i, advolux_entry);
}

static const advolux_member *member_at(const advolux_listing *listing, int i)
{
    return &APR_ARRAY_IDX(listing->members, i, advolux_member);
}

static void role_that_can_read_deadlines_is_refused(void **state)
{
    advolux_store_config config = { .conninfo = getenv("ADVOLUX_TEST_DATABASE"),
                                    .connections_max = 1,
                                    .connect_timeout = 5,
                                    .statement_timeout = 1000,
                                    .acquire_timeout = 300 };

    const advolux_calendar *calendar;

    (void)state;
    /* A superuser can. */
    fails(advolux_calendar_get(advolux_store_create(process, &config), pool,
                               &who, ADVOLUX_TASK, &calendar),
          ADVOLUX_E_PRIVILEGED);
}

/* The proofs of a password with each of the credentials. */
static apr_array_header_t *proved(const char *login, const char *password)
{
    apr_array_header_t *credentials;

    succeeds(advolux_credentials_get(store, pool, login, &credentials));
    for (int i = 0; i < credentials->nelts; i++) {
        advolux_credential *each =
            &APR_ARRAY_IDX(credentials, i, advolux_credential);

        char made[ADVOLUX_PROOF_MAX + 1];

        assert_true(advolux_proof_make(password, each->setting, made));
        each->proof = apr_pstrdup(pool, made);
    }
    return credentials;
}

static const advolux_credential *right(const char *login,
                                       const apr_array_header_t *credentials)
{
    advolux_credential *found;

    succeeds(
        advolux_credentials_verify(store, pool, login, credentials, &found));
    return found;
}

static void credentials_are_verified(void **state)
{
    const advolux_credential *found;
    apr_array_header_t *credentials;
    char phone[ADVOLUX_PROOF_MAX + 1];

    (void)state;
    advolux_proof_make("phone", SETTING, phone);
    sql("SELECT caldav.add_device('" LOGIN "', 'Handy', '%s')", phone);
    credentials = proved(LOGIN, PASSWORD);
    assert_int_equal(credentials->nelts, 2);
    found = &APR_ARRAY_IDX(credentials, 0, advolux_credential);
    assert_string_equal(found->setting, SETTING);
    assert_false(found->of_device);
    assert_true(APR_ARRAY_IDX(credentials, 1, advolux_credential).of_device);
    found = right(LOGIN, credentials);
    assert_true(found && found->id == who.credential);
    assert_null(found->device);
    found = right(LOGIN, proved(LOGIN, "phone"));
    assert_string_equal(found->device, "Handy");
    succeeds(advolux_device_seen(store, pool, LOGIN, found));
    assert_string_equal(sql("SELECT seen_at IS NOT NULL FROM caldav.credential"
                            " WHERE device = 'Handy'"),
                        "t");
    assert_null(right(LOGIN, proved(LOGIN, "another")));
    assert_null(right("nobody", credentials));
    /* Whom nobody knows is as much work. */
    credentials = proved("nobody", PASSWORD);
    assert_int_equal(credentials->nelts, 2);
    assert_true(APR_ARRAY_IDX(credentials, 0, advolux_credential).id == 0);
    assert_null(right("nobody", credentials));
}

static void principal_is_whose_credential_it_is(void **state)
{
    const advolux_principal *principal;
    advolux_who stale = who, vouched = { .login = LOGIN }, other = who;

    (void)state;
    succeeds(advolux_principal_get(store, pool, &who, &principal));
    assert_string_equal(principal->name, "Test");
    assert_string_equal(principal->mail, "test@example.com");
    stale.proof = "$2b$04$another";
    fails(advolux_principal_get(store, pool, &stale, &principal),
          ADVOLUX_E_LOGIN);
    stale.proof = NULL;
    fails(advolux_principal_get(store, pool, &stale, &principal),
          ADVOLUX_E_LOGIN);
    other.login = "another";
    fails(advolux_principal_get(store, pool, &other, &principal),
          ADVOLUX_E_LOGIN);
    fails(advolux_principal_get(store, pool, &vouched, &principal),
          ADVOLUX_E_LOGIN);
    sql("UPDATE caldav.setting SET value = 'on'"
        " WHERE name = 'external_authentication'");
    succeeds(advolux_principal_get(store, pool, &vouched, &principal));
    sql("UPDATE caldav.setting SET value = 'off'"
        " WHERE name = 'external_authentication'");
}

static void collections_have_their_properties(void **state)
{
    apr_array_header_t *both;
    const advolux_calendar *calendar;
    advolux_calendar_change change = { .displayname = "Büro",
                                       .color = "#010203FF",
                                       .order = "7" };

    (void)state;
    succeeds(advolux_calendars_get(store, pool, &who, &both));
    assert_int_equal(both->nelts, 2);
    assert_int_equal(APR_ARRAY_IDX(both, 0, advolux_calendar).kind,
                     ADVOLUX_APPOINTMENT);
    assert_int_equal(strlen(APR_ARRAY_IDX(both, 0, advolux_calendar).cutoff),
                     10);
    assert_null(APR_ARRAY_IDX(both, 1, advolux_calendar).cutoff);
    succeeds(advolux_calendar_set(store, pool, &who, ADVOLUX_TASK, &change));
    succeeds(advolux_calendar_get(store, pool, &who, ADVOLUX_TASK, &calendar));
    assert_string_equal(calendar->displayname, "Büro");
    assert_string_equal(calendar->color, "#010203FF");
    assert_int_equal(calendar->order, 7);
    change.color = "red";
    fails(advolux_calendar_set(store, pool, &who, ADVOLUX_TASK, &change),
          ADVOLUX_E_INVALID);
}

/* Of the entry, or of those with the name in `wanted`; -1: nothing in the
 * calendar has any. */
static int kept(const char *name, const char *wanted)
{
    apr_array_header_t *names = apr_array_make(pool, 1, sizeof(const char *));
    apr_array_header_t *list = apr_array_make(pool, 1, sizeof(const char *));
    const apr_array_header_t *properties;
    apr_hash_t *found;

    APR_ARRAY_PUSH(names, const char *) = name;
    APR_ARRAY_PUSH(list, const char *) = wanted;
    succeeds(advolux_entry_properties_get(store, pool, &who,
                                          ADVOLUX_APPOINTMENT, names,
                                          wanted ? list : NULL, &found));
    if (!found) {
        return -1;
    }
    properties = apr_hash_get(found, name, APR_HASH_KEY_STRING);
    return properties ? properties->nelts : 0;
}

static void objects_keep_dead_properties(void **state)
{
    apr_int64_t version = put("Erster", 0);
    apr_array_header_t *changes =
        apr_array_make(pool, 2, sizeof(advolux_property));
    advolux_property one = { .ns = "urn:\"x",
                             .name = "a",
                             .value = "<a>\\</a>" };
    advolux_property other = { .ns = "", .name = "b", .value = "<b/>" };
    apr_array_header_t *names = apr_array_make(pool, 1, sizeof(const char *));
    advolux_who stale = who;
    apr_hash_t *found;

    (void)state;
    APR_ARRAY_PUSH(names, const char *) = NAME;
    assert_int_equal(kept(NAME, NULL), -1);
    APR_ARRAY_PUSH(changes, advolux_property) = one;
    APR_ARRAY_PUSH(changes, advolux_property) = other;
#define SET(who_, name, expect) \
    advolux_entry_properties_set(store, pool, who_, ADVOLUX_APPOINTMENT, name, \
                                 expect, changes)
    fails(SET(&who, NAME, version + 1), ADVOLUX_E_CHANGED);
    fails(SET(&who, "none.ics", 0), ADVOLUX_E_MISSING);
    stale.credential++;
    fails(SET(&stale, NAME, 0), ADVOLUX_E_LOGIN);
    succeeds(SET(&who, NAME, version));
    assert_int_equal(kept(NAME, NULL), 2);
    assert_int_equal(kept(NAME, "b"), 1);
    assert_int_equal(kept(NAME, "c"), 0);
    assert_int_equal(kept("none.ics", NULL), 0);
    fails(advolux_entry_properties_get(store, pool, &stale, ADVOLUX_APPOINTMENT,
                                       names, NULL, &found),
          ADVOLUX_E_LOGIN);
    APR_ARRAY_IDX(changes, 1, advolux_property).value = NULL;
    succeeds(SET(&who, NAME, 0));
    assert_int_equal(kept(NAME, NULL), 1);
#undef SET
}

static void entry_is_written_read_and_removed(void **state)
{
    apr_int64_t version = put("Erster", 0);
    const advolux_entries *entries = get(NAME);

    (void)state;
    assert_int_equal(entries->entries->nelts, 1);
    assert_true(entry_at(entries, 0)->member.version == version);
    assert_int_equal(entry_at(entries, 0)->member.access, ADVOLUX_EDITABLE);
    assert_true(entry_at(entries, 0)->text_current);
    assert_null(entry_at(entries, 0)->item);
    assert_string_equal(entry_at(entries, 0)->text, object_text("Erster"));
    version = put("Zweiter", version);
    fails(trash(version - 1, 0), ADVOLUX_E_CHANGED);
    succeeds(trash(version, 0));
    assert_int_equal(get(NAME)->entries->nelts, 0);
    fails(trash(version, 0), ADVOLUX_E_MISSING);
}

static apr_int64_t revision(void)
{
    const advolux_calendar *calendar;

    succeeds(advolux_calendar_get(store, pool, &who, ADVOLUX_APPOINTMENT,
                                  &calendar));
    return calendar->revision;
}

static void write_can_be_tied_to_the_calendar(void **state)
{
    apr_int64_t version = put("Erster", 0), before = revision();
    advolux_write write = write_make("Zweiter", version);

    (void)state;
    write.expect.revision = before + 1;
    fails(advolux_entry_put(store, pool, &who, &write, &version),
          ADVOLUX_E_CHANGED);
    write.expect.revision = before;
    succeeds(advolux_entry_put(store, pool, &who, &write, &version));
    fails(trash(version, before), ADVOLUX_E_CHANGED);
    succeeds(trash(version, revision()));
}

static void lost_update_and_taken_uid_are_refused(void **state)
{
    apr_int64_t version = put("Erster", 0);
    advolux_write write = write_make("Anderer", version + 1);
    advolux_error *error;

    (void)state;
    fails(advolux_entry_put(store, pool, &who, &write, &version),
          ADVOLUX_E_CHANGED);
    write.expect.version = 0;
    write.name = "other.ics";
    error = advolux_entry_put(store, pool, &who, &write, &version);
    fails(error, ADVOLUX_E_UID_TAKEN);
    assert_string_equal(error->name, NAME);
}

static void change_in_advolux_gives_columns_and_text(void **state)
{
    const advolux_entry *entry;
    const advolux_component *c;

    (void)state;
    put("Erster", 0);
    sql("UPDATE advolux.appointment SET title = 'Neu' WHERE main_editor ="
        " (SELECT staff_id FROM advolux.staff WHERE login = '" LOGIN "')");
    entry = entry_at(get(NAME), 0);
    assert_false(entry->text_current);
    assert_false(entry->bad);
    assert_non_null(entry->text);
    assert_string_equal(entry->item->uid, "uid-1");
    assert_int_equal(entry->item->components->nelts, 1);
    c = &APR_ARRAY_IDX(entry->item->components, 0, advolux_component);
    assert_string_equal(c->title, "Neu");
    assert_string_equal(c->start, "20991123T100000");
    assert_string_equal(c->end, "20991123T113000");
    assert_string_equal(c->zone, "Europe/Berlin");
    assert_string_equal(c->categories, "eins\x1fzwei");
    assert_int_equal(c->percent, -1);
    assert_null(c->recurrence_id);
}

static void several_entries_come_by_name(void **state)
{
    apr_array_header_t *names = apr_array_make(pool, 3, sizeof(const char *));
    const advolux_entries *entries;

    (void)state;
    put("Erster", 0);
    sql("INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)"
        " SELECT staff_id, 'Neu', '2099-01-01', '2099-01-02'"
        " FROM advolux.staff WHERE login = '" LOGIN "'");
    APR_ARRAY_PUSH(names, const char *) = NAME;
    APR_ARRAY_PUSH(names, const char *) = "missing, {here}.ics";
    APR_ARRAY_PUSH(names, const char *) =
        sql("SELECT name FROM caldav.entry WHERE uid <> 'uid-1'"
            " AND visible ORDER BY modified DESC LIMIT 1");
    succeeds(advolux_entries_get(store, pool, &who, ADVOLUX_APPOINTMENT, names,
                                 &entries));
    assert_int_equal(entries->entries->nelts, 2);
    for (int i = 0; i < 2; i++) {
        assert_true(entry_at(entries, i)->text_current !=
                    (entry_at(entries, i)->item != NULL));
    }
}

static advolux_error *range_of(const char *from, const char *to, int limit,
                               const advolux_listing **listing)
{
    const advolux_range range = { from, to };

    return advolux_list_range(store, pool, &who, ADVOLUX_APPOINTMENT, &range,
                              limit, listing);
}

static void listings_are_paged_and_told_apart(void **state)
{
    const advolux_listing *listing;
    apr_int64_t version = put("Erster", 0);

    (void)state;
    sql("INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)"
        " SELECT staff_id, 'Neu', '2099-01-01 10:00Z', '2099-01-01 11:00Z'"
        " FROM advolux.staff WHERE login = '" LOGIN "'");
    succeeds(
        advolux_list(store, pool, &who, ADVOLUX_APPOINTMENT, 0, 1, &listing));
    assert_int_equal(listing->members->nelts, 1);
    assert_true(listing->more);
    assert_string_equal(member_at(listing, 0)->name, NAME);
    succeeds(advolux_list(store, pool, &who, ADVOLUX_APPOINTMENT,
                          member_at(listing, 0)->revision, 10, &listing));
    assert_int_equal(listing->members->nelts, 1);
    assert_false(listing->more);
    succeeds(advolux_list_uid(store, pool, &who, ADVOLUX_APPOINTMENT, "uid-1",
                              &listing));
    assert_int_equal(listing->members->nelts, 1);
    assert_true(member_at(listing, 0)->version == version);
    assert_true(member_at(listing, 0)->modified > 1600000000);
    succeeds(range_of("20990101T105900Z", "20990102T000000Z", 10, &listing));
    assert_int_equal(listing->members->nelts, 1);
    succeeds(range_of("20990102T000000Z", "20990101T000000Z", 10, &listing));
    assert_int_equal(listing->members->nelts, 0);
    succeeds(range_of(NULL, NULL, 2, &listing));
    assert_int_equal(listing->members->nelts, 2);
    assert_false(listing->more);
    succeeds(range_of(NULL, NULL, 1, &listing));
    assert_int_equal(listing->members->nelts, 1);
    assert_true(listing->more);
}

static void changes_tell_removals_and_the_window(void **state)
{
    const advolux_listing *listing;
    const advolux_calendar *calendar;
    apr_int64_t version = put("Erster", 0);

    (void)state;
    succeeds(advolux_calendar_get(store, pool, &who, ADVOLUX_APPOINTMENT,
                                  &calendar));
    succeeds(advolux_list_changes(store, pool, &who, ADVOLUX_APPOINTMENT,
                                  calendar->revision, calendar->cutoff, 10,
                                  &listing));
    assert_int_equal(listing->members->nelts, 0);
    /* It would have been shown before 2100, and is still. */
    succeeds(advolux_list_changes(store, pool, &who, ADVOLUX_APPOINTMENT,
                                  calendar->revision, "2100-01-01", 10,
                                  &listing));
    assert_int_equal(listing->members->nelts, 1);
    assert_false(member_at(listing, 0)->removed);
    succeeds(trash(version, 0));
    succeeds(advolux_list_changes(store, pool, &who, ADVOLUX_APPOINTMENT,
                                  calendar->revision, calendar->cutoff, 10,
                                  &listing));
    assert_int_equal(listing->members->nelts, 1);
    assert_true(member_at(listing, 0)->removed);
    assert_true(listing->calendar->revision > calendar->revision);
}

static void refusal_heals(void **state)
{
    apr_int64_t version = put("Erster", 0);

    (void)state;
    succeeds(advolux_entry_refuse(store, pool, &who, ADVOLUX_APPOINTMENT, NAME,
                                  "put"));
    assert_true(entry_at(get(NAME), 0)->member.version > version);
    fails(advolux_entry_refuse(store, pool, &who, ADVOLUX_APPOINTMENT,
                               "missing.ics", "put"),
          ADVOLUX_E_MISSING);
    fails(advolux_entry_refuse(store, pool, &who, ADVOLUX_APPOINTMENT, NAME,
                               "delete"),
          ADVOLUX_E_FAULT);
}

static void broken_connection_is_replaced(void **state)
{
    advolux_store_stats stats;

    (void)state;
    put("Erster", 0);
    for (int i = 0; i < 5; i++) {
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'advolux_caldav'");
        assert_int_equal(get(NAME)->entries->nelts, 1);
    }
    advolux_store_stats_get(store, &stats);
    assert_int_equal(stats.made, 6);
    assert_int_equal(stats.open, 1);
    assert_int_equal(stats.busy, 0);
}

static void locked_row_times_out_and_heals(void **state)
{
    apr_int64_t version = put("Erster", 0), again;
    advolux_write write = write_make("Zweiter", version);

    (void)state;
    sql("BEGIN");
    sql("SELECT 1 FROM caldav.calendar FOR UPDATE");
    fails(advolux_entry_put(store, pool, &who, &write, &again),
          ADVOLUX_E_UNAVAILABLE);
    sql("ROLLBACK");
    assert_int_equal(entry_at(get(NAME), 0)->member.version, version);
    put("Dritter", version);
    assert_string_equal(sql("SELECT count(*) FROM pg_stat_activity WHERE"
                            " usename = 'advolux_caldav' AND state <> 'idle'"),
                        "0");
}

static void *APR_THREAD_FUNC write_locked(apr_thread_t *thread, void *data)
{
    advolux_write *write = data;
    apr_pool_t *own;
    apr_int64_t version;

    apr_pool_create_unmanaged_ex(&own, NULL, NULL);
    advolux_entry_put(store, own, &who, write, &version);
    apr_pool_destroy(own);
    apr_thread_exit(thread, APR_SUCCESS);
    return NULL;
}

/* Have a write wait for the calendar's lock on one of the connections. */
static apr_thread_t *write_waiting(advolux_write *write)
{
    advolux_store_stats stats;
    apr_thread_t *thread;

    assert_int_equal(
        apr_thread_create(&thread, NULL, write_locked, write, pool),
        APR_SUCCESS);
    do {
        usleep(1000);
        advolux_store_stats_get(store, &stats);
    } while (stats.busy < 1);
    return thread;
}

static void writes_that_wait_leave_connections_for_reads(void **state)
{
    apr_int64_t version = put("Erster", 0), again;
    advolux_write write = write_make("Zweiter", version);
    const advolux_calendar *calendar;
    apr_thread_t *thread;
    apr_status_t status;
    advolux_error *error;

    (void)state;
    sql("BEGIN");
    sql("SELECT 1 FROM caldav.calendar FOR UPDATE");
    thread = write_waiting(&write);
    error = advolux_entry_put(store, pool, &who, &write, &again);
    fails(error, ADVOLUX_E_UNAVAILABLE);
    assert_non_null(strstr(error->reason, "wait for locks"));
    succeeds(advolux_calendar_get(store, pool, &who, ADVOLUX_TASK, &calendar));
    sql("ROLLBACK");
    apr_thread_join(&status, thread);
}

static void exhausted_pool_says_so(void **state)
{
    advolux_store *before = store;
    apr_int64_t version = put("Erster", 0);
    advolux_write write = write_make("Zweiter", version);
    const advolux_calendar *calendar;
    advolux_store_stats stats;
    apr_thread_t *thread;
    apr_status_t status;

    (void)state;
    store = store_make(1);
    sql("BEGIN");
    sql("SELECT 1 FROM caldav.calendar FOR UPDATE");
    thread = write_waiting(&write);
    fails(advolux_calendar_get(store, pool, &who, ADVOLUX_TASK, &calendar),
          ADVOLUX_E_UNAVAILABLE);
    sql("ROLLBACK");
    apr_thread_join(&status, thread);
    succeeds(advolux_calendar_get(store, pool, &who, ADVOLUX_TASK, &calendar));
    advolux_store_stats_get(store, &stats);
    assert_int_equal(stats.waited, 1);
    store = before;
}

/* All calls of a request together, also those with a pool below its own. */
static void calls_end_with_the_requests_time(void **state)
{
    apr_int64_t version = put("Erster", 0), again;
    advolux_write write = write_make("Zweiter", version);
    apr_time_t began = apr_time_now();
    apr_pool_t *request, *below;
    advolux_error *error;

    (void)state;
    apr_pool_create(&request, pool);
    apr_pool_create(&below, request);
    advolux_allowance_set(request, apr_time_from_msec(300));
    sql("BEGIN");
    sql("SELECT 1 FROM caldav.calendar FOR UPDATE");
    error = advolux_entry_put(store, below, &who, &write, &again);
    fails(error, ADVOLUX_E_UNAVAILABLE);
    assert_non_null(strstr(error->reason, "in time"));
    error = advolux_entry_put(store, request, &who, &write, &again);
    fails(error, ADVOLUX_E_UNAVAILABLE);
    assert_non_null(strstr(error->reason, "AdvoluxTimeout"));
    assert_true(apr_time_now() - began < apr_time_from_msec(900));
    /* The backend is not left waiting for the lock. */
    for (int i = 0; i < 100 && *sql("SELECT count(*) FROM pg_locks"
                                    " WHERE NOT granted") != '0';
         i++) {
        usleep(20000);
    }
    assert_string_equal(sql("SELECT count(*) FROM pg_locks WHERE NOT granted"),
                        "0");
    sql("ROLLBACK");
    advolux_allowance_set(request, apr_time_from_sec(5));
    succeeds(advolux_entry_put(store, below, &who, &write, &again));
}

static void absent_server_fails_at_once(void **state)
{
    advolux_store_config config = { .conninfo =
                                        "host=127.0.0.1 port=1 dbname=none",
                                    .connections_max = 4,
                                    .connect_timeout = 5,
                                    .statement_timeout = 1000,
                                    .acquire_timeout = 300 };
    advolux_store *absent = advolux_store_create(process, &config);
    const advolux_calendar *calendar;
    advolux_store_stats stats;

    (void)state;
    for (int i = 0; i < 100; i++) {
        fails(advolux_calendar_get(absent, pool, &who, ADVOLUX_TASK, &calendar),
              ADVOLUX_E_UNAVAILABLE);
    }
    advolux_store_stats_get(absent, &stats);
    assert_true(stats.failed <= 2);
    assert_int_equal(stats.open, 0);
}

static void other_schema_version_is_named(void **state)
{
    const advolux_calendar *calendar;
    advolux_error *error;

    (void)state;
    sql("CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int"
        " LANGUAGE sql IMMUTABLE AS 'SELECT 0'");
    error = advolux_calendar_get(store, pool, &who, ADVOLUX_TASK, &calendar);
    sql("CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int"
        " LANGUAGE sql IMMUTABLE AS 'SELECT %d'",
        ADVOLUX_SCHEMA_VERSION);
    fails(error, ADVOLUX_E_SCHEMA);
    assert_non_null(strstr(error->reason, "version 0"));
    assert_non_null(strstr(error->reason, "advoluxctl migrate"));
}

/* Run again with a cluster of its own. */
static int with_cluster(const char *program)
{
    const char *source = getenv("ADVOLUX_SOURCE");

    execlp("bash", "bash", "-c",
           "set -e; . \"$1/scripts/lib/postgres.sh\"; trap postgres_drop EXIT;"
           "postgres_throw_away >&2;"
           "export ADVOLUX_TEST_DATABASE=\"host=$PGHOST port=$PGPORT"
           " dbname=$PGDATABASE user=$PGUSER\"; \"$2\"",
           "bash", source ? source : ".", program, (char *)NULL);
    perror("bash");
    return 1;
}

#define TEST(function) cmocka_unit_test_setup(function, before)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(role_that_can_read_deadlines_is_refused),
        TEST(credentials_are_verified),
        TEST(principal_is_whose_credential_it_is),
        TEST(collections_have_their_properties),
        TEST(objects_keep_dead_properties),
        TEST(entry_is_written_read_and_removed),
        TEST(lost_update_and_taken_uid_are_refused),
        TEST(change_in_advolux_gives_columns_and_text),
        TEST(several_entries_come_by_name),
        TEST(write_can_be_tied_to_the_calendar),
        TEST(listings_are_paged_and_told_apart),
        TEST(changes_tell_removals_and_the_window),
        TEST(refusal_heals),
        TEST(broken_connection_is_replaced),
        TEST(locked_row_times_out_and_heals),
        TEST(writes_that_wait_leave_connections_for_reads),
        TEST(exhausted_pool_says_so),
        TEST(calls_end_with_the_requests_time),
        TEST(absent_server_fails_at_once),
        TEST(other_schema_version_is_named),
    };

    (void)argc;
    if (!getenv("ADVOLUX_TEST_DATABASE")) {
        return with_cluster(argv[0]);
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
