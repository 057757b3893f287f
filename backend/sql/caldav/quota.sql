-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- How much clients may write for a person. What the office writes does not
-- count. The numbers are kept with the calendar, whose row every write has
-- locked already: to ask for them costs the same however many items there are.

CREATE OR REPLACE FUNCTION caldav.count_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_had int := CASE WHEN TG_OP = 'UPDATE' THEN octet_length(OLD.body) END;
BEGIN
    UPDATE caldav.calendar
    SET client_items = client_items + CASE WHEN v_had IS NULL THEN 1 ELSE 0 END,
        client_octets = client_octets + octet_length(NEW.body)
                        - coalesce(v_had, 0)
    WHERE calendar_id = NEW.calendar_id;
    RETURN NULL;
END
$$;

-- Many are forgotten at once.
CREATE OR REPLACE FUNCTION caldav.count_forgotten_texts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE caldav.calendar c
    SET client_items = client_items - g.items,
        client_octets = client_octets - g.octets
    FROM (SELECT calendar_id, count(*) AS items,
                 sum(octet_length(body)) AS octets
          FROM gone WHERE body IS NOT NULL GROUP BY calendar_id) AS g
    WHERE c.calendar_id = g.calendar_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_text AFTER INSERT OR UPDATE OF body
ON caldav.source FOR EACH ROW WHEN (NEW.body IS NOT NULL)
EXECUTE FUNCTION caldav.count_text();

CREATE OR REPLACE TRIGGER count_forgotten_texts AFTER DELETE ON caldav.source
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT
EXECUTE FUNCTION caldav.count_forgotten_texts();

-- The person's own quota, or what the module says with each connection; NULL:
-- none.
CREATE OR REPLACE FUNCTION caldav.quota(
    p_staff_id bigint, OUT items bigint, OUT octets bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT coalesce(l.quota_items, nullif(
               current_setting('caldav.quota_items', true), '')::bigint),
           coalesce(l.quota_octets, nullif(
               current_setting('caldav.quota_octets', true), '')::bigint)
    INTO items, octets FROM caldav.login l WHERE l.staff_id = p_staff_id;
END
$$;

-- Whether so many items and octets more (fewer: never) are too many.
CREATE OR REPLACE FUNCTION caldav.over_quota(
    p_staff_id bigint, p_items int, p_octets int) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_quota record;
    v_used record;
BEGIN
    IF p_items <= 0 AND p_octets <= 0 THEN
        RETURN false;
    END IF;
    SELECT * INTO v_quota FROM caldav.quota(p_staff_id);
    SELECT sum(c.client_items) AS items, sum(c.client_octets) AS octets
    INTO v_used FROM caldav.calendar c WHERE c.staff_id = p_staff_id;
    RETURN coalesce(p_items > 0 AND v_used.items + p_items > v_quota.items
                    OR p_octets > 0
                       AND v_used.octets + p_octets > v_quota.octets, false);
END
$$;
