-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The firm's tables are not the contract's owner's: who has them makes these.

-- What the store's own functions write for a client (caldav.storing), they place
-- themselves. Anybody can say that of themselves: so it counts for the owner's
-- statements alone, and for none that the firm's own triggers add to them.
DO $$
DECLARE
    c_unless constant text := $when$WHEN (
        current_user <> 'advolux_owner' OR pg_trigger_depth() > 0
        OR coalesce(current_setting('caldav.storing', true), '') = '')$when$;
    v_table text;
    v_columns text;
    v_unless text;
BEGIN
    FOR v_table, v_columns, v_unless IN VALUES
        ('termin', 'termin_nr', c_unless),
        ('termin_teilnehmer', 'termin_nr', ''),
        ('aufgabe', 'aufgabe_nr', c_unless),
        ('serie', 'termin_nr, aufgabe_nr', c_unless),
        ('serientag', 'termin_nr, aufgabe_nr', c_unless),
        ('abweichung', 'termin_nr, aufgabe_nr', c_unless) LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT '
            'ON kanzlei.%1$I '
            'REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT %3$s '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);'
            'CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE '
            'ON kanzlei.%1$I '
            'REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted '
            'FOR EACH STATEMENT %3$s '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);'
            'CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE '
            'ON kanzlei.%1$I '
            'REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT %3$s '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);',
            v_table, v_columns, v_unless);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['termin_teilnehmer', 'frist', 'akte',
                                   'bearbeiter'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR '
                       'UPDATE OR DELETE ON kanzlei.%I FOR EACH STATEMENT '
                       'EXECUTE FUNCTION caldav.guard_table()', v_table);
    END LOOP;
END
$$;
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON kanzlei.akte
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_akte();
CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT ON kanzlei.bearbeiter
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_bearbeiter();
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON kanzlei.bearbeiter
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_bearbeiter();
CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE ON kanzlei.bearbeiter
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_bearbeiter();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON kanzlei.termin
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_kanzlei();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON kanzlei.aufgabe
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_kanzlei();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE
    ON kanzlei.serie
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_serie();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON kanzlei.serientag
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_serienteil();
CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE ON kanzlei.abweichung
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_serienteil();
