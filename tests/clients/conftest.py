# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Real clients, real files and many of them at once."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.fixtures import *  # noqa: E402,F401,F403

import pytest  # noqa: E402

from corpus.put import put_all  # noqa: E402


@pytest.fixture(scope="session")
def corpus_dav(people):
    """A person with nothing but the corpus, whose look-back hides none of
    it."""
    person = people.new(look_back="100 years")
    return person.dav


@pytest.fixture(scope="session")
def deposits(corpus_dav):
    """The outcome of putting the whole corpus."""
    return put_all(corpus_dav)
