-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The journal.

CREATE OR REPLACE FUNCTION caldav.snapshot(
    p_kind caldav.kind, p_item_id bigint) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(CASE p_kind WHEN 'appointment'
        THEN (SELECT to_jsonb(t) FROM kanzlei.termin t
              WHERE termin_nr::bigint = p_item_id)
        ELSE (SELECT to_jsonb(a) FROM kanzlei.aufgabe a
              WHERE aufgabe_nr::bigint = p_item_id) END
        || jsonb_build_object(
            'serie', (SELECT to_jsonb(r) FROM caldav.series r
                      WHERE kind = p_kind AND item_id = p_item_id),
            'abweichungen', (
                SELECT jsonb_agg(to_jsonb(w))
                FROM kanzlei.abweichung w JOIN kanzlei.serie s USING (serie_nr)
                WHERE p_kind = 'appointment' AND s.termin_nr::bigint = p_item_id
                   OR p_kind = 'task' AND s.aufgabe_nr::bigint = p_item_id)))
$$;

CREATE OR REPLACE FUNCTION caldav.log(
    p_staff_id bigint, p_login text, p_device text, p_operation text,
    p_kind caldav.kind, p_item_id bigint, p_name text, p_result text,
    p_reason text DEFAULT NULL, p_before jsonb DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO kanzlei.protokoll (bearb_nr, kuerzel, geraet, vorgang, art,
                                   satz_nr, name, ergebnis, grund, vorher)
    VALUES (p_staff_id, p_login, p_device, p_operation,
            CASE p_kind WHEN 'appointment' THEN 'Termin' WHEN 'task' THEN 'Aufgabe'
            ELSE 'Anmeldung' END,
            p_item_id, p_name, caldav.code('ergebnis', p_result), p_reason,
            p_before)
$$;

CREATE OR REPLACE FUNCTION caldav.purge_journal(p_age interval DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    DELETE FROM kanzlei.protokoll
    WHERE wann <= now() - coalesce(p_age, caldav.retention('journal'));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;
