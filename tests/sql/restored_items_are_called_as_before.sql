-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- An item comes back from the trash after a client used its name or UID for
-- another one: it gets back what is free, and keeps its client text always.

\ir support/people.psql
SELECT plan(36);

SELECT pg_temp.person('editor'), pg_temp.person('guest');

-- A client makes an item; its key.
CREATE FUNCTION pg_temp.made(name text, uid text, title text) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
    ASSERT pg_temp.put('editor', name, 0, uid, pg_temp.event(title)) = 'created';
    RETURN (SELECT appointment_id FROM advolux.appointment
            WHERE appointment.title = made.title);
END $$;
CREATE FUNCTION pg_temp.trash(VARIADIC items bigint[]) RETURNS void
LANGUAGE sql AS 'UPDATE advolux.appointment SET trashed_at = now()
                 WHERE appointment_id = ANY (items)';
CREATE FUNCTION pg_temp.restore(VARIADIC items bigint[]) RETURNS void
LANGUAGE sql AS 'UPDATE advolux.appointment SET trashed_at = NULL
                 WHERE appointment_id = ANY (items)';
CREATE FUNCTION pg_temp.called(item bigint) RETURNS text LANGUAGE sql AS
    'SELECT name || '' '' || uid FROM caldav.content
     WHERE calendar_id = pg_temp.calendar(''editor'') AND item_id = item
       AND visible';
CREATE FUNCTION pg_temp.body(item bigint, who text DEFAULT 'editor') RETURNS text
LANGUAGE sql AS
    'SELECT body FROM caldav.content
     WHERE calendar_id = pg_temp.calendar(who) AND item_id = item';
CREATE FUNCTION pg_temp.former(item bigint) RETURNS bigint LANGUAGE sql AS
    'SELECT count(*) FROM caldav.former WHERE item_id = item';

-- Name and UID are another item's now.
SELECT pg_temp.made('a.ics', 'a', 'A1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('a.ics', 'a', 'A2') AS two \gset
SELECT pg_temp.restore(:one);
SELECT is(pg_temp.called(:two), 'a.ics a', 'who took them keeps them');
SELECT isnt(pg_temp.called(:one), NULL, 'the restored one is there as well');
SELECT unalike(pg_temp.called(:one), 'a.ics %', 'by another name');
SELECT unalike(pg_temp.called(:one), '% a', 'and UID');
SELECT is(pg_temp.body(:one), pg_temp.object('a'), 'its client text is not lost');
SELECT isnt((SELECT text_version = version FROM caldav.content
             WHERE item_id = :one AND kind = 'appointment'), true,
            'but to be changed, for its UID');
SELECT is(pg_temp.former(:one), 0::bigint, 'nothing is left to be had back');

-- That is what it is called now, whatever becomes of the other one.
SELECT pg_temp.called(:one) AS called \gset
SELECT pg_temp.trash(:one, :two);
SELECT pg_temp.restore(:one);
SELECT is(pg_temp.called(:one), :'called', 'a name that was given stays');
SELECT pg_temp.restore(:two);
SELECT is(pg_temp.called(:two), 'a.ics a', 'and that of the other one');

-- The other one is in the trash by then.
SELECT pg_temp.made('b.ics', 'b', 'B1') AS one \gset
SELECT resource_id AS id FROM caldav.entry WHERE item_id = :one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('b.ics', 'b', 'B2') AS two \gset
SELECT pg_temp.trash(:two);
SELECT revision AS before FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'b.ics' \gset
SELECT pg_temp.restore(:one);
SELECT is(pg_temp.called(:one), 'b.ics b', 'its own name and UID again');
SELECT is(pg_temp.body(:one), pg_temp.object('b'), 'with its text');
SELECT ok((pg_temp.entry('editor', :one)).revision > :before,
          'at a revision that tells of it');
SELECT is((SELECT count(*) FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor') AND item_id = :two),
          0::bigint, 'the other one has none');
SELECT pg_temp.restore(:two);
SELECT isnt(pg_temp.called(:two), NULL, 'and comes back by another');
SELECT is(pg_temp.body(:two), pg_temp.object('b'), 'with its text too');
SELECT is((SELECT count(DISTINCT uid) FROM caldav.entry
           WHERE item_id IN (:one, :two) AND visible), 2::bigint,
          'no UID twice');

-- The other one is destroyed.
SELECT pg_temp.made('c.ics', 'c', 'C1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('c.ics', 'c', 'C2') AS two \gset
DELETE FROM advolux.appointment WHERE appointment_id = :two;
SELECT pg_temp.restore(:one);
SELECT is(pg_temp.called(:one), 'c.ics c', 'destroyed: its own again');

-- Only the name was taken, or only the UID.
SELECT pg_temp.made('d.ics', 'd', 'D1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('d.ics', 'd-other', 'D2') AS two \gset
SELECT pg_temp.restore(:one);
SELECT alike(pg_temp.called(:one), '% d', 'its UID was free');
SELECT unalike(pg_temp.called(:one), 'd.ics %', 'its name was not');
SELECT pg_temp.made('e.ics', 'e', 'E1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('e-other.ics', 'e', 'E2') AS two \gset
SELECT pg_temp.restore(:one);
SELECT alike(pg_temp.called(:one), 'e.ics %', 'its name was free');
SELECT unalike(pg_temp.called(:one), '% e', 'its UID was not');
SELECT is(pg_temp.body(:one), pg_temp.object('e'), 'and its text is there');

-- Several come back at once, to one name.
SELECT pg_temp.made('f.ics', 'f', 'F1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('f.ics', 'f', 'F2') AS two \gset
SELECT pg_temp.trash(:two);
SELECT pg_temp.made('f.ics', 'f', 'F3') AS three \gset
SELECT pg_temp.trash(:three);
SELECT pg_temp.restore(:one, :two, :three);
SELECT is(pg_temp.called(:three), 'f.ics f', 'who had it last has it');
SELECT is((SELECT count(DISTINCT name || uid) FROM caldav.entry
           WHERE item_id IN (:one, :two, :three) AND visible), 3::bigint,
          'the others are there');
SELECT is(pg_temp.body(:one) || pg_temp.body(:two), repeat(pg_temp.object('f'), 2),
          'with their texts');
SELECT pg_temp.made('g.ics', 'g', 'G1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('g.ics', 'g', 'G2') AS two \gset
SELECT pg_temp.trash(:two);
SELECT pg_temp.made('g.ics', 'g', 'G3') AS three \gset
SELECT pg_temp.trash(:three);
SELECT pg_temp.restore(:one, :two);
SELECT is(pg_temp.called(:one), 'g.ics g', 'else the first of them');
SELECT isnt(pg_temp.called(:two), NULL, 'beside the second');

-- Own texts of those who take part.
SELECT pg_temp.made('h.ics', 'h', 'H1') AS one \gset
INSERT INTO advolux.participant VALUES (:one, pg_temp.staff('guest'));
SELECT is(pg_temp.put('guest', e.name, e.version, 'h', NULL), 'stored',
          'a text of their own')
FROM caldav.entry e WHERE calendar_id = pg_temp.calendar('guest')
                      AND item_id = :one;
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('h.ics', 'h', 'H2') AS two \gset
SELECT pg_temp.restore(:one);
SELECT is((pg_temp.entry('guest', :one)).uid, 'h', 'their UID was free');
SELECT is(pg_temp.body(:one, 'guest'), pg_temp.object('h'), 'their text is there');

-- A hidden item's name is free when it is in the trash, and no other time.
SELECT pg_temp.made('i.ics', 'i', 'I1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('i.ics', 'i', 'I2') AS two \gset
UPDATE advolux.appointment SET sync_mode = 'none' WHERE appointment_id = :two;
SELECT pg_temp.restore(:one);
SELECT unalike(pg_temp.called(:one), 'i.ics %', 'a hidden item keeps its name');
UPDATE advolux.appointment SET sync_mode = 'both' WHERE appointment_id = :two;
SELECT is(pg_temp.called(:two), 'i.ics i', 'and is shown by it again');

-- A UID as long as can be, and its names.
SELECT pg_temp.made('j.ics', repeat('j', 1000), 'J1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('j.ics', repeat('j', 1000), 'J2') AS two \gset
SELECT pg_temp.restore(:one);
SELECT isnt(pg_temp.called(:one), NULL, 'a long UID does not stop it');

-- The purge forgets it all.
SELECT pg_temp.made('k.ics', 'k', 'K1') AS one \gset
SELECT pg_temp.trash(:one);
SELECT pg_temp.made('k.ics', 'k', 'K2') AS two \gset
SELECT caldav.purge(pg_temp.calendar('editor'), '1 day');
SELECT is(pg_temp.former(:one), 1::bigint, 'not before its time');
SELECT caldav.purge(pg_temp.calendar('editor'), '0');
SELECT is(pg_temp.former(:one), 0::bigint, 'purged: its name');
SELECT is((SELECT count(*) FROM caldav.source WHERE item_id = :one
           AND calendar_id = pg_temp.calendar('editor')), 0::bigint,
          'and its text');
SELECT * FROM finish();
ROLLBACK;
