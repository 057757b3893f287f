/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>
#include <apr_xml.h>
#include <openssl/evp.h>

#include "connect.h"

/* RFC 4122 version 5, as far as anybody can tell: made from a name. */
static const char *uuid_of(apr_pool_t *pool, const char *name)
{
    unsigned char d[EVP_MAX_MD_SIZE];

    EVP_Digest(name, strlen(name), d, NULL, EVP_sha1(), NULL);
    d[6] = (unsigned char)((d[6] & 0x0f) | 0x50);
    d[8] = (unsigned char)((d[8] & 0x3f) | 0x80);
    return apr_psprintf(pool,
                        "%02X%02X%02X%02X-%02X%02X-%02X%02X-%02X%02X-"
                        "%02X%02X%02X%02X%02X%02X",
                        d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8],
                        d[9], d[10], d[11], d[12], d[13], d[14], d[15]);
}

static const char *string(apr_pool_t *pool, const char *key, const char *value)
{
    return apr_psprintf(pool, "<key>%s</key><string>%s</string>\n", key,
                        apr_xml_quote_string(pool, value, 0));
}

/* The keys that both the profile and the account in it have. */
static const char *payload(apr_pool_t *pool, const char *type,
                           const char *identifier, const char *title)
{
    return apr_pstrcat(pool, string(pool, "PayloadType", type),
                       string(pool, "PayloadIdentifier", identifier),
                       string(pool, "PayloadUUID", uuid_of(pool, identifier)),
                       string(pool, "PayloadDisplayName", title),
                       "<key>PayloadVersion</key><integer>1</integer>\n", NULL);
}

/* developer.apple.com, "CalDAV" of the device management profiles. A
 * description of its own lets a Mac have several accounts (handbook S20). */
static const char *account(apr_pool_t *pool, const connect_facts *facts,
                           const char *identifier, const char *title)
{
    return apr_pstrcat(
        pool, "<dict>\n",
        payload(pool, "com.apple.caldav.account",
                apr_pstrcat(pool, identifier, ".caldav", NULL), title),
        string(pool, "CalDAVAccountDescription", title),
        string(pool, "CalDAVHostName", facts->host),
        apr_psprintf(pool,
                     "<key>CalDAVPort</key><integer>%d</integer>\n"
                     "<key>CalDAVUseSSL</key><%s/>\n",
                     facts->port, facts->tls ? "true" : "false"),
        string(pool, "CalDAVUsername", facts->login),
        string(pool, "CalDAVPrincipalURL", facts->path), "</dict>\n", NULL);
}

const char *connect_profile(apr_pool_t *pool, const connect_facts *facts)
{
    const char *identifier =
        apr_psprintf(pool, "de.advolux.caldav.%s.%d.%s", facts->host,
                     facts->port, facts->login);
    const char *title = apr_pstrcat(pool, "Advolux ", facts->name, NULL);

    return apr_pstrcat(pool,
                       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                       "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                       "<plist version=\"1.0\">\n<dict>\n",
                       payload(pool, "Configuration", identifier, title),
                       "<key>PayloadContent</key>\n<array>\n",
                       account(pool, facts, identifier, title),
                       "</array>\n</dict>\n</plist>\n", NULL);
}
