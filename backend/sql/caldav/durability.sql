-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What was acknowledged outlives a crash, and what did not is never taken for
-- something else.

-- Who sets synchronous_commit to off for a database loses what was acknowledged
-- a moment before a crash. What devices are told is not to be lost: the
-- transaction waits for the disk. Whatever waits for more is left as it is.
CREATE OR REPLACE FUNCTION caldav.commit_durably() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF pg_catalog.current_setting('synchronous_commit')
       OPERATOR(pg_catalog.=) 'off' THEN
        PERFORM pg_catalog.set_config('synchronous_commit', 'on', true);
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER commit_durably BEFORE INSERT OR UPDATE OR DELETE
    ON caldav.calendar
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.commit_durably();
CREATE OR REPLACE TRIGGER commit_durably BEFORE INSERT OR UPDATE OR DELETE
    ON caldav.property
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.commit_durably();
CREATE OR REPLACE TRIGGER commit_durably BEFORE INSERT OR UPDATE OR DELETE
    ON caldav.entry_property
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.commit_durably();
CREATE OR REPLACE TRIGGER commit_durably BEFORE INSERT OR UPDATE OR DELETE
    ON caldav.login
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.commit_durably();
CREATE OR REPLACE TRIGGER commit_durably
    BEFORE INSERT OR DELETE OR UPDATE OF setting, digest
    ON caldav.credential
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.commit_durably();

-- A disk that lies, or fsync = off, can lose changes that somebody has seen. So
-- their revisions are never given to others: the first change of a calendar
-- after a crash begins above all that can have been given out (a revision is at
-- least as late as the milliseconds since 1970 at the last crash, and nobody
-- makes a thousand of them a second). Tokens from before are invalid: who has
-- one lists anew, and finds by the ETags what is as it was. Until that change, a
-- token of what was lost is from the future. The calendars are locked by the
-- caller.
--
-- An unlogged table is empty on a standby that was promoted, too. While the server
-- runs on that streamed before, it has not crashed since, and tokens of the
-- timeline before are invalid by their epoch: they are refused once, not again.
CREATE OR REPLACE FUNCTION caldav.survive(p_calendar_ids bigint[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM unnest(p_calendar_ids) AS c (calendar_id)
        WHERE c.calendar_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM caldav.alive a
                          WHERE a.calendar_id = c.calendar_id)) THEN
        RETURN;
    END IF;
    WITH risen AS (
        INSERT INTO caldav.alive AS a
        SELECT c.calendar_id FROM unnest(p_calendar_ids) AS c (calendar_id)
        JOIN caldav.calendar USING (calendar_id)
        ON CONFLICT DO NOTHING RETURNING a.calendar_id
    ), safe AS (
        SELECT c.calendar_id, greatest(
            c.revision + 1048576,
            (extract(epoch FROM clock_timestamp()) * 1000)::bigint) AS revision
        FROM risen JOIN caldav.calendar c USING (calendar_id)
    )
    UPDATE caldav.calendar c SET revision = s.revision, purged = s.revision
    FROM safe s
    WHERE c.calendar_id = s.calendar_id
      AND pg_last_wal_receive_lsn() IS NULL;
END
$$;
