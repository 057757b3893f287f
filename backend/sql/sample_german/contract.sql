-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The contract (../CONTRACT.md) over the tables of firm.sql: an example for a
-- firm with tables of its own. In one transaction, by a superuser, after
-- advoluxctl migrate:
--
--     psql -1 -v ON_ERROR_STOP=1 -f contract.sql
--
-- The files of contract/ are called as those of ../firm that they replace; each
-- can be run again when it changes.

SET LOCAL search_path = pg_catalog, pg_temp;

-- What the contract's owner may do in the firm: as little as clients may, and
-- nothing with frist.
GRANT USAGE ON SCHEMA kanzlei TO advolux_owner;
GRANT SELECT ON kanzlei.bearbeiter, kanzlei.akte, kanzlei.termin_teilnehmer
    TO advolux_owner;
GRANT UPDATE (bearb_nr) ON kanzlei.bearbeiter TO advolux_owner;  -- to lock rows
GRANT SELECT, INSERT, UPDATE ON kanzlei.termin, kanzlei.aufgabe
    TO advolux_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON kanzlei.serie, kanzlei.serientag,
    kanzlei.abweichung TO advolux_owner;
GRANT SELECT, INSERT, DELETE ON kanzlei.protokoll TO advolux_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA kanzlei TO advolux_owner;

-- The contract's keys are bigint: what is looked up by them is indexed so.
CREATE INDEX ON kanzlei.bearbeiter ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.termin ((termin_nr::bigint));
CREATE INDEX ON kanzlei.termin ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.termin_teilnehmer ((termin_nr::bigint));
CREATE INDEX ON kanzlei.termin_teilnehmer ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.aufgabe ((aufgabe_nr::bigint));
CREATE INDEX ON kanzlei.aufgabe ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.serie ((termin_nr::bigint));
CREATE INDEX ON kanzlei.serie ((aufgabe_nr::bigint));

SET ROLE advolux_owner;

-- From now on advoluxctl migrate leaves these functions, views and triggers as
-- they are.
UPDATE caldav.setting SET value = 'own' WHERE name = 'firm';

\ir contract/words.sql
\ir contract/person.sql
\ir contract/series.sql
\ir contract/placement.sql
\ir contract/component.sql
\ir contract/store.sql
\ir contract/journal.sql
\ir contract/follow.sql
\ir contract/guard.sql

RESET ROLE;

\ir contract/triggers.sql

-- The tables that were mapped before go, with what the contract does not ask
-- for; and what the firm has already is taken in.

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_depend d
               JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass
                                AND r.oid = d.objid
               JOIN pg_class v ON v.oid = r.ev_class
               JOIN pg_class t ON d.refclassid = 'pg_class'::regclass
                              AND t.oid = d.refobjid
               WHERE v.relnamespace = 'caldav'::regnamespace
                 AND t.relnamespace = 'advolux'::regnamespace) THEN
        RAISE EXCEPTION 'a view of the contract still reads schema advolux';
    END IF;
END
$$;
SET LOCAL client_min_messages = warning;
DROP TABLE advolux.override, advolux.participant, advolux.appointment,
    advolux.task, advolux.deadline, advolux.matter, advolux.staff,
    advolux.journal CASCADE;
DROP FUNCTION advolux.staff_of, advolux.matter_of;
DROP FUNCTION caldav.follow_appointment, caldav.follow_task,
    caldav.follow_participant, caldav.follow_override, caldav.follow_matter,
    caldav.follow_staff, caldav.follow_departure, caldav.provision,
    caldav.guard_item, caldav.guard_override, caldav.name_changes;

SELECT caldav.adopt();
