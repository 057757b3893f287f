-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A changed instance keeps what its series has of what is not said of it. NULL
-- says nothing; that there are none say '{}' and 'public'.

CREATE OR REPLACE FUNCTION advolux.inherit() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_from record;
BEGIN
    IF nullif(current_setting('caldav.staff', true), '') IS NOT NULL THEN
        RETURN NEW;     -- a client's says all
    END IF;
    SELECT o.class, o.categories INTO v_from
    FROM advolux.override o
    WHERE (o.appointment_id = NEW.appointment_id OR o.task_id = NEW.task_id)
      AND o.this_and_future AND o.recurrence_id < NEW.recurrence_id
    ORDER BY o.recurrence_id DESC LIMIT 1;
    IF NOT FOUND THEN
        SELECT class, categories INTO v_from FROM advolux.appointment
        WHERE appointment_id = NEW.appointment_id
        UNION ALL
        SELECT class, categories FROM advolux.task
        WHERE task_id = NEW.task_id;
    END IF;
    NEW.class := coalesce(NEW.class, v_from.class);
    NEW.categories := coalesce(NEW.categories, v_from.categories);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER inherit BEFORE INSERT ON advolux.override
    FOR EACH ROW WHEN (NEW.class IS NULL OR NEW.categories IS NULL)
    EXECUTE FUNCTION advolux.inherit();
