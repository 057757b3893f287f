-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What clients set on their calendars and home beside colour, name and order:
-- kept per person and collection, as they said it. Keyed by calendar; the
-- home's stand with the calendar of appointments.

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.calendar
    ADD created timestamptz NOT NULL DEFAULT now(),
    ADD language text CHECK (octet_length(language) <= 100),
    ADD floating_zone advolux.time_zone;
COMMENT ON COLUMN caldav.calendar.created IS
    'calendars older than this column have the day that it came';
COMMENT ON COLUMN caldav.calendar.language IS 'of a client''s displayname';
COMMENT ON COLUMN caldav.calendar.floating_zone IS
    'set by a client (calendar-timezone): for all-day and floating times in its queries; NULL: time_zone';

CREATE TABLE caldav.property (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    place       text NOT NULL CHECK (place IN ('calendar', 'home')),
    namespace   text NOT NULL CHECK (octet_length(namespace) <= 1000),
    name        text NOT NULL CHECK (name <> '' AND octet_length(name) <= 1000),
    value       text NOT NULL CHECK (octet_length(value) <= 16384),
    PRIMARY KEY (calendar_id, place, namespace, name)
);
COMMENT ON TABLE caldav.property IS
    'dead properties (RFC 4918 section 4.1); value is the whole element';

CREATE VIEW caldav.kept AS
SELECT c.calendar_id, md5(c.random || '/resource')::uuid::text AS resource_id,
       c.created, c.language,
       coalesce(c.floating_zone, c.time_zone)::text AS floating_zone,
       (SELECT array_agg(ARRAY[p.place, p.namespace, p.name, p.value]
                         ORDER BY p.place, p.namespace, p.name)
        FROM caldav.property p WHERE p.calendar_id = c.calendar_id)
       AS properties
FROM caldav.calendar c;

-- p_changes: namespace, name and element of one property after another, in the
-- order of the request; an empty element removes. All or nothing: 'full' if a
-- collection would have more than 100 of them, or more than 128 KiB.
CREATE FUNCTION caldav.set_properties(
    p_login text, p_generation bigint, p_kind caldav.kind, p_place text,
    p_displayname text, p_language text, p_color text, p_description text,
    p_order text, p_zone text, p_changes text[], OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_calendar bigint;
BEGIN
    status := caldav.set_collection(p_login, p_generation, p_kind,
                                    p_displayname, p_color, p_description,
                                    p_order);
    IF status <> 'set' THEN
        RETURN;
    END IF;
    SELECT calendar_id INTO STRICT v_calendar
    FROM caldav.caller(p_login, p_generation, p_kind);
    UPDATE caldav.calendar
    SET language = CASE WHEN p_language IS NULL THEN language
                        ELSE nullif(p_language, '') END,
        floating_zone = CASE WHEN p_zone IS NULL THEN floating_zone
                             ELSE nullif(p_zone, '') END
    WHERE calendar_id = v_calendar AND (p_language, p_zone) IS DISTINCT FROM
                                       (NULL::text, NULL::text);
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
LANGUAGE sql IMMUTABLE AS 'SELECT 2';

REVOKE ALL ON FUNCTION caldav.set_properties FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION caldav.set_collection FROM advolux_caldav;
GRANT SELECT ON caldav.kept TO advolux_caldav;
GRANT EXECUTE ON FUNCTION caldav.set_properties TO advolux_caldav;
