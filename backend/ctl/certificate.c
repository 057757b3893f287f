/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include <apr_strings.h>

#include "connect.h"
#include "ctl.h"
#include "printable.h"

static int fail_by(const certificate_finding *wrong)
{
    return ctl_fail("%s: %s", wrong->id, wrong->sentence);
}

bool ctl_certificate_open(ctl *c, const char *file, const char *source,
                          certificate **found)
{
    certificate_passwords passwords;
    const certificate_finding *wrong =
        certificate_passwords_read(c->pool, source, file, &passwords);

    if (!wrong) {
        wrong = certificate_read(c->pool, file, &passwords, found);
    }
    explicit_bzero(&passwords, sizeof passwords);
    if (wrong) {
        fail_by(wrong);
    }
    return !wrong;
}

/* The command's operand. */
static bool open_operand(ctl *c, const ctl_call *call, certificate **found)
{
    return ctl_certificate_open(c, call->operands[0],
                                ctl_value(call, "--passwords"), found);
}

static void describe(ctl *c, const certificate *found)
{
    printable_say(stdout,
                  "File:    %s (%s)\nSubject: %s\nNames:   %s\nIssuer:  %s\n"
                  "Valid:   %s to %s\nChain:   %d\n",
                  found->file, found->format, found->subject,
                  apr_array_pstrcat(c->pool, found->names, ' '), found->issuer,
                  certificate_day(c->pool, found->not_before),
                  certificate_day(c->pool, found->not_after),
                  certificate_chain_length(found));
}

static int show(ctl *c, const ctl_call *call)
{
    apr_array_header_t *findings =
        apr_array_make(c->pool, 2, sizeof(const certificate_finding *));
    apr_array_header_t *names = apr_array_make(c->pool, 1, sizeof(char *));
    const char *host = ctl_value(call, "--host");
    certificate *found;

    if (!open_operand(c, call, &found)) {
        return CTL_FAILED;
    }
    describe(c, found);
    if (host) {
        APR_ARRAY_PUSH(names, const char *) = host;
    }
    certificate_judge(c->pool, found, apr_time_now(), names, findings);
    for (int i = 0; i < findings->nelts; i++) {
        const certificate_finding *finding =
            APR_ARRAY_IDX(findings, i, const certificate_finding *);

        printable_say(stdout, "%s: %s\n", finding->id, finding->sentence);
    }
    return findings->nelts > 0 ? CTL_WARNING : CTL_DONE;
}

static int convert(ctl *c, const ctl_call *call)
{
    const char *out = ctl_value(call, "--out");
    const certificate_finding *wrong;
    certificate *found;

    if (!out) {
        return ctl_misused(call->command, "--out is missing");
    }
    if (!open_operand(c, call, &found)) {
        return CTL_FAILED;
    }
    wrong = certificate_write(c->pool, found, out);
    return wrong ? fail_by(wrong) : CTL_DONE;
}

#define PASSWORDS \
    { "--passwords", "SOURCE", "file:PATH or exec:PROGRAM, two lines" }

static const ctl_option show_options[] = {
    PASSWORDS,
    { "--host", "NAME", "judge it for this host" },
    { NULL, NULL, NULL },
};

static const ctl_option convert_options[] = {
    PASSWORDS,
    { "--out", "PEM", "the file to write" },
    { NULL, NULL, NULL },
};

const ctl_command ctl_certificate_commands[] = {
    { "certificate", "show", "FILE", 1, 1,
      "what a .p12, .jks or .pem holds, and what devices will object to",
      show_options, show },
    { "certificate", "convert", "FILE", 1, 1,
      "write its key and chain as PEM, for the owner alone (0600)",
      convert_options, convert },
    { .noun = NULL },
};
