# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What exists elsewhere cannot be guessed by conditions.

RFC 4918 section 10.4.6."""

from support import ics


def test_same_answer_there_or_not(person, colleague):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    there = colleague.dav.termine + colleague.put_event()
    etag = colleague.dav.get(there).etag
    token = colleague.dav.sync_collection(colleague.dav.termine).sync_token
    for tag, condition in ((there, "[%s]" % etag),
                           (colleague.dav.termine + "nie.ics", '["x"]'),
                           (colleague.dav.termine, "<%s>" % token)):
        answer = person.dav.put(path, ics.event(uid),
                                If="<%s> (%s)" % (tag, condition))
        assert answer.status == 412, answer
