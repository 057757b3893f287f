# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0

OBJECTS_MIN = 150


def test_corpus_comes_back_octet_for_octet(deposits):
    accepted = [deposit for deposit in deposits if deposit.accepted]
    changed = [deposit.label for deposit in accepted
               if deposit.got.status != 200
               or deposit.got.body != deposit.octets]
    assert not changed
    assert len({deposit.octets for deposit in accepted}) >= OBJECTS_MIN


def test_put_and_get_of_a_corpus_object_give_the_same_etag(deposits):
    differing = [deposit.label for deposit in deposits if deposit.accepted
                 and deposit.put.etag
                 and deposit.put.etag != deposit.got.etag]
    assert not differing
