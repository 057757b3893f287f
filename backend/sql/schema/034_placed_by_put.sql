-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client writes is placed and counted by what writes it.

SET LOCAL ROLE advolux_owner;

DROP TRIGGER IF EXISTS count_text ON caldav.source;
DROP FUNCTION IF EXISTS caldav.count_text(), caldav.quota(bigint),
    caldav.over_quota(bigint, int, int),
    caldav.write_object(bigint, bigint, timestamptz, text, text, caldav.kind,
                        text, bigint, text, text, jsonb);
COMMENT ON COLUMN caldav.calendar.client_items IS
    'how many client texts caldav.source has of this calendar, and of how many octets, those of items in the trash too; kept by who writes and who purges them';
COMMENT ON COLUMN caldav.source.components IS
    'what caldav.components_of said when the item last changed, so that no read has to ask it; NULL while the client text is current, while the entry is not visible, or if the item''s rows cannot be shown';

-- A firm that has its own triggers keeps the function, if they call it.
DO $$
BEGIN
    IF (SELECT value FROM caldav.setting WHERE name = 'firm') = 'shipped' THEN
        DROP FUNCTION IF EXISTS caldav.follow_rows() CASCADE;
    END IF;
END
$$;
