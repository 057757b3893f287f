/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "fault.h"

#include <stdarg.h>
#include <apr_strings.h>

#include "text.h"

const ical_fault *ical_fault_make(apr_pool_t *pool, const char *precondition,
                                  int line, const char *property,
                                  const char *sentence, ...)
{
    ical_fault *fault = apr_pcalloc(pool, sizeof(*fault));
    va_list arguments;

    va_start(arguments, sentence);
    const char *text = apr_pvsprintf(pool, sentence, arguments);
    va_end(arguments);

    fault->precondition = precondition;
    fault->line = line;
    fault->property = property ? ical_printable(pool, property) : NULL;
    fault->rule = ical_without_excerpts(
        pool, line ? apr_psprintf(pool, "Line %d: %s", line, text) : text);
    fault->reason = line == 0 ? text
                    : property == NULL
                        ? apr_psprintf(pool, "Line %d: %s", line, text)
                        : apr_psprintf(pool, "Line %d, %s: %s", line,
                                       fault->property, text);
    return fault;
}
