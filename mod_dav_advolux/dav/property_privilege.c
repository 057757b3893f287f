/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file property_privilege.c
 * RFC 3744 as far as it is true here: what the caller may do with a resource,
 * and the access control list that says so. Nobody else's rights are told, and
 * no list can be changed.
 */
#include "property_value.h"

/* What a resource is to its owner. */
typedef enum standing {
    TO_READ = 1,  /* what everybody shares */
    CALENDAR = 2, /* one's own calendar */
    TO_SET = 4,   /* takes properties of one's own and no other change: the
                     principal, the home, an item that may not be changed */
    TO_WRITE = 8, /* an item that may be changed */
    ANY = 15
} standing;

/* In document order. One by one: Outlook's and Thunderbird's programs look for
 * the single ones. */
static const struct privilege {
    const char *name;
    unsigned to; /* standings that have it */
} privileges[] = {
    { "D:read", ANY },
    { "D:read-acl", ANY },
    { "D:read-current-user-privilege-set", ANY },
    { "C:read-free-busy", CALENDAR },
    { "D:write", CALENDAR | TO_WRITE },
    { "D:write-content", CALENDAR | TO_WRITE },
    { "D:write-properties", CALENDAR | TO_SET | TO_WRITE },
    { "D:bind", CALENDAR },
    { "D:unbind", CALENDAR | TO_WRITE },
};

static standing standing_of(const property_target *target)
{
    switch (target->path.place) {
    case PLACE_CALENDAR:
        return CALENDAR;
    case PLACE_OBJECT:
        return target->member && target->member->access == ADVOLUX_EDITABLE
                   ? TO_WRITE
                   : TO_SET;
    default:
        return property_keeper(target->path.place) ? TO_SET : TO_READ;
    }
}

static void write_granted(const property_target *target, markup *out)
{
    standing is = standing_of(target);

    for (size_t i = 0; i < sizeof privileges / sizeof *privileges; i++) {
        if (privileges[i].to & is) {
            markup_literal(out, "<D:privilege><");
            markup_string(out, privileges[i].name);
            markup_literal(out, "/></D:privilege>");
        }
    }
}

bool write_privileges(const property_target *target, const property_row *row,
                      const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    write_granted(target, out);
    return true;
}

/* RFC 3744 section 5.5. One protected entry about the caller; the places that
 * everybody shares speak of whoever is logged in. */
bool write_acl(const property_target *target, const property_row *row,
               const apr_xml_elem *element, markup *out)
{
    advolux_path principal = { .place = PLACE_PRINCIPAL,
                               .login = target->login };

    (void)row;
    (void)element;
    markup_literal(out, "<D:ace><D:principal>");
    if (target->path.login) {
        markup_href(
            out, advolux_path_href(target->scratch, target->root, &principal));
    } else {
        markup_literal(out, "<D:authenticated/>");
    }
    markup_literal(out, "</D:principal><D:grant>");
    write_granted(target, out);
    markup_literal(out, "</D:grant><D:protected/></D:ace>");
    return true;
}

#define PRIVILEGE(name, words, inside) \
    "<D:supported-privilege><D:privilege><" name "/></D:privilege>" \
    "<D:description xml:lang=\"en\">" words "</D:description>" inside \
    "</D:supported-privilege>"

#define IN_READ \
    PRIVILEGE("D:read-acl", "Read the access control list", "") \
    PRIVILEGE("D:read-current-user-privilege-set", "Read one's own rights", "")

#define WRITE \
    PRIVILEGE("D:write", "Write", \
              PRIVILEGE("D:write-content", "Change the content", "") \
                  PRIVILEGE("D:write-properties", "Change properties", "") \
                      PRIVILEGE("D:bind", "Add a member", "") \
                          PRIVILEGE("D:unbind", "Delete", ""))

/* D:all cannot be granted as one: abstract (RFC 3744 section 5.3). */
#define ALL(inside) \
    "<D:supported-privilege><D:privilege><D:all/></D:privilege><D:abstract/>" \
    "<D:description xml:lang=\"en\">Everything</D:description>" inside \
    "</D:supported-privilege>"

bool write_supported_privileges(const property_target *target,
                                const property_row *row,
                                const apr_xml_elem *element, markup *out)
{
    (void)row;
    (void)element;
    if (target->path.place == PLACE_CALENDAR) {
        /* RFC 4791 section 6.1.1: free-busy is a part of reading. */
        markup_literal(
            out, ALL(PRIVILEGE("D:read", "Read",
                               IN_READ PRIVILEGE("C:read-free-busy",
                                                 "Read when one is busy", ""))
                         WRITE));
    } else {
        markup_literal(out, ALL(PRIVILEGE("D:read", "Read", IN_READ) WRITE));
    }
    return true;
}
