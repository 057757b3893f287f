-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Status, percent and completed_at of a task say one thing: what was changed last
-- counts, and the others follow. What a client writes stays as it is.

CREATE OR REPLACE FUNCTION advolux.settle_done() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_done boolean;
BEGIN
    IF nullif(current_setting('caldav.staff', true), '') IS NOT NULL THEN
        RETURN NEW;
    ELSIF TG_OP = 'INSERT' THEN
        -- A status that is not the default was meant.
        v_done := NEW.status = 'completed'
            OR coalesce(NEW.status, 'needs-action') = 'needs-action'
               AND (NEW.completed_at IS NOT NULL OR NEW.percent = 100);
    ELSIF NEW.status IS DISTINCT FROM OLD.status THEN
        v_done := NEW.status = 'completed';
    ELSIF NEW.completed_at IS DISTINCT FROM OLD.completed_at THEN
        v_done := NEW.completed_at IS NOT NULL;
    ELSIF NEW.percent IS DISTINCT FROM OLD.percent THEN
        v_done := NEW.percent = 100;
    ELSE
        RETURN NEW;
    END IF;
    IF v_done THEN
        NEW.status := 'completed';
        NEW.percent := 100;
        NEW.completed_at := coalesce(NEW.completed_at, now());
    ELSE
        NEW.completed_at := NULL;
        NEW.percent := nullif(NEW.percent, 100);
        IF NEW.status = 'completed' THEN
            NEW.status := CASE WHEN NEW.percent > 0 THEN 'in-process'
                               ELSE 'needs-action' END;
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER settle_done
    BEFORE INSERT OR UPDATE OF status, percent, completed_at ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION advolux.settle_done();
CREATE OR REPLACE TRIGGER settle_done
    BEFORE INSERT OR UPDATE OF status, percent, completed_at ON advolux.override
    FOR EACH ROW WHEN (NEW.task_id IS NOT NULL)
    EXECUTE FUNCTION advolux.settle_done();
