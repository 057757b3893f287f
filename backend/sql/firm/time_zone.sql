-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- PostgreSQL looks a name up among its abbreviations first, where these have no
-- summer time: each is stored as the place that the IANA database links it to.

CREATE OR REPLACE FUNCTION advolux.name_time_zone() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.time_zone := CASE upper(NEW.time_zone)
        WHEN 'EET' THEN 'Europe/Athens'
        WHEN 'WET' THEN 'Europe/Lisbon'
        WHEN 'EST' THEN 'America/Panama'
        WHEN 'MST' THEN 'America/Phoenix'
        WHEN 'HST' THEN 'Pacific/Honolulu'
        WHEN 'CET' THEN 'Europe/Brussels'
        WHEN 'MET' THEN 'Europe/Brussels'
        ELSE NEW.time_zone END;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER name_time_zone
    BEFORE INSERT OR UPDATE OF time_zone ON advolux.staff FOR EACH ROW
    WHEN (length(NEW.time_zone) = 3)
    EXECUTE FUNCTION advolux.name_time_zone();
CREATE OR REPLACE TRIGGER name_time_zone
    BEFORE INSERT OR UPDATE OF time_zone ON advolux.appointment FOR EACH ROW
    WHEN (length(NEW.time_zone) = 3)
    EXECUTE FUNCTION advolux.name_time_zone();
CREATE OR REPLACE TRIGGER name_time_zone
    BEFORE INSERT OR UPDATE OF time_zone ON advolux.task FOR EACH ROW
    WHEN (length(NEW.time_zone) = 3)
    EXECUTE FUNCTION advolux.name_time_zone();
CREATE OR REPLACE TRIGGER name_time_zone
    BEFORE INSERT OR UPDATE OF time_zone ON advolux.override FOR EACH ROW
    WHEN (length(NEW.time_zone) = 3)
    EXECUTE FUNCTION advolux.name_time_zone();
