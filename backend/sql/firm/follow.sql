-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What tells of changes to the firm's items.

-- A row that an UPDATE leaves as it was does not count, and a statement that
-- changed no row is followed by nothing. Of many rows the old and the new are
-- joined in full: whatever the planner takes their number for, that is by a hash.

CREATE OR REPLACE FUNCTION caldav.follow_appointment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(appointment_id) INTO v_ids FROM inserted;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(appointment_id) INTO v_ids FROM deleted;
    ELSE
        SELECT array_agg(appointment_id) INTO v_ids
        FROM inserted i FULL JOIN deleted d USING (appointment_id)
        WHERE i IS DISTINCT FROM d;
    END IF;
    PERFORM caldav.refresh('appointment', v_ids);   -- the rows are locked
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION caldav.follow_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(task_id) INTO v_ids FROM inserted;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(task_id) INTO v_ids FROM deleted;
    ELSE
        SELECT array_agg(task_id) INTO v_ids
        FROM inserted i FULL JOIN deleted d USING (task_id)
        WHERE i IS DISTINCT FROM d;
    END IF;
    PERFORM caldav.refresh('task', v_ids);          -- the rows are locked
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION caldav.follow_participant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT appointment_id) INTO v_ids FROM inserted;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT appointment_id) INTO v_ids FROM deleted;
    ELSE
        SELECT array_agg(DISTINCT appointment_id) INTO v_ids
        FROM inserted i FULL JOIN deleted d USING (appointment_id, staff_id)
        WHERE i IS DISTINCT FROM d;
    END IF;
    PERFORM caldav.lock_and_refresh('appointment', v_ids);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION caldav.follow_override() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_appointments bigint[];
    v_tasks bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT appointment_id), array_agg(DISTINCT task_id)
        INTO v_appointments, v_tasks FROM inserted;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT appointment_id), array_agg(DISTINCT task_id)
        INTO v_appointments, v_tasks FROM deleted;
    ELSE
        SELECT array_agg(DISTINCT v.appointment_id),
               array_agg(DISTINCT v.task_id)
        INTO v_appointments, v_tasks
        FROM inserted i FULL JOIN deleted d USING (override_id)
        CROSS JOIN LATERAL (
            VALUES (i.appointment_id, i.task_id), (d.appointment_id, d.task_id)
        ) AS v (appointment_id, task_id)
        WHERE i IS DISTINCT FROM d;
    END IF;
    PERFORM caldav.lock_and_refresh(
        'appointment', array_remove(v_appointments, NULL));
    PERFORM caldav.lock_and_refresh('task', array_remove(v_tasks, NULL));
    RETURN NULL;
END
$$;

-- What the store's own functions write for a client (caldav.storing), they place
-- themselves. Anybody can say that of themselves: so it counts for the owner's
-- statements alone, and for none that the firm's own triggers add to them.

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.appointment
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
    WHEN (current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
          OR coalesce(current_setting('caldav.storing', true), '') = '')
    EXECUTE FUNCTION caldav.follow_appointment();
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.appointment
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT
    WHEN (current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
          OR coalesce(current_setting('caldav.storing', true), '') = '')
    EXECUTE FUNCTION caldav.follow_appointment();
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.appointment
    REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_appointment();

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.task
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
    WHEN (current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
          OR coalesce(current_setting('caldav.storing', true), '') = '')
    EXECUTE FUNCTION caldav.follow_task();
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.task
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT
    WHEN (current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
          OR coalesce(current_setting('caldav.storing', true), '') = '')
    EXECUTE FUNCTION caldav.follow_task();
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.task
    REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_task();

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.participant
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_participant();
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.participant
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_participant();
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.participant
    REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_participant();

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.override
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
    WHEN (current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
          OR coalesce(current_setting('caldav.storing', true), '') = '')
    EXECUTE FUNCTION caldav.follow_override();
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.override
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_override();
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.override
    REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
    WHEN (current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
          OR coalesce(current_setting('caldav.storing', true), '') = '')
    EXECUTE FUNCTION caldav.follow_override();

-- A matter's number shows in its items.
CREATE OR REPLACE FUNCTION caldav.follow_matter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_and_refresh('appointment',
                                    array_agg(a.appointment_id))
    FROM inserted n JOIN deleted o USING (matter_id)
    JOIN advolux.appointment a USING (matter_id)
    WHERE n.number <> o.number;
    PERFORM caldav.lock_and_refresh('task', array_agg(t.task_id))
    FROM inserted n JOIN deleted o USING (matter_id)
    JOIN advolux.task t USING (matter_id)
    WHERE n.number <> o.number;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.matter
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_matter();
