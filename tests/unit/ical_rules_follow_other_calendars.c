/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* RFC 7529: rules with RSCALE and SKIP. Months are compared with those that ICU
 * tells when it is asked directly; what rules make of them with the examples of
 * the RFC and of libical's own tests, and with values of python3-convertdate.
 */

#include "ical_fixture.h"

#include <ctype.h>

#include <unicode/ucal.h>

#include "local_time.h"
#include "rule.h"
#include "zone.h"

typedef struct example {
    const char *rule, *start, *days;
} example;

static const example examples[] = {
    /* RFC 7529 section 4.3, and what libical is tested with */
    { "RSCALE=ETHIOPIC;FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=-1;COUNT=6",
      "20140910", "20140910 20150911 20160910 20170910 20180910 20190911" },
    { "RSCALE=CHINESE;FREQ=YEARLY;UNTIL=20180101", "20130210",
      "20130210 20140131 20150219 20160208 20170128" },
    { "RSCALE=CHINESE;FREQ=MONTHLY;COUNT=4", "20140920",
      "20140920 20141020 20141119 20141218" },
    { "RSCALE=ISLAMIC-CIVIL;FREQ=MONTHLY;COUNT=4", "20131025",
      "20131025 20131124 20131224 20140122" },
    { "RSCALE=ISLAMIC-CIVIL;FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1;COUNT=5",
      "20130709", "20130709 20140629 20150618 20160607 20170527" },
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=9;COUNT=3", "20131025",
      "20141003 20151022 20161010" },
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=9L;COUNT=1", "20131025",
      "20141102" },
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=4L;SKIP=OMIT;"
      "UNTIL=21000101",
      "20131025", "20200601 20580531 20690530 20770531 20880530 20960531" },
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=9L;SKIP=FORWARD;"
      "COUNT=3",
      "20131025", "20131112 20141102 20151121" },
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=9L;SKIP=BACKWARD;"
      "COUNT=3",
      "20131025", "20141102 20151022 20161010" },
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=10;BYMONTH=9,9L;SKIP=BACKWARD;"
      "COUNT=4",
      "20131025", "20141003 20141102 20151022 20161010" },
    { "RSCALE=HEBREW;FREQ=YEARLY;COUNT=4", "20140205",
      "20140205 20160214 20190210 20220206" },
    { "RSCALE=HEBREW;FREQ=YEARLY;SKIP=FORWARD;COUNT=4", "20140205",
      "20140205 20150224 20160214 20170303" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD;COUNT=5",
      "20140208", "20140208 20150227 20160217 20170306 20180223" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=30;SKIP=FORWARD;"
      "COUNT=5",
      "20140302", "20140302 20150321 20160310 20170328 20180317" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=-1;SKIP=FORWARD;"
      "COUNT=5",
      "20140302", "20140302 20150320 20160310 20170327 20180316" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=30;SKIP=BACKWARD;"
      "COUNT=5",
      "20140302", "20140302 20150219 20160310 20170226 20180215" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=-1;SKIP=BACKWARD;"
      "COUNT=5",
      "20140302", "20140302 20150219 20160310 20170226 20180215" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;COUNT=4", "20120229",
      "20120229 20160229 20200229 20240229" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD;COUNT=4", "20120229",
      "20120229 20130301 20140301 20150301" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4", "20140131",
      "20140131 20140228 20140331 20140430" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;COUNT=4", "20140131",
      "20140131 20140301 20140331 20140501" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;SKIP=FORWARD;"
      "COUNT=5",
      "20150201", "20150228 20150301 20160228 20160229 20170228" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;INTERVAL=3;SKIP=FORWARD;COUNT=4",
      "20140131", "20140131 20140501 20140731 20141031" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;COUNT=6;SKIP=FORWARD",
      "20150131", "20150131 20150301 20150331 20150501 20150531 20150701" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=-31;COUNT=6;SKIP=FORWARD",
      "20150101", "20150101 20150201 20150301 20150401 20150501 20150601" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=-31;COUNT=9;SKIP=BACKWARD",
      "20150101",
      "20150101 20150131 20150301 20150331 20150501 20150531 20150701 "
      "20150801 20150831" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=366;SKIP=FORWARD;COUNT=5",
      "20121231", "20121231 20140101 20150101 20160101 20161231" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=366;SKIP=BACKWARD;COUNT=4",
      "20121231", "20121231 20131231 20141231 20151231" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=-366;SKIP=FORWARD;COUNT=3",
      "20120101", "20120101 20130101 20140101" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=-366;SKIP=BACKWARD;COUNT=5",
      "20120101", "20120101 20121231 20131231 20141231 20160101" },
    /* The first of March is the 29th of February too, and is one instance. */
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=1,30;SKIP=FORWARD;COUNT=6",
      "20150101", "20150101 20150130 20150201 20150301 20150330 20150401" },
    /* The new years that the Hong Kong Observatory has published; ICU 72 has
     * that of 2027 a day later. */
    { "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;COUNT=9", "20180216",
      "20180216 20190205 20200125 20210212 20220201 20230122 20240210 "
      "20250129 20260217" },
    /* python3-convertdate; libical counts these intervals from another year */
    { "RSCALE=HEBREW;FREQ=YEARLY;INTERVAL=3;COUNT=6", "20240315",
      "20240315 20270314 20300310 20330306 20360304 20390301" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYYEARDAY=1;COUNT=6", "20230916",
      "20230916 20241003 20250923 20260912 20271002 20280921" },
    { "RSCALE=ISLAMIC-CIVIL;FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1;COUNT=5",
      "20240311", "20240311 20250301 20260218 20270208 20280128" },
    { "RSCALE=PERSIAN;FREQ=YEARLY;COUNT=8", "20240320",
      "20240320 20250321 20260321 20270321 20280320 20290320 20300321 "
      "20310321" },
    { "RSCALE=COPTIC;FREQ=YEARLY;COUNT=5", "20240911",
      "20240911 20250911 20260911 20270912 20280911" },
    { "RSCALE=INDIAN;FREQ=YEARLY;COUNT=5", "20240321",
      "20240321 20250322 20260322 20270322 20280321" },
    /* Weeks and days are the same in every calendar. */
    { "RSCALE=CHINESE;FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4", "20260105",
      "20260105 20260108 20260112 20260115" },
    { "RSCALE=HEBREW;FREQ=DAILY;INTERVAL=3;SKIP=FORWARD;COUNT=3", "20260105",
      "20260105 20260108 20260111" },
    /* Months of the calendar limit days; the last Sunday of Adar, the second
     * Monday of each year. */
    { "RSCALE=HEBREW;FREQ=DAILY;BYMONTH=5L;BYMONTHDAY=1,2;COUNT=4", "20240101",
      "20240210 20240211 20270208 20270209" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=6;BYDAY=-1SU;COUNT=2", "20240101",
      "20240407 20250323" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYDAY=2MO;COUNT=2", "20230901",
      "20230925 20241014" },
    { "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYDAY=1SU;SKIP=FORWARD;COUNT=2",
      "20240101", "20240211 20250302" },
};

static apr_int64_t start_of(const char *day)
{
    apr_int64_t local;

    assert_int_equal(local_parse(day, &local), 8);
    return local;
}

static void expand(const char *text, const char *start, int max, char *days,
                   size_t size)
{
    apr_int64_t local;
    rule_walk walk;
    rule r;

    assert_null(rule_read(pool, text, &r));
    rule_begin(&walk, &r, start_of(start), zone_utc, true);
    *days = '\0';
    while (max-- > 0 && rule_next(&walk, &local)) {
        snprintf(days + strlen(days), size - strlen(days), "%s%.8s",
                 *days ? " " : "", local_format(pool, local));
    }
}

static void rules_give_the_days_of_the_examples(void **state)
{
    char days[2000];

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        expand(examples[i].rule, examples[i].start, 100, days, sizeof days);
        if (strcmp(days, examples[i].days)) {
            fail_msg("%s from %s: %s, not %s", examples[i].rule,
                     examples[i].start, days, examples[i].days);
        }
    }
}

/* A walk may begin anywhere. */
static void a_walk_that_skips_gives_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const char *end = strrchr(examples[i].days, ' ');
        apr_int64_t last = start_of(end ? end + 1 : examples[i].days), local;
        rule_walk walk;
        rule r;

        assert_null(rule_read(pool, examples[i].rule, &r));
        rule_begin(&walk, &r, start_of(examples[i].start), zone_utc, true);
        rule_skip(&walk, last);
        if (!rule_next(&walk, &local) || local != last) {
            fail_msg("%s does not give %s", examples[i].rule,
                     local_format(pool, last));
        }
        r.count = 0;
        rule_begin(&walk, &r, start_of(examples[i].start), zone_utc, true);
        rule_skip(&walk, last);
        if (!rule_next(&walk, &local) || local != last) {
            fail_msg("%s without COUNT does not give %s", examples[i].rule,
                     local_format(pool, last));
        }
    }
}

/* In ICU the months of Hebrew leap years are numbered otherwise. */
static void month_by_icu(const scale *s, UCalendar *u, apr_int64_t day,
                         scale_month *m)
{
    UErrorCode error = U_ZERO_ERROR;

    ucal_setMillis(u, (double)day * 86400000, &error);
    m->first = day - ucal_get(u, UCAL_DAY_OF_MONTH, &error) + 1;
    m->number = ucal_get(u, UCAL_MONTH, &error) + 1;
    m->leap = ucal_get(u, UCAL_IS_LEAP_MONTH, &error) != 0;
    m->year = ucal_get(u, UCAL_EXTENDED_YEAR, &error);
    if (!strcmp(scale_name(s), "HEBREW")) {
        m->leap = m->number == 6;
        m->number -= m->number > 5;
    }
    assert_true(U_SUCCESS(error));
}

static const char *lower(char *text)
{
    for (char *c = text; *c; c++) {
        *c = (char)tolower((unsigned char)*c);
    }
    return text;
}

static void compare_months(const scale *s)
{
    UErrorCode error = U_ZERO_ERROR;
    char *locale = apr_pstrcat(pool, "@calendar=", scale_name(s), NULL);
    static const UChar utc[] = { 'U', 'T', 'C', 0 };
    UCalendar *u = ucal_open(utc, -1, lower(locale), UCAL_DEFAULT, &error);
    apr_int64_t day = local_days(SCALE_YEAR_FIRST, 1, 1);
    apr_int64_t last = local_days(SCALE_YEAR_LAST, 12, 31), years = 0;
    scale_month m, other;

    assert_true(U_SUCCESS(error));
    for (; day <= last; day = m.first + m.length) {
        month_by_icu(s, u, day, &other);
        if (!scale_month_of(s, day, &m) || m.first != other.first ||
            m.number != other.number || m.leap != other.leap ||
            (years && !scale_is_gregorian(s) && m.year - other.year != years)) {
            fail_msg("%s on %s: month %d%s from %s, ICU %d%s from %s",
                     scale_name(s), local_format(pool, day * LOCAL_DAY),
                     m.number, m.leap ? "L" : "", other.number,
                     other.leap ? "L" : "");
        }
        years = m.year - other.year;
    }
    ucal_close(u);
}

static void months_are_those_of_icu(void **state)
{
    const char *const *names = ical_scale_names();
    int count = 0;

    (void)state;
    for (; names[count]; count++) {
        compare_months(scale_find(names[count]));
    }
    assert_true(count >= 15);
}

static void what_is_no_rule_is_refused(void **state)
{
    static const char *const wrong[] = {
        "RSCALE=RUSSIAN;FREQ=YEARLY",
        "RSCALE=DANGI;FREQ=YEARLY",
        "RSCALE=;FREQ=YEARLY",
        "RSCALE=HEBREW",
        "RSCALE=HEBREW;FREQ=SECONDLY",
        "RSCALE=HEBREW;FREQ=HOURLY;BYMONTH=5L",
        "RSCALE=HEBREW;FREQ=YEARLY;SKIP=SIDEWAYS",
        "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD",
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=13",
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=4L",
        "RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=5L",
        "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=13L",
        "RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=1L;SKIP=FORWARD",
        "FREQ=YEARLY;BYMONTH=5L",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYYEARDAY=367",
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5LL",
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=L",
    };
    rule r;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (!rule_read(pool, wrong[i], &r)) {
            fail_msg("%s is taken", wrong[i]);
        }
    }
    assert_non_null(
        ical_rrule_fault(pool, "RSCALE=HEBREW;FREQ=YEARLY", "18500101T000000"));
    assert_non_null(
        ical_rrule_fault(pool, "RSCALE=HEBREW;FREQ=YEARLY", "99990101T000000"));
    assert_non_null(ical_rrule_fault(
        pool, "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=31", "20260101T000000"));
}

static void odd_rules_are_bounded(void **state)
{
    static const char *const odd[] = {
        "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=31",
        "RSCALE=CHINESE;FREQ=DAILY;BYMONTHDAY=31",
        "RSCALE=CHINESE;FREQ=MONTHLY;BYDAY=6MO",
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;INTERVAL=1000000",
        "RSCALE=HEBREW;FREQ=MONTHLY;INTERVAL=999999;COUNT=2000000000",
        "RSCALE=GREGORIAN;SKIP=FORWARD;FREQ=MONTHLY;BYMONTHDAY=31;"
        "COUNT=2000000000",
        "RSCALE=CHINESE;FREQ=YEARLY;BYSETPOS=366;BYMONTHDAY=1,2,3",
        "RSCALE=ISLAMIC;FREQ=YEARLY;BYYEARDAY=386;SKIP=FORWARD",
        "RSCALE=ISLAMIC;FREQ=YEARLY;BYYEARDAY=386,-386;SKIP=BACKWARD",
        "RSCALE=HEBREW;FREQ=DAILY;BYMONTH=1,2,3,4,5,5L,6,7,8,9,10,11,12",
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=1,2,3,4,5,5L,6,7,8,9,10,11,12;"
        "BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,"
        "23,24,25,26,27,28,29,30,31,-1,-2,-31;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3;"
        "SKIP=FORWARD;BYSETPOS=1,-1,300",
        "RSCALE=PERSIAN;FREQ=YEARLY;BYWEEKNO=53,-53,1,-1;BYDAY=MO",
    };

    (void)state;
    ical_rrule_fault(pool, "RSCALE=CHINESE;FREQ=YEARLY", "20260101T000000");
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        double before = fixture_seconds();
        apr_int64_t local, last = INT64_MIN;
        rule_walk walk;
        rule r;

        assert_null(rule_read(pool, odd[i], &r));
        rule_begin(&walk, &r, start_of("20260105"), zone_utc, false);
        for (int n = 0; n < 50000 && rule_next(&walk, &local); n++) {
            assert_true(local > last);
            last = local;
        }
        if (fixture_seconds() - before > 1) {
            fail_msg("%s takes %.1f s", odd[i], fixture_seconds() - before);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_give_the_days_of_the_examples),
        cmocka_unit_test(a_walk_that_skips_gives_the_same),
        cmocka_unit_test(months_are_those_of_icu),
        cmocka_unit_test(what_is_no_rule_is_refused),
        cmocka_unit_test(odd_rules_are_bounded),
    };

    return cmocka_run_group_tests(tests, fixture_begin, pool_end);
}
