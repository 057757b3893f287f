-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client may never do is refused here once more, whatever the module
-- thinks: two locks on one door.

-- Rows of appointment and task.
CREATE OR REPLACE FUNCTION caldav.guard_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF NOT caldav.is_module() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'DELETE' OR v_staff IS NULL
       OR NEW.main_editor <> v_staff OR NEW.sync_mode <> 'both'
       OR NEW.deadline_id IS NOT NULL THEN
        PERFORM caldav.raise_refusal();
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.trashed_at IS NOT NULL OR NEW.matter_id IS NOT NULL THEN
            PERFORM caldav.raise_refusal();
        END IF;
    ELSIF OLD.main_editor <> v_staff OR OLD.sync_mode <> 'both'
          OR OLD.deadline_id IS NOT NULL OR OLD.trashed_at IS NOT NULL
          OR NEW.matter_id IS DISTINCT FROM OLD.matter_id THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_item();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_item();

-- Overrides belong to an item that the caller may change.
CREATE OR REPLACE FUNCTION caldav.guard_override() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
    v_row advolux.override;
BEGIN
    v_row := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    IF NOT caldav.is_module() THEN
        RETURN v_row;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT FROM advolux.appointment
        WHERE appointment_id = v_row.appointment_id AND main_editor = v_staff
          AND sync_mode = 'both' AND deadline_id IS NULL AND trashed_at IS NULL
        UNION ALL
        SELECT FROM advolux.task
        WHERE task_id = v_row.task_id AND main_editor = v_staff
          AND sync_mode = 'both' AND deadline_id IS NULL
          AND trashed_at IS NULL) THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN v_row;
END
$$;
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.override
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_override();

-- No client decides who takes part (S16), and none touches the rest.
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.participant
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.deadline
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.matter
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON advolux.staff
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();
