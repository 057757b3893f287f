-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Bulk import. One by one, each write would make another version of the
-- calendar's row, and each of them would be passed by the next: so a batch is
-- a few statements, whose triggers refresh slice by slice.

-- Store texts and what they say as items of a person. p_components has an
-- array for each text, as caldav.put takes it. What was imported before with
-- the same text, and is still there, stays as it is now.
CREATE OR REPLACE FUNCTION caldav.import(
    p_login text, p_program text, p_kind caldav.kind, p_uids text[],
    p_texts text[], p_components jsonb,
    OUT created int, OUT changed int, OUT unchanged int, OUT kept text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_known bigint[];
    v_new int[] := '{}';
    v_items bigint[];
    v_entry caldav.entry;
    v_digest bytea;
    v_status text;
BEGIN
    SELECT c.staff_id, c.calendar_id, c.cutoff_at INTO v_caller
    FROM caldav.calendar_now c
    WHERE c.staff_id = caldav.who_has(p_login) AND c.kind = p_kind;
    IF v_caller.calendar_id IS NULL THEN
        RAISE EXCEPTION 'CalDAV is not switched on for %', p_login
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    created := 0; changed := 0; unchanged := 0; kept := '{}';
    SELECT array_agg(item_id) INTO v_known FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND uid = ANY (p_uids)
      AND (visible OR reserved);
    PERFORM caldav.lock_items(p_kind, v_known);
    PERFORM caldav.lock_calendars(p_kind, v_known, v_caller.calendar_id);
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    PERFORM set_config('caldav.importing', 'true', true);
    PERFORM set_config('caldav.storing', '', true);

    FOR i IN 1 .. cardinality(p_uids) LOOP
        v_digest := sha256(convert_to(p_texts[i], 'UTF8'));
        SELECT * INTO v_entry FROM caldav.entry
        WHERE calendar_id = v_caller.calendar_id AND uid = p_uids[i]
          AND (visible OR reserved);
        IF NOT FOUND THEN
            v_new := v_new || i;
        ELSIF EXISTS (SELECT FROM caldav.imported
                      WHERE calendar_id = v_caller.calendar_id
                        AND uid = p_uids[i] AND digest = v_digest) THEN
            unchanged := unchanged + 1;
            CONTINUE;
        ELSIF v_entry.reserved OR v_entry.access <> 'editable' THEN
            kept := kept || p_uids[i];
            CONTINUE;
        ELSE
            v_status := (caldav.write_object(
                v_caller.staff_id, v_caller.calendar_id, v_caller.cutoff_at,
                p_login, NULL, NULL, p_program, p_kind, v_entry.name,
                v_entry.version, p_uids[i], p_texts[i], p_components -> (i - 1),
                0)).status;
            IF v_status <> 'stored' THEN
                kept := kept || p_uids[i];
                CONTINUE;
            END IF;
            changed := changed + 1;
        END IF;
        INSERT INTO caldav.imported AS m
        VALUES (v_caller.calendar_id, p_uids[i], v_digest)
        ON CONFLICT (calendar_id, uid) DO UPDATE SET digest = EXCLUDED.digest;
    END LOOP;

    created := cardinality(v_new);
    IF created = 0 THEN
        RETURN;
    END IF;
    -- The entries are there before the items, so that the items find them.
    WITH wanted AS MATERIALIZED (
        SELECT w.n, p_uids[w.i] AS uid, caldav.new_item(p_kind) AS item
        FROM unnest(v_new) WITH ORDINALITY AS w (i, n)
    ), entered AS (
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id)
        SELECT v_caller.calendar_id, CASE
                   WHEN uid ~ '^[A-Za-z0-9@_+-][A-Za-z0-9@._+-]{0,199}$'
                        AND NOT EXISTS (
                            SELECT FROM caldav.entry x
                            WHERE x.calendar_id = v_caller.calendar_id
                              AND x.name = w.uid || '.ics')
                   THEN uid ELSE gen_random_uuid()::text END || '.ics',
               uid, p_kind, item
        FROM wanted w
    )
    SELECT array_agg(item ORDER BY n) INTO v_items FROM wanted;
    PERFORM caldav.keep_days(p_kind, v_items[n],
                             p_components -> (v_new[n] - 1) -> 0)
    FROM generate_subscripts(v_new, 1) AS n
    WHERE p_components -> (v_new[n] - 1) -> 0 ? 'rule_days';
    IF p_kind = 'appointment' THEN
        PERFORM caldav.insert_appointments(
            v_caller.staff_id, v_items,
            (SELECT jsonb_agg(p_components -> (i - 1) ORDER BY n)
             FROM unnest(v_new) WITH ORDINALITY AS w (i, n)));
    ELSE
        PERFORM caldav.insert_tasks(
            v_caller.staff_id, v_items,
            (SELECT jsonb_agg(p_components -> (i - 1) ORDER BY n)
             FROM unnest(v_new) WITH ORDINALITY AS w (i, n)));
    END IF;
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, version, body)
    SELECT e.calendar_id, e.item_id, p_kind, e.version, p_texts[v_new[n]]
    FROM unnest(v_items) WITH ORDINALITY AS i (item, n)
    JOIN caldav.entry e ON e.calendar_id = v_caller.calendar_id
                       AND e.item_id = i.item
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body, components = NULL;
    UPDATE caldav.calendar c
    SET client_items = c.client_items + cardinality(v_new),
        client_octets = c.client_octets + (
            SELECT sum(octet_length(p_texts[n])) FROM unnest(v_new) AS n)
    WHERE c.calendar_id = v_caller.calendar_id;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_program, 'import', p_kind,
                       e.item_id, e.name, 'done')
    FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.item_id = ANY (v_items);
END
$$;
