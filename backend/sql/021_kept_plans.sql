-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What every write asks for, in a language that keeps its plans: PostgreSQL
-- parses and plans a function in SQL with each call, unless it can put it into
-- its caller. And a statement that changed no row is followed by nothing.

SET LOCAL ROLE advolux_owner;

CREATE OR REPLACE FUNCTION caldav.caller(
    p_login text, p_generation bigint, p_kind caldav.kind,
    OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamptz)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT c.calendar_id, p.staff_id, c.cutoff_at
    INTO calendar_id, staff_id, cutoff_at
    FROM caldav.principal p JOIN caldav.collection c USING (login)
    WHERE p.login = p_login AND c.kind = p_kind
      AND (p_generation = 0 OR p.generation = p_generation);
END
$$;

CREATE OR REPLACE FUNCTION caldav.is_module() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN session_user = 'advolux_caldav'
        OR (pg_has_role(session_user, 'advolux_caldav', 'MEMBER')
            AND NOT (SELECT rolsuper FROM pg_roles
                     WHERE rolname = session_user));
END
$$;

-- These two are the firm's (CONTRACT.md section 1): its own stay.
DO $$
BEGIN
    IF (SELECT prosrc NOT LIKE '%advolux.journal%' FROM pg_proc
        WHERE oid = 'caldav.log'::regproc) THEN
        RETURN;
    END IF;
    CREATE OR REPLACE FUNCTION caldav.log(
        p_staff_id bigint, p_login text, p_device text, p_operation text,
        p_kind caldav.kind, p_item_id bigint, p_name text, p_result text,
        p_reason text DEFAULT NULL, p_before jsonb DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql AS $function$
    BEGIN
        INSERT INTO advolux.journal (staff_id, login, device, operation, kind,
                                     item_id, name, result, reason, before)
        VALUES (p_staff_id, p_login, p_device, p_operation, p_kind::text,
                p_item_id, p_name, p_result, p_reason, p_before);
    END
    $function$;

    CREATE OR REPLACE FUNCTION caldav.snapshot(p_kind caldav.kind,
                                               p_item_id bigint)
    RETURNS jsonb LANGUAGE plpgsql STABLE AS $function$
    DECLARE
        v_row jsonb;
        v_overrides jsonb;
    BEGIN
        IF p_kind = 'appointment' THEN
            SELECT to_jsonb(a) INTO v_row FROM advolux.appointment a
            WHERE appointment_id = p_item_id;
            SELECT jsonb_agg(to_jsonb(o)) INTO v_overrides
            FROM advolux.override o WHERE appointment_id = p_item_id;
        ELSE
            SELECT to_jsonb(t) INTO v_row FROM advolux.task t
            WHERE task_id = p_item_id;
            SELECT jsonb_agg(to_jsonb(o)) INTO v_overrides
            FROM advolux.override o WHERE task_id = p_item_id;
        END IF;
        RETURN jsonb_strip_nulls(v_row || jsonb_build_object('overrides',
                                                             v_overrides));
    END
    $function$;
END
$$;

CREATE OR REPLACE FUNCTION advolux.changed_fields(p_before jsonb,
                                                  p_after jsonb)
RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN (
        SELECT array_agg(key ORDER BY key)
        FROM jsonb_object_keys(p_before || p_after) AS key
        WHERE key NOT IN ('modified_at', 'sequence')
          AND p_before -> key IS DISTINCT FROM p_after -> key
          AND (key <> 'overrides'
               OR advolux.plain_overrides(p_before -> key)
                  IS DISTINCT FROM advolux.plain_overrides(p_after -> key)));
END
$$;

CREATE OR REPLACE FUNCTION caldav.follow_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kind caldav.kind;
    v_ids bigint[];
BEGIN
    FOREACH v_kind IN ARRAY TG_ARGV LOOP
        EXECUTE format(
            CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT array_agg(DISTINCT %1$I) FROM inserted'
            WHEN 'DELETE' THEN 'SELECT array_agg(DISTINCT %1$I) FROM deleted'
            ELSE 'SELECT array_agg(DISTINCT %1$I) FROM ('
                 '(TABLE inserted EXCEPT ALL TABLE deleted) UNION ALL '
                 '(TABLE deleted EXCEPT ALL TABLE inserted)) AS different' END
            || ' WHERE %1$I IS NOT NULL', v_kind || '_id') INTO v_ids;
        CONTINUE WHEN v_ids IS NULL;
        IF TG_TABLE_NAME = v_kind::text THEN
            PERFORM caldav.refresh(v_kind, v_ids);  -- the rows are locked
        ELSE
            PERFORM caldav.lock_and_refresh(v_kind, v_ids);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 21';
