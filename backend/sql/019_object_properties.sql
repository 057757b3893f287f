-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What clients set of their own on single objects and on their principal, kept
-- as on calendars and home (011). It is the person's and no part of the item:
-- an item that may not be changed takes it too, other participants do not see
-- it, and it moves neither version nor revision.

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.property DROP CONSTRAINT property_place_check;
ALTER TABLE caldav.property ADD CONSTRAINT property_place_check
    CHECK (place IN ('calendar', 'home', 'principal'));

CREATE TABLE caldav.entry_property (
    calendar_id bigint NOT NULL,
    item_id     bigint NOT NULL,
    namespace   text NOT NULL CHECK (octet_length(namespace) <= 1000),
    name        text NOT NULL CHECK (name <> '' AND octet_length(name) <= 1000),
    value       text NOT NULL CHECK (octet_length(value) <= 16384),
    PRIMARY KEY (calendar_id, item_id, namespace, name),
    FOREIGN KEY (calendar_id, item_id) REFERENCES caldav.source
        ON DELETE CASCADE
);
COMMENT ON TABLE caldav.entry_property IS
    'dead properties of an object, value is the whole element: kept as long as the client text, for Advolux may restore the item';

-- Asked for by name, so that entries without any are not looked at.
CREATE VIEW caldav.kept_entry AS
SELECT p.calendar_id, e.name, e.ends_at, p.namespace, p.name AS property,
       p.value
FROM caldav.entry_property p JOIN caldav.entry e USING (calendar_id, item_id)
WHERE e.visible;

-- p_changes and limits as in caldav.set_properties. p_expect: the version that
-- the entry must be at, 0: any. The entry's lock lets one caller after the
-- other count.
CREATE FUNCTION caldav.set_entry_properties(
    p_login text, p_generation bigint, p_kind caldav.kind, p_name text,
    p_expect bigint, p_changes text[], OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
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
            USING ERRCODE = CASE WHEN SQLSTATE LIKE '23%' THEN '23514'
                                 ELSE '22000' END;
END
$$;

CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 19';

REVOKE ALL ON FUNCTION caldav.set_entry_properties FROM PUBLIC;
GRANT SELECT ON caldav.kept_entry TO advolux_caldav;
GRANT EXECUTE ON FUNCTION caldav.set_entry_properties TO advolux_caldav;
