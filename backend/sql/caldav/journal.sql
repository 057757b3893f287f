-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Rows of the journal that are not about a client.

-- What Advolux itself did to an item, when whoever did it says so.
CREATE OR REPLACE FUNCTION caldav.log_change(
    p_kind caldav.kind, p_item_id bigint, p_operation text, p_program text,
    p_before jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT caldav.log(NULL, session_user::text, p_program, p_operation, p_kind,
                      p_item_id, NULL, 'done', NULL, p_before)
$$;
