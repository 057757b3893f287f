/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "filter_fixture.h"

#define EVENT \
    "BEGIN:VEVENT\r\nUID:1@example.com\r\nDTSTART:20260105T090000Z\r\n" \
    "DTEND:20260105T100000Z\r\nSUMMARY:M\xc3\xbcller gegen Stra\xc3\x9f" \
    "er\\, Termin\r\nATTENDEE;PARTSTAT=NEEDS-ACTION;CN=\"Meier, A\":" \
    "mailto:a@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=Huber:" \
    "mailto:b@example.com\r\nCATEGORIES:Akte,Gericht\r\n" \
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n" \
    "END:VEVENT\r\n"
#define COLLATED(collation, text) \
    "<C:text-match collation='" collation "'>" text "</C:text-match>"
#define NOT(text) "<C:text-match negate-condition='yes'>" text "</C:text-match>"
#define PARAMETER(name, inside) \
    "<C:param-filter name='" name "'>" inside "</C:param-filter>"
#define NOT_DEFINED "<C:is-not-defined/>"
#define SUMMARY(inside) IN_EVENT(PROPERTY("SUMMARY", inside))

static void assert_case(bool expected, const char *filter)
{
    if (matches(filter, EVENT) != expected) {
        fail_msg("%s: expected %s", filter, expected ? "match" : "no match");
    }
}

static void components_are_found_by_name(void **state)
{
    (void)state;
    assert_case(true, IN_CALENDAR(""));
    assert_case(true, IN_EVENT(""));
    assert_case(false, IN_TODO(""));
    assert_case(true, IN_CALENDAR("<C:comp-filter name='vevent'/>"));
    assert_case(true, IN_CALENDAR("<C:comp-filter name='VTODO'>" NOT_DEFINED
                                  "</C:comp-filter>"));
    assert_case(false, IN_EVENT(NOT_DEFINED));
    assert_case(false, "<C:comp-filter name='VCALENDAR'>" NOT_DEFINED
                       "</C:comp-filter>");
    assert_case(true, IN_EVENT("<C:comp-filter name='VALARM'/>"));
}

static void siblings_are_all_asked(void **state)
{
    (void)state;
    assert_case(false, IN_CALENDAR("<C:comp-filter name='VEVENT'/>"
                                   "<C:comp-filter name='VTODO'/>"));
    assert_case(true, IN_EVENT(PROPERTY("SUMMARY", "") PROPERTY("UID", "")));
    assert_case(false,
                IN_EVENT(PROPERTY("SUMMARY", "") PROPERTY("LOCATION", "")));
    assert_case(true,
                IN_CALENDAR(PROPERTY(
                    "VERSION", TEXT("2.0")) "<C:comp-filter name='VEVENT'/>"));
}

static void property_exists_or_not(void **state)
{
    (void)state;
    assert_case(true, IN_EVENT(PROPERTY("SUMMARY", "")));
    assert_case(true, IN_EVENT(PROPERTY("summary", "")));
    assert_case(false, IN_EVENT(PROPERTY("LOCATION", "")));
    assert_case(true, IN_EVENT(PROPERTY("LOCATION", NOT_DEFINED)));
    assert_case(false, IN_EVENT(PROPERTY("SUMMARY", NOT_DEFINED)));
}

static void text_is_a_substring_of_the_unescaped_value(void **state)
{
    (void)state;
    assert_case(true, SUMMARY(TEXT("gegen")));
    assert_case(true, SUMMARY(TEXT("er, Termin")));
    assert_case(false, SUMMARY(TEXT("er\\, Termin")));
    assert_case(true, SUMMARY(TEXT("")));
    assert_case(true, SUMMARY("<C:text-match><![CDATA[gegen ]]>Stra"
                              "</C:text-match>"));
    assert_case(true, IN_EVENT(PROPERTY("CATEGORIES", TEXT("gericht"))));
    assert_case(false, IN_EVENT(PROPERTY("LOCATION", TEXT("a"))));
}

static void collations_fold_what_they_say(void **state)
{
    (void)state;
    assert_case(true, SUMMARY(TEXT("GEGEN")));
    assert_case(false, SUMMARY(TEXT("M\xc3\x9cLLER")));
    assert_case(true, SUMMARY(COLLATED("default", "GEGEN")));
    assert_case(true, SUMMARY(COLLATED("i;octet", "gegen")));
    assert_case(false, SUMMARY(COLLATED("i;octet", "GEGEN")));
    assert_case(true, SUMMARY(COLLATED("i;unicode-casemap", "M\xc3\x9cLLER")));
    assert_case(true, SUMMARY(COLLATED("i;unicode-casemap", "gEGEN stra")));
    /* u and a combining diaeresis */
    assert_case(true, SUMMARY(COLLATED("i;unicode-casemap", "Mu\xcc\x88ller")));
    assert_case(true, SUMMARY(COLLATED("i;unicode-casemap", "stra\xc3\x9f")));
    assert_case(false, SUMMARY(COLLATED("i;unicode-casemap", "M\xc3\xb6ller")));
}

static void negation_turns_the_match_not_the_property(void **state)
{
    (void)state;
    assert_case(false, SUMMARY(NOT("gegen")));
    assert_case(true, SUMMARY(NOT("Fristsache")));
    assert_case(false, IN_EVENT(PROPERTY("LOCATION", NOT("a"))));
    /* One of the two attendees is enough. */
    assert_case(true, IN_EVENT(PROPERTY("ATTENDEE", NOT("a@example.com"))));
}

static void parameters_belong_to_the_same_property(void **state)
{
    (void)state;
    assert_case(true, IN_EVENT(PROPERTY(
                          "ATTENDEE", TEXT("a@example.com") PARAMETER(
                                          "PARTSTAT", TEXT("NEEDS-ACTION")))));
    assert_case(false, IN_EVENT(PROPERTY(
                           "ATTENDEE", TEXT("b@example.com") PARAMETER(
                                           "PARTSTAT", TEXT("NEEDS-ACTION")))));
    assert_case(true, IN_EVENT(PROPERTY("ATTENDEE",
                                        PARAMETER("cn", TEXT("meier, a")))));
    assert_case(true,
                IN_EVENT(PROPERTY("ATTENDEE", PARAMETER("ROLE", NOT_DEFINED))));
    assert_case(false,
                IN_EVENT(PROPERTY("ATTENDEE", PARAMETER("CN", NOT_DEFINED))));
    assert_case(false, IN_EVENT(PROPERTY("ATTENDEE", PARAMETER("ROLE", ""))));
    assert_case(false,
                IN_EVENT(PROPERTY("ATTENDEE", PARAMETER("ROLE", NOT("x")))));
}

static void conditions_meet_in_one_component(void **state)
{
    static const char two[] =
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260105T090000Z\r\n"
        "SUMMARY:one\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20260106T090000Z\r\n"
        "DTSTART:20260106T090000Z\r\nSUMMARY:two\r\nLOCATION:there\r\n"
        "END:VEVENT\r\n";

    (void)state;
    assert_true(matches(IN_EVENT(PROPERTY("SUMMARY", TEXT("two"))
                                     PROPERTY("LOCATION", TEXT("there"))),
                        two));
    assert_false(matches(IN_EVENT(PROPERTY("SUMMARY", TEXT("one"))
                                      PROPERTY("LOCATION", TEXT("there"))),
                         two));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_are_found_by_name),
        cmocka_unit_test(siblings_are_all_asked),
        cmocka_unit_test(property_exists_or_not),
        cmocka_unit_test(text_is_a_substring_of_the_unescaped_value),
        cmocka_unit_test(collations_fold_what_they_say),
        cmocka_unit_test(negation_turns_the_match_not_the_property),
        cmocka_unit_test(parameters_belong_to_the_same_property),
        cmocka_unit_test(conditions_meet_in_one_component),
    };

    return RUN_FILTER_TESTS(tests);
}
