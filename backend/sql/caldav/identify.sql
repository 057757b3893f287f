-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- An identity that stays with an entry when its name changes.

-- A name that passes to another item is another entry.
CREATE OR REPLACE FUNCTION caldav.identify() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO caldav.former (calendar_id, item_id, kind, name, uid, put_at)
    VALUES (OLD.calendar_id, OLD.item_id, OLD.kind, OLD.name, OLD.uid,
            OLD.put_at);
    NEW.created := now();
    NEW.resource_id := gen_random_uuid();
    NEW.healed_at := NULL;
    NEW.healings := 0;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER identify BEFORE UPDATE OF item_id ON caldav.entry
    FOR EACH ROW WHEN (OLD.item_id <> NEW.item_id)
    EXECUTE FUNCTION caldav.identify();
