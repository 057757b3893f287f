-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Everything that schemas advolux and caldav are made of: what it is called, and
-- what it is.

WITH mine AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('advolux', 'caldav')
), relation AS (
    SELECT c.*, c.oid::regclass::text AS name
    FROM pg_class c JOIN mine ON mine.oid = relnamespace
    WHERE relkind IN ('r', 'v', 'S', 'm', 'p', 'f')
)
SELECT 'schema ' || nspname, nspowner::regrole::text
       || ' ' || coalesce(nspacl::text, '')
FROM pg_namespace WHERE oid IN (SELECT oid FROM mine)
UNION ALL
SELECT 'relation ' || name,
       concat_ws(' ', relkind, relpersistence, relowner::regrole, reloptions,
                 relrowsecurity,
                 ARRAY(SELECT a::text FROM unnest(relacl) AS a ORDER BY 1))
FROM relation
UNION ALL
SELECT 'column ' || name || '.' || attname,
       concat_ws(' ', row_number() OVER (PARTITION BY name ORDER BY attnum),
                 format_type(atttypid, atttypmod), attnotnull, attidentity,
                 attgenerated, attcollation::regcollation,
                 pg_get_expr(adbin, adrelid), attacl)
FROM relation JOIN pg_attribute a ON attrelid = relation.oid
LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
WHERE attnum > 0 AND NOT attisdropped
UNION ALL
SELECT 'view ' || name, pg_get_viewdef(relation.oid)
FROM relation WHERE relkind = 'v'
UNION ALL
SELECT 'sequence ' || name,
       concat_ws(' ', seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin,
                 seqcache, seqcycle)
FROM relation JOIN pg_sequence ON seqrelid = relation.oid
UNION ALL
SELECT 'index ' || indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM relation JOIN pg_index ON indrelid = relation.oid
UNION ALL
SELECT concat_ws(' ', 'constraint', conrelid::regclass, contypid::regtype,
                 conname),
       concat_ws(' ', pg_get_constraintdef(o.oid), convalidated)
FROM pg_constraint o JOIN mine ON mine.oid = connamespace
UNION ALL
SELECT 'trigger ' || name || ' ' || tgname,
       concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled)
FROM relation JOIN pg_trigger t ON tgrelid = relation.oid WHERE NOT tgisinternal
UNION ALL
SELECT 'function ' || p.oid::regprocedure::text,
       concat_ws(' ', proowner::regrole,
                 ARRAY(SELECT a::text FROM unnest(proacl) AS a ORDER BY 1),
                 pg_get_functiondef(p.oid))
FROM pg_proc p JOIN mine ON mine.oid = pronamespace
UNION ALL
SELECT 'type ' || t.oid::regtype::text,
       concat_ws(' ', typtype, typowner::regrole, typnotnull, typdefault,
                 format_type(nullif(typbasetype, 0), typtypmod),
                 ARRAY(SELECT a::text FROM unnest(typacl) AS a ORDER BY 1),
                 ARRAY(SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid
                       ORDER BY enumsortorder))
FROM pg_type t JOIN mine ON mine.oid = typnamespace
WHERE typtype IN ('e', 'd') OR typrelid = 0 AND typelem = 0
UNION ALL
SELECT concat_ws(' ', 'default right', defaclobjtype, defaclnamespace),
       concat_ws(' ', defaclrole::regrole, defaclacl)
FROM pg_default_acl
UNION ALL
SELECT 'extension ' || extname, extnamespace::regnamespace::text
FROM pg_extension
UNION ALL
SELECT 'comment on ' || i.type || ' ' || i.identity, description
FROM pg_description
CROSS JOIN LATERAL pg_identify_object(classoid, objoid, objsubid) AS i
WHERE i.schema IN ('advolux', 'caldav') OR i.type = 'schema'
   OR i.identity ~ '^(advolux|caldav)\.'
UNION ALL
SELECT 'database', ARRAY(
    SELECT a::text FROM pg_database, unnest(datacl) AS a
    WHERE datname = current_database() AND a::text LIKE 'advolux%' ORDER BY 1
    )::text
