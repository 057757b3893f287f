-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- When a row was last changed.

CREATE OR REPLACE FUNCTION advolux.stamp_modified() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.modified_at IS NOT DISTINCT FROM OLD.modified_at
       AND NEW IS DISTINCT FROM OLD THEN
        NEW.modified_at := now();
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER stamp_modified BEFORE UPDATE ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();
CREATE OR REPLACE TRIGGER stamp_modified BEFORE UPDATE ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();
CREATE OR REPLACE TRIGGER stamp_modified BEFORE UPDATE ON advolux.override
    FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();
