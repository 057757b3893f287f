-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The journal, which says what was changed.

-- Append-only: the purge alone may take rows out.
CREATE OR REPLACE FUNCTION advolux.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE'
       AND current_setting('advolux.journal_purge', true) = 'on'
       AND pg_has_role(current_user, 'advolux_owner', 'USAGE') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the journal is append-only'
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON advolux.journal
    FOR EACH STATEMENT EXECUTE FUNCTION advolux.refuse_change();

CREATE OR REPLACE FUNCTION caldav.log(
    p_staff_id bigint, p_login text, p_device text, p_operation text,
    p_kind caldav.kind, p_item_id bigint, p_name text, p_result text,
    p_reason text DEFAULT NULL, p_before jsonb DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO advolux.journal (staff_id, login, device, operation, kind,
                                 item_id, name, result, reason, before)
    VALUES (p_staff_id, p_login, p_device, p_operation,
            coalesce(p_kind::text, 'login'), p_item_id, p_name, p_result,
            p_reason, p_before);
END
$$;

CREATE OR REPLACE FUNCTION caldav.snapshot(
    p_kind caldav.kind, p_item_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
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
$$;

-- Overrides are written anew with every write: their keys and stamps say
-- nothing.
CREATE OR REPLACE FUNCTION advolux.plain_overrides(p_overrides jsonb)
RETURNS jsonb LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
    SELECT jsonb_agg(o ORDER BY o ->> 'recurrence_id') FROM (
        SELECT e - '{override_id,created_at,modified_at,sequence}'::text[]
        FROM jsonb_array_elements(nullif(p_overrides, 'null')) AS e) AS x (o);
END;

CREATE OR REPLACE FUNCTION advolux.changed_fields(
    p_before jsonb, p_after jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
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

CREATE OR REPLACE FUNCTION caldav.name_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.changed := advolux.changed_fields(
        NEW.before, caldav.snapshot(NEW.kind::caldav.kind, NEW.item_id));
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER name_changes BEFORE INSERT ON advolux.journal
    FOR EACH ROW WHEN (NEW.result = 'done' AND NEW.before IS NOT NULL
                       AND NEW.changed IS NULL
                       AND NEW.kind IN ('appointment', 'task'))
    EXECUTE FUNCTION caldav.name_changes();

CREATE OR REPLACE FUNCTION caldav.purge_journal(p_age interval DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM set_config('advolux.journal_purge', 'on', true);
    DELETE FROM advolux.journal
    WHERE at <= now() - coalesce(p_age, caldav.retention('journal'));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM set_config('advolux.journal_purge', '', true);
    RETURN v_count;
END
$$;
