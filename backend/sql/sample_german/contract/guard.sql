-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The second lock. Its triggers are in triggers.sql.

-- Rows of termin and aufgabe.
CREATE OR REPLACE FUNCTION caldav.guard_kanzlei() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF NOT caldav.is_module() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'DELETE' OR v_staff IS NULL OR NEW.bearb_nr <> v_staff
       OR NEW.abgleich <> 2 OR NEW.frist_nr IS NOT NULL THEN
        PERFORM caldav.raise_refusal();
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.geloescht IS NOT NULL OR NEW.akte_nr IS NOT NULL THEN
            PERFORM caldav.raise_refusal();
        END IF;
    ELSIF OLD.bearb_nr <> v_staff OR OLD.abgleich <> 2
          OR OLD.frist_nr IS NOT NULL OR OLD.geloescht IS NOT NULL
          OR NEW.akte_nr IS DISTINCT FROM OLD.akte_nr THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN NEW;
END
$$;

-- A series belongs to an item that the caller may change.
CREATE OR REPLACE FUNCTION caldav.guard_serie() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
    v_row kanzlei.serie;
BEGIN
    v_row := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    IF NOT caldav.is_module() THEN
        RETURN v_row;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT FROM kanzlei.termin
        WHERE termin_nr = v_row.termin_nr AND bearb_nr = v_staff
          AND abgleich = 2 AND frist_nr IS NULL AND geloescht IS NULL
        UNION ALL
        SELECT FROM kanzlei.aufgabe
        WHERE aufgabe_nr = v_row.aufgabe_nr AND bearb_nr = v_staff
          AND abgleich = 2 AND frist_nr IS NULL AND geloescht IS NULL) THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN v_row;
END
$$;

-- So does what belongs to a series; it goes with it, and does not change.
CREATE OR REPLACE FUNCTION caldav.guard_serienteil() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF caldav.is_module() THEN
        v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
        IF TG_OP = 'UPDATE' OR NOT EXISTS (
            SELECT FROM kanzlei.serie s
            LEFT JOIN kanzlei.termin t USING (termin_nr)
            LEFT JOIN kanzlei.aufgabe a ON a.aufgabe_nr = s.aufgabe_nr
            WHERE s.serie_nr = NEW.serie_nr
              AND coalesce(t.bearb_nr, a.bearb_nr) = v_staff
              AND coalesce(t.abgleich, a.abgleich) = 2
              AND coalesce(t.frist_nr, a.frist_nr) IS NULL
              AND coalesce(t.geloescht, a.geloescht) IS NULL) THEN
            PERFORM caldav.raise_refusal();
        END IF;
    END IF;
    RETURN NEW;
END
$$;
