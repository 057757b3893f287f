-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What tells of changes to the firm's items.

-- The arguments are the kinds of item that the table's rows belong to. A row
-- that an UPDATE leaves as it was does not count, and a statement that changed
-- no row is followed by nothing.
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

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.appointment
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.appointment
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.appointment
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.task
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('task');
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.task
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('task');
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.task
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('task');

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.participant
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.participant
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.participant
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON advolux.override
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_rows('appointment', 'task');
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.override
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_rows('appointment', 'task');
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.override
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT
    EXECUTE FUNCTION caldav.follow_rows('appointment', 'task');

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
