/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>

#include "exchange.h"

#define TIMEOUT 15 /* seconds */
#define ANSWER_MAX (1024 * 1024)

static size_t take(char *octets, size_t size, size_t count, void *data)
{
    exchange *x = data;
    size_t room = ANSWER_MAX - x->length, length = size * count;
    size_t kept = length < room ? length : room;

    memcpy(x->answer + x->length, octets, kept);
    x->length += kept;
    x->answer[x->length] = '\0';
    return length;
}

static const char *after(const char *line, const char *name)
{
    size_t length = strlen(name);

    return strncmp(line, name, length) == 0 ? line + length : NULL;
}

/* The server's certificate is the first of the chain. */
static void read_certificates(exchange *x, CURL *curl)
{
    struct curl_certinfo *info = NULL;

    if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info) != CURLE_OK ||
        !info) {
        return;
    }
    x->chain = info->num_of_certs;
    for (const struct curl_slist *line =
             info->num_of_certs > 0 ? info->certinfo[0] : NULL;
         line; line = line->next) {
        const char *value = after(line->data, "Expire date:");

        if (value) {
            x->expires = apr_time_from_sec(curl_getdate(value, NULL));
        }
        value = after(line->data, "Subject:");
        if (value) {
            x->subject = apr_pstrdup(x->pool, value);
        }
    }
}

static void set_options(exchange *x, CURL *curl, struct curl_slist *headers)
{
    curl_easy_setopt(curl, CURLOPT_URL, x->url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, x->method);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "advoluxctl check");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
    if (x->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, x->body);
    }
    if (x->cacert) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, x->cacert);
    }
    if (x->compressed) {
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
        curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    }
    if (x->login) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, x->login);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, x->password);
    }
}

static const char *header_of(exchange *x, CURL *curl, const char *name)
{
    struct curl_header *header;

    return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) ==
                   CURLHE_OK
               ? apr_pstrdup(x->pool, header->value)
               : NULL;
}

void exchange_perform(exchange *x)
{
    struct curl_slist *headers =
        curl_slist_append(NULL, "Content-Type: application/xml");
    char reason[CURL_ERROR_SIZE] = "", *location = NULL;
    CURL *curl = curl_easy_init();

    if (x->depth) {
        headers = curl_slist_append(
            headers, apr_pstrcat(x->pool, "Depth: ", x->depth, NULL));
    }
    x->answer = apr_palloc(x->pool, ANSWER_MAX + 1);
    *x->answer = '\0';
    x->fault = CURLE_FAILED_INIT;
    if (curl) {
        set_options(x, curl, headers);
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
        x->fault = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &x->status);
        curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
        x->location = location ? apr_pstrdup(x->pool, location) : NULL;
        x->etag = header_of(x, curl, "ETag");
        x->message = header_of(x, curl, "Advolux-Message");
        x->retry = header_of(x, curl, "Retry-After") != NULL;
        read_certificates(x, curl);
        curl_easy_cleanup(curl);
    }
    x->fault_text =
        apr_pstrdup(x->pool, *reason ? reason : curl_easy_strerror(x->fault));
    curl_slist_free_all(headers);
}
