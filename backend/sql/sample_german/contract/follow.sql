-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What tells of changes to the firm's items. The triggers are in triggers.sql.

-- Arguments: the columns that are keys of items. A row that an UPDATE leaves
-- as it was does not count.
CREATE OR REPLACE FUNCTION caldav.follow_kanzlei() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'TABLE inserted'
        WHEN 'DELETE' THEN 'TABLE deleted'
        ELSE '(TABLE inserted EXCEPT ALL TABLE deleted) UNION ALL '
             '(TABLE deleted EXCEPT ALL TABLE inserted)' END;
    v_column text;
    v_kind caldav.kind;
    v_ids bigint[];
BEGIN
    FOREACH v_column IN ARRAY TG_ARGV LOOP
        v_kind := CASE v_column WHEN 'termin_nr' THEN 'appointment'
                                ELSE 'task' END;
        EXECUTE format(
            'SELECT array_agg(DISTINCT %1$I::bigint) FROM (%2$s) AS c %3$s '
            'WHERE %1$I IS NOT NULL', v_column, v_changed,
            CASE WHEN TG_TABLE_NAME IN ('serientag', 'abweichung')
                 THEN 'JOIN kanzlei.serie USING (serie_nr)' END)
        INTO v_ids;
        IF TG_TABLE_NAME IN ('termin', 'aufgabe') THEN
            PERFORM caldav.refresh(v_kind, v_ids);      -- the rows are locked
        ELSE
            PERFORM caldav.lock_and_refresh(v_kind, v_ids);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION caldav.follow_akte() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_and_refresh('appointment',
                                    array_agg(t.termin_nr::bigint))
    FROM inserted n JOIN deleted o USING (akte_nr)
    JOIN kanzlei.termin t USING (akte_nr)
    WHERE n.aktenzeichen <> o.aktenzeichen;
    PERFORM caldav.lock_and_refresh('task', array_agg(a.aufgabe_nr::bigint))
    FROM inserted n JOIN deleted o USING (akte_nr)
    JOIN kanzlei.aufgabe a USING (akte_nr)
    WHERE n.aktenzeichen <> o.aktenzeichen;
    RETURN NULL;
END
$$;
