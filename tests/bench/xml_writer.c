/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file xml_writer.c
 * What writing a multistatus of 10,000 responses costs: the module's own
 * appends beside libxml2's two ways, of one text, without and with calendar
 * data. Build it where configure ran:
 *
 *   cc -O2 $(apr-1-config --includes) $(xml2-config --cflags) \
 *      -Imod_dav_advolux/dav tests/bench/xml_writer.c \
 *      mod_dav_advolux/dav/markup.c \
 *      $(apr-1-config --link-ld) $(xml2-config --libs)
 */
#include <stdio.h>
#include <time.h>

#include <apr_general.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>

#include "markup.h"

#define RESPONSES 10000
#define ROUNDS 9
#define HREF "/calendars/m.schmidt/termine/0a1b2c3d-4e5f.ics"
#define ETAG "\"5f3a9c01-1234\""

static const char data[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//DE\r\n"
    "BEGIN:VEVENT\r\nUID:0a1b2c3d-4e5f\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART;TZID=Europe/Berlin:20260102T100000\r\n"
    "DTEND;TZID=Europe/Berlin:20260102T110000\r\n"
    "SUMMARY:Besprechung Müller & Söhne <Akte 12/26>\r\n"
    "DESCRIPTION:Ein längerer Text\\, wie er in Kanzleien vorkommt\\, über\r\n"
    "  mehrere Zeilen und mit allerlei Zeichen darin\\nund noch eine.\r\n"
    "LOCATION:Landgericht\\, Saal 12\r\nSTATUS:CONFIRMED\r\nSEQUENCE:1\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

static size_t with_markup(int content)
{
    apr_pool_t *pool;
    size_t length = 0;
    markup m;

    apr_pool_create(&pool, NULL);
    markup_init(&m, pool, 20480);
    for (int i = 0; i < RESPONSES; i++) {
        markup_literal(&m, "<D:response>");
        markup_href(&m, HREF);
        markup_literal(&m, "<D:propstat><D:prop><D:getetag>");
        markup_quoted(&m, ETAG);
        markup_literal(&m, "</D:getetag>");
        if (content) {
            markup_literal(&m, "<C:calendar-data>");
            markup_text(&m, data, sizeof data - 1);
            markup_literal(&m, "</C:calendar-data>");
        }
        markup_literal(&m, "</D:prop><D:status>HTTP/1.1 200 OK</D:status>"
                           "</D:propstat></D:response>");
        if (m.length > 16384) {
            length += m.length;
            m.length = 0;
        }
    }
    length += m.length;
    apr_pool_destroy(pool);
    return length;
}

static size_t with_writer(int content)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlTextWriterPtr w = xmlNewTextWriterMemory(buffer, 0);
    size_t length = 0;

    for (int i = 0; i < RESPONSES; i++) {
        xmlTextWriterStartElement(w, BAD_CAST "D:response");
        xmlTextWriterWriteElement(w, BAD_CAST "D:href", BAD_CAST HREF);
        xmlTextWriterStartElement(w, BAD_CAST "D:propstat");
        xmlTextWriterStartElement(w, BAD_CAST "D:prop");
        xmlTextWriterWriteElement(w, BAD_CAST "D:getetag", BAD_CAST ETAG);
        if (content) {
            xmlTextWriterWriteElement(w, BAD_CAST "C:calendar-data",
                                      BAD_CAST data);
        }
        xmlTextWriterEndElement(w);
        xmlTextWriterWriteElement(w, BAD_CAST "D:status",
                                  BAD_CAST "HTTP/1.1 200 OK");
        xmlTextWriterEndElement(w);
        xmlTextWriterEndElement(w);
        xmlTextWriterFlush(w);
        if (xmlBufferLength(buffer) > 16384) {
            length += (size_t)xmlBufferLength(buffer);
            xmlBufferEmpty(buffer);
        }
    }
    length += (size_t)xmlBufferLength(buffer);
    xmlFreeTextWriter(w);
    xmlBufferFree(buffer);
    return length;
}

static void encoded(xmlBufferPtr buffer, const char *text)
{
    xmlChar *copy = xmlEncodeSpecialChars(NULL, BAD_CAST text);

    xmlBufferCat(buffer, copy);
    xmlFree(copy);
}

static size_t with_buffer(int content)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    size_t length = 0;

    xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT);
    for (int i = 0; i < RESPONSES; i++) {
        xmlBufferCCat(buffer, "<D:response><D:href>");
        encoded(buffer, HREF);
        xmlBufferCCat(buffer, "</D:href><D:propstat><D:prop><D:getetag>");
        encoded(buffer, ETAG);
        xmlBufferCCat(buffer, "</D:getetag>");
        if (content) {
            xmlBufferCCat(buffer, "<C:calendar-data>");
            encoded(buffer, data);
            xmlBufferCCat(buffer, "</C:calendar-data>");
        }
        xmlBufferCCat(buffer, "</D:prop><D:status>HTTP/1.1 200 OK</D:status>"
                              "</D:propstat></D:response>");
        if (xmlBufferLength(buffer) > 16384) {
            length += (size_t)xmlBufferLength(buffer);
            xmlBufferEmpty(buffer);
        }
    }
    length += (size_t)xmlBufferLength(buffer);
    xmlBufferFree(buffer);
    return length;
}

/* The best of some rounds, milliseconds of CPU. */
static void measure(const char *name, size_t (*write)(int), int content)
{
    double best = 1e9;
    size_t length = 0;

    for (int i = 0; i < ROUNDS; i++) {
        clock_t start = clock();
        double ms;

        length = write(content);
        ms = (double)(clock() - start) * 1000 / CLOCKS_PER_SEC;
        best = ms < best ? ms : best;
    }
    printf("%-24s %-14s %8.2f ms %10zu octets\n", name,
           content ? "calendar-data" : "getetag", best, length);
}

int main(void)
{
    apr_initialize();
    for (int content = 0; content < 2; content++) {
        measure("markup", with_markup, content);
        measure("libxml2 xmlTextWriter", with_writer, content);
        measure("libxml2 xmlBuffer", with_buffer, content);
    }
    apr_terminate();
    return 0;
}
