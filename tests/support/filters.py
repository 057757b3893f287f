# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The elements of a calendar-query's filter (RFC 4791 sections 9.7 to 9.9)."""

import datetime
from xml.sax.saxutils import escape, quoteattr

NOT_DEFINED = "<C:is-not-defined/>"


def comp(name, *inside):
    return _named("comp-filter", name, inside)


def prop(name, *inside):
    return _named("prop-filter", name, inside)


def param(name, *inside):
    return _named("param-filter", name, inside)


def text(value, **attributes):
    """text-match; collation=, negate_condition="yes"."""
    return "<C:text-match%s>%s</C:text-match>" % (
        _attributes(attributes), escape(value))


def within(start=None, end=None):
    """time-range; an end that is None is left open."""
    return "<C:time-range%s/>" % _attributes({"start": start, "end": end})


def second(instant):
    """The time-range of this one second."""
    start = datetime.datetime.strptime(instant, "%Y%m%dT%H%M%SZ")
    return within(instant, (start + datetime.timedelta(seconds=1)).strftime(
        "%Y%m%dT%H%M%SZ"))


def calendar(*inside):
    return comp("VCALENDAR", *inside)


def _named(element, name, inside):
    return "<C:%s name=%s>%s</C:%s>" % (
        element, quoteattr(name), "".join(inside), element)


def _attributes(values):
    return "".join(" %s=%s" % (name.replace("_", "-"), quoteattr(value))
                   for name, value in values.items() if value is not None)
