# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The ledger's table can have other figures than 0: answers as a defect would
make them are counted, each under its invariant."""

import re

import pytest

import trials
from lane import Lane
from ledger import Ledger
from proxy import CLIENT, SERVER, Fault


@pytest.fixture
def lane(cluster, watch):
    made = Lane(cluster, watch, Ledger(watch))
    yield made.start()
    made.drop()


def with_status(before, after):
    """The first answer of that status is another."""
    told = []

    def change(answer):
        if answer.status == before and not told:
            told.append(answer)
            answer.status = after
        return answer
    return change


def without_a_member(answer):
    """A well-formed multistatus of what came before a fault."""
    answer.body = re.sub(rb"(?s)<D:response>.*?</D:response>", b"",
                         answer.body, count=1)
    return answer


def silently_lost(answer):
    """A delta that does not tell of a change."""
    if b"sync-token" in answer.body:
        answer.body = re.sub(rb"(?s)<D:response>.*</D:response>", b"",
                             answer.body)
    return answer


@pytest.mark.parametrize("make, fault, change, invariant", [
    (trials.get, Fault("stall", SERVER, 0), with_status(503, 404), "I6"),
    (trials.get, Fault("stall", SERVER, 0), with_status(503, 401), "I6"),
    (trials.listing, None, without_a_member, "I6"),
    (trials.create, Fault("cut", CLIENT, 0), with_status(503, 201), "I1"),
    (trials.remove, Fault("cut", SERVER, 0), with_status(503, 204), "I1"),
    (trials.create, None, silently_lost, "I3"),
], ids=["deletion", "wrong password", "part for the whole", "not stored",
        "not removed", "not told"])
def test_defect_is_found(lane, make, fault, change, invariant):
    trial = make(lane)
    ask = lane.dav.request
    lane.dav.request = lambda *words, **more: change(ask(*words, **more))
    if fault and fault.how == "cut":
        lane.proxy.cut_all()    # nor is there a connection to try again on
        lane.proxy.stall_everything()
    lane.proxy.arm(fault)
    lane.run("planted", trial, make.__name__)
    assert lane.ledger.rows["planted"].broken[invariant] > 0
    assert list(lane.ledger.table())[1].startswith("planted")
