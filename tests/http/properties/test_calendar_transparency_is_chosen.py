# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 6638 section 9.1: opaque, unless the person says otherwise for
themselves."""

import pytest

from support.names import document

NAME = "C:schedule-calendar-transp"


def chosen(person):
    return person.dav.propfind(person.dav.termine,
                               [NAME]).only.children(NAME)


def choose(person, inside):
    return person.dav.request("PROPPATCH", person.dav.termine, document(
        "D:propertyupdate", "<D:set><D:prop><%s>%s</%s></D:prop></D:set>" % (
            NAME, inside, NAME)))


def test_chosen_and_reset(person, colleague):
    assert chosen(person) == ["C:opaque"]
    assert choose(person, "<C:transparent/>").only.props.keys() == {NAME}
    assert chosen(person) == ["C:transparent"]
    assert chosen(colleague) == ["C:opaque"]
    assert choose(person, "<C:opaque/>").only.props.keys() == {NAME}
    assert chosen(person) == ["C:opaque"]
    choose(person, "<C:transparent/>")
    person.dav.proppatch(person.dav.termine, {}, remove=[NAME])
    assert chosen(person) == ["C:opaque"]


@pytest.mark.parametrize("inside", [
    "", "x", "<D:transparent/>", "<C:opaque/><C:transparent/>", "<C:free/>",
    "<C:transparent><D:x/></C:transparent>"])
def test_what_is_neither_is_refused(person, inside):
    assert choose(person, inside).only.refused == {NAME: 409}
    assert chosen(person) == ["C:opaque"]


def test_elsewhere_it_is_protected(person):
    answer = person.dav.proppatch(person.dav.home, {NAME: "x"})
    assert answer.only.refused == {NAME: 403}


@pytest.mark.parametrize("inside, tags", [
    ("<D:propname/>", 1), ("<D:allprop/>", 2),
    ("<D:allprop/><D:include><%s/></D:include>" % NAME, 2)])
def test_once_in_allprop_and_propname(person, inside, tags):
    choose(person, "<C:transparent/>")
    answer = person.dav.propfind(person.dav.termine, body=document(
        "D:propfind", inside))
    assert NAME in answer.only.props
    assert answer.body.count(b"schedule-calendar-transp") == tags
