/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <unistd.h>

#include <httpd.h>
#include <http_log.h>
#include <http_main.h>
#include <http_ssl.h>

#include <apr_file_io.h>
#include <apr_strings.h>

#include "certificate.h"
#include "config.h"
#include "section.h"
#include "tls.h"

APLOG_USE_MODULE(dav_advolux);

/* What clients call the server by: a ServerAlias with a wildcard is no name. */
static apr_array_header_t *names_of(apr_pool_t *p, const server_rec *s)
{
    apr_array_header_t *names = apr_array_make(p, 4, sizeof(const char *));

    if (s->server_hostname) {
        APR_ARRAY_PUSH(names, const char *) = s->server_hostname;
    }
    return s->names ? apr_array_append(p, names, s->names) : names;
}

/* true if the server can do without what was found. */
static bool report(server_rec *s, const certificate_finding *finding)
{
    if (!finding) {
        return true;
    }
    ap_log_error(APLOG_MARK, finding->broken ? APLOG_ERR : APLOG_WARNING, 0, s,
                 "%s: %s", finding->id, finding->sentence);
    return !finding->broken;
}

static const certificate_finding *read_certificate(
    apr_pool_t *p, const advolux_server_config *config, certificate **found)
{
    certificate_passwords passwords;
    const certificate_finding *wrong = certificate_passwords_read(
        p, config->certificate_passwords, config->certificate_file, &passwords);

    if (!wrong) {
        wrong =
            certificate_read(p, config->certificate_file, &passwords, found);
    }
    explicit_bzero(&passwords, sizeof passwords);
    return wrong;
}

/* Read the certificate of a server and say everything that is wrong with it. */
static bool examine(apr_pool_t *p, server_rec *s)
{
    advolux_server_config *config = ADVOLUX_SERVER(s);
    apr_array_header_t *findings =
        apr_array_make(p, 2, sizeof(const certificate_finding *));

    report(s, certificate_passwords_judge(p, config->certificate_passwords));
    if (!report(s, read_certificate(p, config, &config->certificate))) {
        return false;
    }
    certificate_judge(p, config->certificate, apr_time_now(), names_of(p, s),
                      findings);
    for (int i = 0; i < findings->nelts; i++) {
        report(s, APR_ARRAY_IDX(findings, i, const certificate_finding *));
    }
    return true;
}

/* Whether some server does TLS that a directive of s reaches: s, and, if it is
 * the main server, every one. */
static bool reaches_tls(const server_rec *s)
{
    for (const server_rec *to = s; to; to = s->is_virtual ? NULL : to->next) {
        if (section_has_tls(to)) {
            return true;
        }
    }
    return false;
}

static void warn_of_unused(server_rec *s)
{
    const ap_directive_t *node =
        section_directive(section_of(s), "AdvoluxCertificate");

    if (node && !reaches_tls(s)) {
        ap_log_error(APLOG_MARK, APLOG_WARNING, 0, s,
                     "ADV0940: AdvoluxCertificate (%s:%d) is not used, since "
                     "TLS is off there: say SSLEngine on in the <VirtualHost> "
                     "that is to serve it",
                     node->filename, node->line_num);
    }
}

/* check_config: runs for `apachectl configtest` too. Who serves calendars is
 * examined here; any other server when TLS asks for its certificate. */
static int check_certificates(apr_pool_t *p, apr_pool_t *plog,
                              apr_pool_t *ptemp, server_rec *first)
{
    bool fine = true;

    (void)plog;
    (void)ptemp;
    for (server_rec *s = first; s; s = s->next) {
        const advolux_server_config *config = ADVOLUX_SERVER(s);

        if (!config->certificate_file) {
            continue;
        }
        if (!ap_find_linked_module("mod_ssl.c")) {
            ap_log_error(APLOG_MARK, APLOG_ERR, 0, s,
                         "ADV0919: AdvoluxCertificate needs mod_ssl: "
                         "a2enmod ssl, and SSLEngine on in the virtual host");
            return HTTP_INTERNAL_SERVER_ERROR;
        }
        warn_of_unused(s);
        fine = (!config->root || examine(p, s)) && fine;
    }
    return fine ? OK : HTTP_INTERNAL_SERVER_ERROR;
}

/* What is written, and by whom: children must not remove it when they end. */
typedef struct pem_file {
    const char *path;
    pid_t owner;
} pem_file;

static apr_status_t remove_pem(void *data)
{
    const pem_file *pem = data;

    if (pem->owner == getpid()) {
        unlink(pem->path);
    }
    return APR_SUCCESS;
}

/* One file a server, below DefaultRuntimeDir, for as long as this generation of
 * the configuration lives. */
static const char *pem_path(apr_pool_t *p, server_rec *s)
{
    unsigned number = 0;
    pem_file *pem = apr_palloc(p, sizeof *pem);

    for (server_rec *other = ap_server_conf; other != s; other = other->next) {
        number++;
    }
    pem->owner = getpid();
    pem->path = ap_runtime_dir_relative(
        p, apr_psprintf(p, "advolux-certificate-%u.pem", number));
    apr_pool_cleanup_register(p, pem, remove_pem, apr_pool_cleanup_null);
    return pem->path;
}

/* ssl_add_cert_files: mod_ssl asks for each server with TLS, in post_config. */
static int add_certificate(server_rec *s, apr_pool_t *p,
                           apr_array_header_t *cert_files,
                           apr_array_header_t *key_files)
{
    advolux_server_config *config = ADVOLUX_SERVER(s);
    const char *path;

    if (!config->certificate_file) {
        return DECLINED;
    }
    if (!config->certificate && !examine(p, s)) {
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    path = pem_path(p, s);
    if (!report(s, certificate_write(p, config->certificate, path))) {
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    APR_ARRAY_PUSH(cert_files, const char *) = path;
    APR_ARRAY_PUSH(key_files, const char *) = path;
    ap_log_error(APLOG_MARK, APLOG_INFO, 0, s,
                 "ADV0920: %s of %s (%s, valid until %s) serves TLS",
                 config->certificate->file, s->server_hostname,
                 config->certificate->subject,
                 certificate_day(p, config->certificate->not_after));
    return OK;
}

void advolux_tls_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_check_config(check_certificates, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_ssl_add_cert_files(add_certificate, NULL, NULL, APR_HOOK_MIDDLE);
}
