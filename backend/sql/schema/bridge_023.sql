-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- From 23, where functions stood in the numbered steps too, to what
-- 024_baseline.sql makes of a fresh database. Its tables and types are these
-- already; functions, views and triggers are made anew by their files.

SET LOCAL ROLE advolux_owner;

CREATE TABLE caldav.script (
    name        text PRIMARY KEY,
    checksum    text NOT NULL,
    run_at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE caldav.script IS
    'the files of backend/sql/caldav and backend/sql/firm as they were last run: such a file is not run again';
COMMENT ON TABLE caldav.migration IS
    'the steps of backend/sql/schema that were applied; the last one''s number is the schema''s version';
COMMENT ON TABLE caldav.setting IS
    'firm: whether the functions, views and triggers of backend/sql/firm are the shipped ones, or the firm''s own, which advoluxctl migrate leaves as they are';

-- A firm that had mapped its own tables keeps its mapping.
INSERT INTO caldav.setting (name, value)
SELECT 'firm', CASE WHEN EXISTS (
    SELECT FROM pg_depend d
    JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
    WHERE r.ev_class = 'caldav.placement'::regclass
      AND d.refclassid = 'pg_class'::regclass
      AND d.refobjid = to_regclass('advolux.appointment'))
    THEN 'shipped' ELSE 'own' END;
