# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0

import re

from corpus.faults import FAULTS


def refused(deposits):
    return [deposit for deposit in deposits if not deposit.accepted]


def test_corpus_objects_without_a_fault_are_accepted(deposits):
    assert not [str(deposit) for deposit in refused(deposits)
                if not deposit.faults]


def test_corpus_refusals_are_client_errors(deposits):
    assert not [str(deposit) for deposit in refused(deposits)
                if not 400 <= deposit.put.status < 500]


def test_corpus_refusals_name_the_precondition_of_a_fault(deposits):
    assert not [str(deposit) for deposit in refused(deposits)
                if not any(deposit.precondition in FAULTS[fault][0]
                           for fault in deposit.faults)]


def test_corpus_refusals_describe_a_fault_of_the_object(deposits):
    assert not [str(deposit) for deposit in refused(deposits)
                if not describes(deposit)]


def test_corpus_objects_with_a_grave_fault_are_refused(deposits):
    assert not [str(deposit) for deposit in deposits if deposit.accepted
                and any(not FAULTS[fault][2] for fault in deposit.faults)]


def describes(deposit):
    """Whether precondition and description fit one and the same fault."""
    return any(deposit.precondition in FAULTS[fault][0]
               and re.search(FAULTS[fault][1], deposit.description)
               for fault in deposit.faults)
