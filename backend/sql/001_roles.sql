-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Roles, schemas and the record of migrations. Needs a role that may create
-- roles and owns the database (or a superuser); the other migrations run as
-- advolux_owner.

DO $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY ARRAY['advolux_owner', 'advolux_app',
                                  'advolux_caldav'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', v_role);
        END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'advolux_owner', 'MEMBER') THEN
        EXECUTE format('GRANT advolux_owner TO %I', current_user);
    END IF;
    EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO advolux_owner',
                   current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO advolux_app, '
                   'advolux_caldav', current_database());
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC',
                   current_database());
END
$$;

COMMENT ON ROLE advolux_owner IS 'owns schemas advolux and caldav; runs migrations';
COMMENT ON ROLE advolux_app IS 'the Advolux application: reads and writes schema advolux';
COMMENT ON ROLE advolux_caldav IS 'the CalDAV module: views and functions of schema caldav alone';

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

-- What the owner makes is nobody else's until it is granted.
ALTER DEFAULT PRIVILEGES FOR ROLE advolux_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE advolux_owner REVOKE ALL ON TYPES FROM PUBLIC;

CREATE SCHEMA advolux AUTHORIZATION advolux_owner;
CREATE SCHEMA caldav AUTHORIZATION advolux_owner;
COMMENT ON SCHEMA advolux IS 'the firm''s data; knows nothing of CalDAV';
COMMENT ON SCHEMA caldav IS 'what the CalDAV module reads and calls, and its bookkeeping';
GRANT USAGE ON SCHEMA advolux TO advolux_app;
GRANT USAGE ON SCHEMA caldav TO advolux_caldav;

CREATE TABLE caldav.migration (
    number      int PRIMARY KEY,
    name        text NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE caldav.migration OWNER TO advolux_owner;
