# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The results, for a terminal and a file."""

import datetime
import os
import platform
import sys
import time


class Progress:
    """One line that says what is being measured."""

    def __init__(self, output=sys.stderr):
        self.output = output
        self.start = time.monotonic()

    def __call__(self, what):
        text = "[%3d s] %s" % (time.monotonic() - self.start, what)
        if self.output.isatty():
            self.output.write("\r\x1b[K" + text)
        else:
            self.output.write(text + "\n")
        self.output.flush()

    def done(self):
        if self.output.isatty():
            self.output.write("\r\x1b[K")
            self.output.flush()


class Table:
    """Rows of name, figure, the limit beside it, their ratio, the target."""

    def __init__(self):
        self.lines = []
        self.missed = []

    def heading(self, text):
        self.lines += ["", text, "-" * len(text)]

    def row(self, name, figure, unit, limit=None, limit_name="", at_least=None,
            at_most=None):
        """ratio = figure / limit; at_least and at_most are targets for it."""
        text = "%-38s %10s %-5s" % (name, number(figure), unit)
        if limit:
            ratio = figure / limit
            text += " %10s %-27s %7.2f" % (number(limit), limit_name, ratio)
            text += self._verdict(name, ratio, at_least, at_most)
        self.lines.append(text.rstrip())

    def target(self, name, figure, unit, at_most):
        """A figure that has a target of its own."""
        text = "%-38s %10s %-5s %47s" % (name, number(figure), unit, "")
        self.lines.append(text.rstrip() if at_most is None else
                          text + self._verdict(name, figure, None, at_most))

    def note(self, text):
        self.lines.append("  " + text)

    def _verdict(self, name, value, at_least, at_most):
        if at_least is None and at_most is None:
            return ""
        good = value >= at_least if at_least is not None else value <= at_most
        if not good:
            self.missed.append(name)
        return "  %s (target %s %s)" % (
            "reached" if good else "MISSED",
            ">=" if at_least is not None else "<=",
            number(at_least if at_least is not None else at_most))

    def text(self):
        head = ["mod_dav_advolux benchmark, %s" % datetime.datetime.now()
                .strftime("%Y-%m-%d %H:%M"),
                "%s, %d processors; medians; ratio = figure / limit"
                % (platform.platform(), os.cpu_count())]
        foot = ["", "targets missed: " + ", ".join(self.missed)
                if self.missed else "all targets reached"]
        return "\n".join(head + self.lines + foot) + "\n"


def number(value):
    """Three significant digits, thousands apart."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return "{:,.0f}".format(value)
    return "%.3g" % value
