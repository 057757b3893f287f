-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client may never do is refused here once more, whatever the module
-- thinks: two locks on one door.

-- Whether the session is the module's, whose functions run as the owner. Every
-- row that is written asks for it: in a language that keeps its plans.
CREATE OR REPLACE FUNCTION caldav.is_module() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF session_user = 'advolux_caldav' THEN
        RETURN true;
    END IF;
    RETURN pg_has_role(session_user, 'advolux_caldav', 'MEMBER')
           AND NOT (SELECT rolsuper FROM pg_roles
                    WHERE rolname = session_user);
END
$$;

-- By a state of its own: a right that is missing is a fault of the store, and a
-- client that took it for this would throw away what it has.
CREATE OR REPLACE FUNCTION caldav.raise_refusal() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Advolux does not let a calendar client change this item'
        USING ERRCODE = 'ADV01';
END
$$;

-- Of tables that no client touches.
CREATE OR REPLACE FUNCTION caldav.guard_table() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF caldav.is_module() THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN NULL;
END
$$;
