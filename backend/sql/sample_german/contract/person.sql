-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- People. Their triggers are in triggers.sql.

CREATE OR REPLACE VIEW caldav.person AS
SELECT bearb_nr::bigint AS staff_id, kuerzel AS login, anzeigename AS name,
       email AS mail, '#' || lpad(upper(to_hex(farbe)), 6, '0') AS color,
       make_interval(months => rueckblick_monate, days => rueckblick_tage)
       AS look_back, zeitzone AS time_zone, ausgeschieden IS NULL AS active
FROM kanzlei.bearbeiter;

CREATE OR REPLACE FUNCTION caldav.follow_bearbeiter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM caldav.add_people(array_agg(bearb_nr::bigint)) FROM inserted;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM caldav.remove_people(array_agg(bearb_nr::bigint)) FROM deleted;
        RETURN NULL;
    END IF;
    PERFORM caldav.lock_people(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE n.anzeigename <> o.anzeigename OR n.zeitzone <> o.zeitzone;
    PERFORM caldav.refresh('appointment',
                           array_agg(DISTINCT p.termin_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    JOIN kanzlei.termin_teilnehmer p USING (bearb_nr)
    WHERE n.anzeigename <> o.anzeigename;
    PERFORM caldav.refresh_staff(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE n.zeitzone <> o.zeitzone;
    PERFORM caldav.copy_to_calendars(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE (n.kuerzel, n.ausgeschieden, n.rueckblick_monate, n.rueckblick_tage,
           n.zeitzone)
          IS DISTINCT FROM (o.kuerzel, o.ausgeschieden, o.rueckblick_monate,
                            o.rueckblick_tage, o.zeitzone);
    PERFORM caldav.forget_color(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE n.farbe IS DISTINCT FROM o.farbe;
    RETURN NULL;
END
$$;
