-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- When a row was last changed.

CREATE OR REPLACE FUNCTION advolux.stamp_modified() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.modified_at := pg_catalog.now();
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER stamp_modified BEFORE UPDATE ON advolux.appointment
    FOR EACH ROW WHEN (NEW.modified_at IS NOT DISTINCT FROM OLD.modified_at
                       AND NEW IS DISTINCT FROM OLD)
    EXECUTE FUNCTION advolux.stamp_modified();
CREATE OR REPLACE TRIGGER stamp_modified BEFORE UPDATE ON advolux.task
    FOR EACH ROW WHEN (NEW.modified_at IS NOT DISTINCT FROM OLD.modified_at
                       AND NEW IS DISTINCT FROM OLD)
    EXECUTE FUNCTION advolux.stamp_modified();
CREATE OR REPLACE TRIGGER stamp_modified BEFORE UPDATE ON advolux.override
    FOR EACH ROW WHEN (NEW.modified_at IS NOT DISTINCT FROM OLD.modified_at
                       AND NEW IS DISTINCT FROM OLD)
    EXECUTE FUNCTION advolux.stamp_modified();
