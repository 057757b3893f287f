# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Faults that can be put into a test's database (SOAK_MUTATION), to see that
the model finds them."""


def view(name, old, new):
    """Statements that replace a part of a view."""
    return ["""
DO $do$
DECLARE
    v_is text := pg_get_viewdef('{0}'::regclass);
    v_will text := replace(v_is, $old${1}$old$, $new${2}$new$);
BEGIN
    IF v_is = v_will THEN
        RAISE EXCEPTION 'nothing to mutate in {0}: %', v_is;
    END IF;
    EXECUTE 'CREATE OR REPLACE VIEW {0} AS ' || v_will;
END
$do$""".format(name, old, new)]


MUTATIONS = {
    # Who may: what goes to devices only can be changed there, it is said.
    "policy": view("caldav.placement",
                   "WHEN (a.sync_mode = 'device'::advolux.sync_mode) "
                   "THEN", "WHEN false THEN"),
    # What is seen: an appointment that is a deadline is still shown.
    "deadline": view("caldav.placement", "a.deadline_id IS NULL", "true")
    + view("caldav.appointment_component", "a.deadline_id IS NULL", "true"),
    # What a token stands for: an old entry changes, its revision does not.
    "token": ["""
CREATE FUNCTION caldav.mutation() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN NEW.revision := OLD.revision; RETURN NEW; END'""", """
CREATE TRIGGER mutation BEFORE UPDATE ON caldav.entry FOR EACH ROW
WHEN (OLD.visible AND NEW.visible) EXECUTE FUNCTION caldav.mutation()"""],
    # How far back: a day too long.
    "window": ["""
CREATE OR REPLACE FUNCTION caldav.cutoff(p_look_back interval, p_zone text)
RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
'SELECT ((now() AT TIME ZONE p_zone)::date - p_look_back)::date - 1'"""],
    # What is shown: a client's text, whatever Advolux says since.
    "content": ["""
CREATE FUNCTION caldav.mutation() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN NEW.components := OLD.components; RETURN NEW; END'""", """
CREATE TRIGGER mutation BEFORE UPDATE ON caldav.source FOR EACH ROW
WHEN (OLD.components IS NOT NULL) EXECUTE FUNCTION caldav.mutation()"""],
    # What comes back: without its text, if another had its name meanwhile.
    "trash": ["""
CREATE FUNCTION caldav.mutation() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN DELETE FROM caldav.source WHERE calendar_id = NEW.calendar_id
AND item_id = NEW.item_id; RETURN NEW; END'""", """
CREATE TRIGGER mutation BEFORE INSERT ON caldav.former FOR EACH ROW
EXECUTE FUNCTION caldav.mutation()"""],
}


def mutate(cluster, name):
    connection = cluster.connect()
    with connection, connection.cursor() as cursor:
        for statement in MUTATIONS[name]:
            cursor.execute(statement)
    connection.close()
