-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The firm's tables are not the contract's owner's: who has them makes these.

DO $$
DECLARE
    v_table text;
    v_columns text;
BEGIN
    FOR v_table, v_columns IN VALUES
        ('termin', 'termin_nr'), ('termin_teilnehmer', 'termin_nr'),
        ('aufgabe', 'aufgabe_nr'), ('serie', 'termin_nr, aufgabe_nr'),
        ('serientag', 'termin_nr, aufgabe_nr'),
        ('abweichung', 'termin_nr, aufgabe_nr') LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER follow_insert AFTER INSERT '
            'ON kanzlei.%1$I '
            'REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);'
            'CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE '
            'ON kanzlei.%1$I '
            'REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted '
            'FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);'
            'CREATE OR REPLACE TRIGGER follow_delete AFTER DELETE '
            'ON kanzlei.%1$I '
            'REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);',
            v_table, v_columns);
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
