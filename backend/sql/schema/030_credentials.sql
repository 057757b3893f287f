-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The database believes nobody without a proof. What crypt(3) makes of the right
-- password is the proof: of each password its setting (algorithm, cost, salt)
-- and the proof's SHA-256 are kept, so that what is stored proves nothing.
-- Whoever is to read or write for a person gives the key of a credential, which
-- is never used again, and its proof.

-- A slow or failed statement's parameters are proofs and what people write: the
-- server's log is to hold neither.
DO $$
BEGIN
    ALTER ROLE advolux_caldav SET log_parameter_max_length = 0;
    ALTER ROLE advolux_caldav SET log_parameter_max_length_on_error = 0;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'as a superuser: ALTER ROLE advolux_caldav SET log_parameter_max_length = 0';
END
$$;

SET LOCAL ROLE advolux_owner;

-- Views and functions of before, in the order in which they read each other.
DROP VIEW IF EXISTS caldav.credential, caldav.principal, caldav.kept_entry,
    caldav.content, caldav.member, caldav.kept, caldav.collection;
DROP FUNCTION IF EXISTS
    caldav.caller(text, bigint, caldav.kind),
    caldav.begin_write(text, bigint, caldav.kind, bigint, text[]),
    caldav.put(text, bigint, text, caldav.kind, text, bigint, text, text, jsonb,
               bigint),
    caldav.remove(text, bigint, text, caldav.kind, text, bigint, bigint),
    caldav.move(text, bigint, text, caldav.kind, text, bigint, text, bigint),
    caldav.refuse(text, bigint, text, caldav.kind, text, text, text),
    caldav.set_collection(text, bigint, caldav.kind, text, text, text, text),
    caldav.set_properties(text, bigint, caldav.kind, text, text, text, text,
                          text, text, text, text[]),
    caldav.set_entry_properties(text, bigint, caldav.kind, text, bigint, text[]),
    caldav.device_seen(text, bigint, bigint),
    caldav.set_password(text, text), caldav.enable(text, boolean),
    caldav.add_device(text, text, text);
-- A view's functions ran as its reader.
DO $$
DECLARE
    v_function regprocedure;
BEGIN
    FOR v_function IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'caldav'::regnamespace
          AND proname IN ('cluster', 'cutoff', 'days_between') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM advolux_caldav',
                       v_function);
    END LOOP;
END
$$;
DROP TRIGGER IF EXISTS follow_update ON caldav.login;
DROP FUNCTION IF EXISTS caldav.follow_login();

-- The person, as the firm says it: here, so that whoever asks is found by an
-- index and a calendar need not be written when a login or password changes.
ALTER TABLE caldav.login ADD login text, ADD active boolean;
DO $$
BEGIN
    IF EXISTS (SELECT FROM caldav.login) THEN
        UPDATE caldav.login l SET login = p.login, active = p.active
        FROM caldav.person p WHERE p.staff_id = l.staff_id;
    END IF;
END
$$;
ALTER TABLE caldav.login ALTER login SET NOT NULL, ALTER active SET NOT NULL;
CREATE INDEX login_login ON caldav.login (login);
COMMENT ON COLUMN caldav.login.login IS
    'a copy of the person''s, as is active; two may have the same while a transaction swaps them';
COMMENT ON COLUMN caldav.login.enabled IS 'CalDAV is switched on';

CREATE TABLE caldav.credential (
    credential_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id    bigint NOT NULL REFERENCES caldav.login ON DELETE CASCADE,
    device      text CHECK (device <> '' AND octet_length(device) <= 60
                            AND device !~ '[[:cntrl:]]'),
    setting     text NOT NULL CHECK (octet_length(setting) <= 384),
    digest      bytea NOT NULL CHECK (octet_length(digest) = 32),
    created_at  timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz,
    CONSTRAINT credential_device UNIQUE (staff_id, device)
);
CREATE UNIQUE INDEX credential_password ON caldav.credential (staff_id)
    WHERE device IS NULL;
COMMENT ON TABLE caldav.credential IS
    'a person''s CalDAV password, and random passwords beside it, each for one device';
COMMENT ON COLUMN caldav.credential.credential_id IS
    'never used again, not for the same device either';
COMMENT ON COLUMN caldav.credential.device IS
    'the name of the device; NULL: the CalDAV password';
COMMENT ON COLUMN caldav.credential.setting IS
    'for crypt(3): algorithm, cost and salt';
COMMENT ON COLUMN caldav.credential.digest IS
    'sha256() of what crypt(3) makes of the right password';
COMMENT ON COLUMN caldav.credential.seen_at IS
    'when a device''s password was last verified; a cached login does not count';

-- Whatever else stood there let nobody in, and is no proof of anything.
INSERT INTO caldav.credential (staff_id, device, setting, digest, created_at,
                               seen_at)
SELECT staff_id, device, coalesce(setting, '*'),
       sha256(convert_to(CASE WHEN setting IS NULL
                              THEN gen_random_uuid()::text ELSE hash END,
                         'UTF8')), created_at, seen_at
FROM (SELECT h.*, CASE
          WHEN hash ~ '^\$2[abxy]\$[0-9]{2}\$.{53}$' THEN left(hash, 29)
          WHEN hash LIKE '$%$%' THEN substring(hash FROM '^.*\$')
          WHEN hash ~ '^_[./0-9A-Za-z]{19}$' THEN left(hash, 9)
          WHEN hash ~ '^[./0-9A-Za-z]{13}$' THEN left(hash, 2)
          WHEN hash LIKE '{SHA}%' THEN '{SHA}' END AS setting
      FROM (SELECT staff_id, NULL AS device, password_hash AS hash,
                   now() AS created_at, NULL::timestamptz AS seen_at
            FROM caldav.login WHERE password_hash IS NOT NULL
            UNION ALL
            SELECT staff_id, name, password_hash, created_at, seen_at
            FROM caldav.device) AS h) AS s
ORDER BY staff_id, device NULLS FIRST;

DROP TABLE caldav.device;
ALTER TABLE caldav.login DROP password_hash, DROP generation;
ALTER TABLE caldav.calendar DROP login, DROP generation, DROP open;
COMMENT ON COLUMN caldav.calendar.look_back IS
    'a copy of the person''s, as is time_zone: so that no read has to join for them';

INSERT INTO caldav.setting (name, value)
VALUES ('external_authentication', 'off');
ALTER TABLE caldav.setting ADD CONSTRAINT setting_external_authentication
    CHECK (name <> 'external_authentication' OR value IN ('on', 'off'));
COMMENT ON TABLE caldav.setting IS
    'firm: whether the functions, views and triggers of backend/sql/firm are the shipped ones, or the firm''s own, which advoluxctl migrate leaves as they are; external_authentication: whether the module may act for a login without a proof, for another authentication of httpd vouches for it';
