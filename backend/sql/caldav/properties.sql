-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What clients set on their calendars, home, principal and objects: kept per
-- person, as they said it. The home's and the principal's stand with the calendar
-- of appointments. On an object it is the person's and no part of the item: an
-- item that may not be changed takes it too, other participants do not see it,
-- and it moves neither version nor revision.

-- The properties that are columns: NULL keeps, '' resets.
CREATE OR REPLACE FUNCTION caldav.set_columns(
    p_calendar_id bigint, p_displayname text, p_language text, p_color text,
    p_description text, p_order text, p_zone text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE caldav.calendar
    SET displayname = nullif(coalesce(p_displayname, displayname), ''),
        language = nullif(coalesce(p_language, language), ''),
        color = nullif(coalesce(p_color, color), ''),
        description = nullif(coalesce(p_description, description), ''),
        sort_order = nullif(coalesce(p_order, sort_order::text), '')::int,
        floating_zone = nullif(coalesce(p_zone, floating_zone), '')
    WHERE calendar_id = p_calendar_id
      AND num_nonnulls(p_displayname, p_language, p_color, p_description,
                       p_order, p_zone) > 0;
END
$$;

-- p_changes: namespace, name and element of one property after another, in the
-- order of the request; an empty element removes. All or nothing: 'full' if a
-- collection would have more than 100 of them, or more than 128 KiB.
CREATE OR REPLACE FUNCTION caldav.set_properties(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_place text,
    p_displayname text, p_language text, p_color text, p_description text,
    p_order text, p_zone text, p_changes text[], OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_calendar bigint := (caldav.caller(p_login, p_credential, p_proof,
                                        p_kind)).calendar_id;
BEGIN
    PERFORM caldav.set_columns(v_calendar, p_displayname, p_language, p_color,
                               p_description, p_order, p_zone);
    FOR i IN 1 .. coalesce(array_length(p_changes, 1), 0) BY 3 LOOP
        IF p_changes[i + 2] = '' THEN
            DELETE FROM caldav.property
            WHERE calendar_id = v_calendar AND place = p_place
              AND namespace = p_changes[i] AND name = p_changes[i + 1];
        ELSE
            INSERT INTO caldav.property AS p
            VALUES (v_calendar, p_place, p_changes[i], p_changes[i + 1],
                    p_changes[i + 2])
            ON CONFLICT (calendar_id, place, namespace, name)
            DO UPDATE SET value = EXCLUDED.value;
        END IF;
    END LOOP;
    IF p_changes <> '{}' AND (
        SELECT count(*) > 100 OR sum(octet_length(value)) > 131072
        FROM caldav.property
        WHERE calendar_id = v_calendar AND place = p_place) THEN
        RAISE program_limit_exceeded;
    END IF;
    status := 'set';
EXCEPTION
    WHEN program_limit_exceeded THEN
        status := 'full';
    WHEN data_exception OR integrity_constraint_violation THEN
        RAISE EXCEPTION 'a property''s value does not fit'
            USING ERRCODE = SQLSTATE;
END
$$;

-- p_changes and limits as in caldav.set_properties. p_expect: the version that
-- the entry must be at, 0: any. The entry's lock lets one caller after the
-- other count.
CREATE OR REPLACE FUNCTION caldav.set_entry_properties(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_name text,
    p_expect bigint, p_changes text[], OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
    v_entry caldav.entry;
BEGIN
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name
    FOR NO KEY UPDATE;
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN p_expect NOT IN (0, v_entry.version) THEN 'changed' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    FOR i IN 1 .. coalesce(array_length(p_changes, 1), 0) BY 3 LOOP
        IF p_changes[i + 2] = '' THEN
            DELETE FROM caldav.entry_property
            WHERE calendar_id = v_entry.calendar_id
              AND item_id = v_entry.item_id
              AND namespace = p_changes[i] AND name = p_changes[i + 1];
        ELSE
            INSERT INTO caldav.entry_property AS p
            VALUES (v_entry.calendar_id, v_entry.item_id, p_changes[i],
                    p_changes[i + 1], p_changes[i + 2])
            ON CONFLICT (calendar_id, item_id, namespace, name)
            DO UPDATE SET value = EXCLUDED.value;
        END IF;
    END LOOP;
    IF (SELECT count(*) > 100 OR sum(octet_length(value)) > 131072
        FROM caldav.entry_property
        WHERE calendar_id = v_entry.calendar_id
          AND item_id = v_entry.item_id) THEN
        RAISE program_limit_exceeded;
    END IF;
    status := 'set';
EXCEPTION
    WHEN program_limit_exceeded THEN
        status := 'full';
    WHEN data_exception OR integrity_constraint_violation THEN
        RAISE EXCEPTION 'a property''s value does not fit'
            USING ERRCODE = SQLSTATE;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.set_properties, caldav.set_entry_properties
    TO advolux_caldav;
