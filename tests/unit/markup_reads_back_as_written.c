/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What is written as XML, libxml2 reads back octet for octet; and nothing that
 * is written makes a document unreadable. */
#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "pool_fixture.h"
#include "markup.h"

static int tear_down(void **state)
{
    xmlCleanupParser();
    return pool_end(state);
}

/* The text as a reader gets it from an element's content. */
static char *read_back(const char *text, size_t length)
{
    xmlChar *content;
    xmlDocPtr doc;
    markup m;

    markup_init(&m, pool, 8);
    markup_literal(&m, "<a xmlns:D=\"DAV:\">");
    markup_text(&m, text, length);
    markup_literal(&m, "</a>");
    doc = xmlReadMemory(m.text, (int)m.length, NULL, "utf-8",
                        XML_PARSE_NOERROR | XML_PARSE_NONET);
    assert_non_null(doc);
    content = xmlNodeGetContent(xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return (char *)content;
}

static void expect(const char *text, const char *read)
{
    char *back = read_back(text, strlen(text));

    assert_string_equal(back, read);
    xmlFree(back);
}

static void text_comes_back(void **state)
{
    static const char *const texts[] = {
        "",
        "plain",
        "<&>\"'",
        "]]>",
        "a\r\nb\rc\nd\te",
        "&amp;&#13;",
        "Stra\xC3\x9F"
        "e \xE2\x82\xAC \xF0\x9F\x93\x85",
        "\xEF\xBB\xBF",
        "\xEF\xBF\xBD",
        "\xEF\xAC\x81",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(texts[i], texts[i]);
    }
}

static void what_xml_cannot_hold_is_replaced(void **state)
{
    char *back;

    (void)state;
    expect("a\x01z", "a\xEF\xBF\xBDz");
    expect("\x0B\x1F", "\xEF\xBF\xBD\xEF\xBF\xBD");
    expect("a\xEF\xBF\xBEz\xEF\xBF\xBF", "a\xEF\xBF\xBDz\xEF\xBF\xBD");
    back = read_back("a\0z", 3);
    assert_string_equal(back, "a\xEF\xBF\xBDz");
    xmlFree(back);
}

static void any_ascii_is_readable(void **state)
{
    char text[200];

    (void)state;
    srand(1);
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof text; i++) {
            text[i] = (char)(rand() % 128);
        }
        xmlFree(read_back(text, sizeof text));
    }
}

static void buffer_grows(void **state)
{
    markup m;

    (void)state;
    markup_init(&m, pool, 1);
    for (int i = 0; i < 1000; i++) {
        markup_literal(&m, "0123456789");
    }
    assert_int_equal(m.length, 10000);
    assert_memory_equal(m.text + 9990, "0123456789", 10);
    assert_string_equal(markup_copy(&m, pool, 9995), "56789");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_comes_back),
        cmocka_unit_test(what_xml_cannot_hold_is_replaced),
        cmocka_unit_test(any_ascii_is_readable),
        cmocka_unit_test(buffer_grows),
    };

    return cmocka_run_group_tests(tests, pool_begin, tear_down);
}
