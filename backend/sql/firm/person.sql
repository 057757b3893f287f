-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- People.

CREATE OR REPLACE VIEW caldav.person AS
SELECT staff_id, login, name, mail, color, look_back,
       time_zone::text AS time_zone, active
FROM advolux.staff;

-- Everybody has both calendars and a login that waits for its password.
CREATE OR REPLACE FUNCTION caldav.provision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.add_people(array_agg(staff_id)) FROM inserted;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER provision AFTER INSERT ON advolux.staff
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.provision();

CREATE OR REPLACE FUNCTION caldav.follow_departure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.remove_people(array_agg(staff_id)) FROM deleted;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON advolux.staff
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_departure();

-- A name shows in the items that its bearer takes part in, a time zone in all
-- that are in their calendars; a colour set in Advolux wins over a client's. The
-- look-back changes no entry: the cutoff is computed when it is asked for.
CREATE OR REPLACE FUNCTION caldav.follow_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_people(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.name <> o.name OR n.time_zone <> o.time_zone;
    PERFORM caldav.refresh('appointment', array_agg(DISTINCT p.appointment_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    JOIN advolux.participant p USING (staff_id)
    WHERE n.name <> o.name;
    PERFORM caldav.refresh_staff(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.time_zone <> o.time_zone;
    PERFORM caldav.copy_to_calendars(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE (n.login, n.active, n.look_back::text, n.time_zone)
          IS DISTINCT FROM (o.login, o.active, o.look_back::text, o.time_zone);
    PERFORM caldav.forget_color(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.color IS DISTINCT FROM o.color;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON advolux.staff
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_staff();
