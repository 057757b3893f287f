/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include <apr_thread_proc.h>

#include "certificate.h"
#include "obstacle.h"

#define BOTH_MAX (2 * sizeof((certificate_passwords *)0)->store)
#define PROGRAM_TIMEOUT apr_time_from_sec(30)

/* "PATH" of "file:PATH", else NULL. */
static const char *after(const char *source, const char *scheme)
{
    size_t length = strlen(scheme);

    return source && strncmp(source, scheme, length) == 0 ? source + length
                                                          : NULL;
}

static const certificate_finding *no_passwords(apr_pool_t *pool,
                                               const char *file,
                                               const char *source,
                                               apr_status_t status)
{
    const char *path = after(source, "file:");
    const char *obstacle =
        path && APR_STATUS_IS_EACCES(status) ? obstacle_here(pool, path) : NULL;
    char reason[120];

    return certificate_finding_make(
        pool, CERTIFICATE_NO_PASSWORDS,
        "%s: its passwords cannot be had from %s: %s%s%s. It gives two lines of at "
        "most %d octets: the keystore's password, the key's",
        file, source,
        status == APR_EOF        ? "it gives none"
        : status == APR_EINVAL   ? "a line is too long"
        : status == APR_EGENERAL ? "the program failed"
                                 : apr_strerror(status, reason, sizeof reason),
        obstacle ? ", " : "", obstacle ? obstacle : "",
        (int)sizeof((certificate_passwords *)0)->store - 1);
}

/* Take the next line of *text, without its end. */
static apr_status_t take_line(char **text, char *line, size_t size)
{
    size_t length = strcspn(*text, "\n");
    size_t end = length;

    if (end > 0 && (*text)[end - 1] == '\r') {
        end--;
    }
    if (end >= size) {
        return APR_EINVAL;
    }
    memcpy(line, *text, end);
    line[end] = '\0';
    *text += length + ((*text)[length] == '\n');
    return APR_SUCCESS;
}

/* An empty second line is a password, too: only the lack of one is none. */
static apr_status_t split(char *text, certificate_passwords *passwords)
{
    apr_status_t status =
        take_line(&text, passwords->store, sizeof passwords->store);

    if (status == APR_SUCCESS && !*text) {
        memcpy(passwords->key, passwords->store, sizeof passwords->key);
    } else if (status == APR_SUCCESS) {
        status = take_line(&text, passwords->key, sizeof passwords->key);
    }
    return status;
}

static apr_status_t drain(apr_file_t *in, certificate_passwords *passwords)
{
    char text[BOTH_MAX + 4];
    apr_size_t length = 0;
    apr_status_t status =
        apr_file_read_full(in, text, sizeof text - 1, &length);

    text[length] = '\0';
    if (status == APR_SUCCESS) {
        status = APR_EINVAL;
    } else if (status == APR_EOF && length > 0) {
        status = split(text, passwords);
    }
    explicit_bzero(text, sizeof text);
    return status;
}

static apr_status_t from_file(apr_pool_t *pool, const char *path,
                              certificate_passwords *passwords)
{
    apr_file_t *in;
    apr_status_t status =
        apr_file_open(&in, path, APR_FOPEN_READ, APR_OS_DEFAULT, pool);

    if (status == APR_SUCCESS) {
        status = drain(in, passwords);
        apr_file_close(in);
    }
    return status;
}

static apr_status_t from_program(apr_pool_t *pool, const char *program,
                                 const char *file,
                                 certificate_passwords *passwords)
{
    const char *const arguments[] = { program, file, NULL };
    apr_procattr_t *attributes;
    apr_proc_t process;
    apr_exit_why_e why;
    int code;
    apr_status_t status = apr_procattr_create(&attributes, pool);

    if (status == APR_SUCCESS) {
        status = apr_procattr_io_set(attributes, APR_NO_PIPE, APR_FULL_BLOCK,
                                     APR_NO_PIPE);
    }
    if (status == APR_SUCCESS) {
        apr_procattr_cmdtype_set(attributes, APR_PROGRAM_ENV);
        apr_procattr_error_check_set(attributes, 1);
        status = apr_proc_create(&process, program, arguments, NULL, attributes,
                                 pool);
    }
    if (status != APR_SUCCESS) {
        return status;
    }
    apr_file_pipe_timeout_set(process.out, PROGRAM_TIMEOUT);
    status = drain(process.out, passwords);
    apr_file_close(process.out);
    if (APR_STATUS_IS_TIMEUP(status)) {
        apr_proc_kill(&process, SIGKILL);
    }
    apr_proc_wait(&process, &code, &why, APR_WAIT);
    if (why != APR_PROC_EXIT || code != 0) {
        return APR_STATUS_IS_TIMEUP(status) ? status : APR_EGENERAL;
    }
    return status;
}

const certificate_finding *certificate_passwords_read(
    apr_pool_t *pool, const char *source, const char *file,
    certificate_passwords *passwords)
{
    const char *path = after(source, "file:");
    const char *program = after(source, "exec:");
    apr_status_t status = APR_SUCCESS;

    memset(passwords, 0, sizeof *passwords);
    if (path) {
        status = from_file(pool, path, passwords);
    } else if (program) {
        status = from_program(pool, program, file, passwords);
    }
    return status == APR_SUCCESS ? NULL
                                 : no_passwords(pool, file, source, status);
}

const certificate_finding *certificate_passwords_judge(apr_pool_t *pool,
                                                       const char *source)
{
    const char *path = after(source, "file:");
    apr_finfo_t info;

    if (!path || apr_stat(&info, path, APR_FINFO_PROT, pool) != APR_SUCCESS ||
        !(info.protection & APR_FPROT_WREAD)) {
        return NULL;
    }
    return certificate_finding_make(
        pool, CERTIFICATE_PASSWORDS_OPEN,
        "everybody on this machine may read the passwords in %s. Say: chmod "
        "600 %s",
        path, path);
}
