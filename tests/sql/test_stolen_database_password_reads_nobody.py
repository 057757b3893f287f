# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Who has the password of advolux_caldav and nobody's else reads nobody's data and
writes nothing, whatever they ask of whatever the catalogue has; and who has one
person's as well gets nothing of another's."""

import itertools
import re

import psycopg2
import pytest

from support.cluster import Cluster
from support.process import TREE

ROLE = "advolux_caldav"
CANARY = "CANARY-7c11"
NAMESPACES = ("SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' "
              "AND nspname <> 'information_schema'")
ROWS = """
    BEGIN;
    INSERT INTO advolux.staff (login, name, mail) VALUES
        ('anna', 'CANARY-7c11 Anna', 'CANARY-7c11@kanzlei.example'),
        ('bert', 'Bert', NULL), ('nobody', 'Off', NULL);
    SELECT caldav.set_password(login, '$test$' || login) FROM advolux.staff;
    SELECT caldav.enable('nobody', false);
    SELECT caldav.add_device('anna', 'CANARY-7c11 phone', '$test$phone');
    INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)
    SELECT staff_id, 'CANARY-7c11 title', now(), now() FROM advolux.staff
    WHERE login = 'anna';
    INSERT INTO advolux.task (main_editor, title, sync_mode)
    SELECT staff_id, 'CANARY-7c11 task', 'both' FROM advolux.staff
    WHERE login = 'anna';
    UPDATE caldav.calendar SET displayname = 'CANARY-7c11 name'
    WHERE staff_id = (SELECT staff_id FROM advolux.staff WHERE login = 'anna');
    INSERT INTO caldav.entry_property
    SELECT calendar_id, item_id, 'ns', 'p', '<CANARY-7c11/>' FROM caldav.entry;
    COMMIT;
"""
TEXT = ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nEND:VEVENT\nEND:VCALENDAR\n")

# Of each kind of argument, what somebody might try; the rest by their type.
ARGUMENTS = {
    "p_login": ["anna", "nobody", "", None],
    "p_kind": ["appointment"],
    "p_operation": ["put"], "p_place": ["calendar"], "p_uid": ["x"],
    "p_text": [TEXT],
}
BY_TYPE = {
    "bigint": [0], "text": ["x"], "text[]": [["x"]],
    "jsonb": ['[{"title": "x", "starts": "20990301T100000", '
              '"ends": "20990301T110000"}]'],
    "date": ["2020-01-01"], "timestamp with time zone": ["-infinity"],
    "caldav.kind": ["task"], "bigint[]": [[1, 2, 3]],
}


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings={"shared_buffers": "16MB", "log_statement": "none"})
    try:
        made.start().migrate()
        made.psql(ROWS)
        yield made
    finally:
        made.drop()


@pytest.fixture
def thief(cluster):
    connection = cluster.connect(user=ROLE)
    yield connection
    connection.close()


def granted(cluster):
    """Functions that the role may call: name with types, names of arguments."""
    return cluster.sql("""
        SELECT p.oid::regprocedure::text, p.oid::regproc::text,
               coalesce(p.proargnames[1:p.pronargs], '{}'), ARRAY(
                   SELECT format_type(t, NULL)
                   FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, n)
                   ORDER BY n)
        FROM pg_proc p WHERE pronamespace IN (""" + NAMESPACES + """)
        AND has_function_privilege(%s, p.oid, 'EXECUTE')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid
                        AND d.deptype = 'e') ORDER BY 1""", ROLE)


def everything(cluster):
    """A digest of each table."""
    tables = cluster.sql("SELECT c.oid::regclass::text FROM pg_class c WHERE "
                         "relkind = 'r' AND relnamespace IN ("
                         + NAMESPACES + ") ORDER BY 1")
    return {table: cluster.sql("SELECT md5(string_agg(t::text, E'\\n' "
                               "ORDER BY t::text)) FROM %s t" % table)[0][0]
            for (table,) in tables}


def relations(cluster):
    return [name for (name,) in cluster.sql(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE relkind IN "
        "('r', 'p', 'v', 'm', 'f', 'S') AND relnamespace IN ("
        + NAMESPACES + ") ORDER BY 1")]


def secrets(cluster):
    """What is stored of the passwords, in the forms that can be sent."""
    return [text for row in cluster.sql(
        "SELECT setting, encode(digest, 'hex'), digest::text, "
        "encode(digest, 'base64') FROM caldav.credential") for text in row]


def table_of_contract():
    """Functions and what they ask for."""
    text = (TREE / "backend/sql/CONTRACT.md").read_text()
    section = text.split("### Rights of the module's role")[1].split("\n#")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section,
                           re.MULTILINE))


def call(connection, function, values, types):
    """What comes back, as text; None if it is refused as nobody's."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT f::text FROM %s(%s) AS f" % (
                function, ", ".join("%s::" + t for t in types)), values)
            return "\n".join(str(row[0]) for row in cursor.fetchall())
        except psycopg2.errors.InvalidAuthorizationSpecification as error:
            assert CANARY not in str(error)
            return None
        except psycopg2.Error as error:
            assert CANARY not in str(error)
            return "error " + error.pgcode


def arguments(names, types):
    return itertools.product(*(
        ARGUMENTS.get(name, BY_TYPE[kind]) for name, kind in zip(names, types)))


def test_rights_are_those_of_the_contract(cluster):
    assert {row[0] for row in granted(cluster)} == set(table_of_contract())


def test_what_asks_for_a_proof_begins_with_it(cluster):
    table = table_of_contract()
    for signature, _, names, _ in granted(cluster):
        asks = list(names[:3]) == ["p_login", "p_credential", "p_proof"]
        assert (table[signature] == "credential and proof") == asks, signature
    assert list(table.values()).count("credential and proof") == 19


def test_no_relation_can_be_used(cluster, thief):
    found = relations(cluster)
    assert len(found) > 20
    for name in found:
        for statement in ("SELECT * FROM %s", "SELECT count(*) FROM %s",
                          "SELECT t::text::int FROM %s t", "DELETE FROM %s",
                          "INSERT INTO %s DEFAULT VALUES", "TRUNCATE %s",
                          "COPY %s TO STDOUT",
                          "SELECT nextval('%s')"):
            with thief.cursor() as cursor, pytest.raises(psycopg2.Error) as said:
                cursor.execute(statement % name)
            assert said.value.pgcode in (
                    "42501", "42809", "0A000", "55000"), statement
            assert CANARY not in str(said.value)


def test_other_functions_are_denied(cluster, thief):
    mine = {row[0] for row in granted(cluster)}
    others = [row for row in cluster.sql(
        "SELECT p.oid::regprocedure::text, p.oid::regproc::text, ARRAY("
        "SELECT format_type(t, NULL) FROM unnest(p.proargtypes) AS t) "
        "FROM pg_proc p WHERE pronamespace IN (SELECT oid FROM pg_namespace "
        "WHERE nspname IN ('advolux', 'caldav')) AND prorettype <> "
        "'trigger'::regtype AND prokind = 'f'") if row[0] not in mine]
    assert len(others) > 50
    for signature, name, types in others:
        # Volatile arguments: a strict function of NULL is folded away unasked.
        with thief.cursor() as cursor:
            try:
                cursor.execute("SELECT %s(%s)" % (name, ", ".join(
                    "(SELECT NULL::%s WHERE random() < 2)" % t for t in types)))
                pytest.fail(signature + " can be called")
            except psycopg2.errors.InsufficientPrivilege:
                pass


def test_without_a_credential_nothing_is_read_or_written(cluster, thief):
    before = everything(cluster)
    stored = secrets(cluster)
    keys = [row[0] for row in cluster.sql(
        "SELECT credential_id FROM caldav.credential")]
    tried = 0
    for signature, name, names, types in granted(cluster):
        if list(names[:3]) != ["p_login", "p_credential", "p_proof"]:
            continue
        for rest in arguments(names[3:], types[3:]):
            for login, key, proof in itertools.product(
                    ARGUMENTS["p_login"], [0, -1, None, *keys],
                    [None, "", "*", "x", "$test$bert", *stored]):
                if (login, proof) == ("bert", "$test$bert"):
                    continue
                said = call(thief, name, (login, key, proof, *rest), types)
                assert said is None, (signature, login, key, proof)
                tried += 1
    assert tried > 1000
    assert everything(cluster) == before


def test_settings_name_nobody_and_prove_nothing(cluster, thief):
    said = call(thief, "caldav.credentials", ("anna",), ["text"])
    assert said.count("$test$") == 2 and CANARY not in said
    for login in ("nobody", "unknown", "", None, "%"):
        told = call(thief, "caldav.credentials", (login,), ["text"])
        assert set(told.split("\n")) <= {"(0,$test$,f)", "(0,$test$,t)"}
    keys = [row[0] for row in cluster.sql(
        "SELECT credential_id FROM caldav.credential")]
    for proof in [None, "", "*", *secrets(cluster)]:
        assert call(thief, "caldav.verify", ("anna", keys, [proof] * len(keys)),
                    ["text", "bigint[]", "text[]"]) == ""


def test_settings_of_a_session_let_nobody_in(thief):
    with thief.cursor() as cursor:
        for name, value in (("caldav.staff", "1"), ("caldav.cluster", "x"),
                            ("external_authentication", "on"),
                            ("caldav.external_authentication", "on"),
                            ("role", "none")):
            try:
                cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
            except psycopg2.Error:
                pass    # there is no such setting
    assert call(thief, "caldav.principal", ("anna", 0, None),
                ["text", "bigint", "text"]) is None


def test_one_persons_password_opens_nobody_elses(cluster, thief):
    """bert's own credential, with every login and key there is."""
    before = everything(cluster)
    (key,) = cluster.sql("SELECT credential_id FROM caldav.credential JOIN "
                         "caldav.login USING (staff_id) WHERE login = 'bert'")[0]
    names_of_anna = [row[0] for row in cluster.sql(
        "SELECT name FROM caldav.entry")]
    for signature, name, names, types in granted(cluster):
        if list(names[:3]) != ["p_login", "p_credential", "p_proof"]:
            continue
        for rest in arguments(names[3:], types[3:]):
            assert call(thief, name, ("anna", key, "$test$bert", *rest),
                        types) is None, signature
    for function, rest, kinds in [
            ("list", (0, 100), ["bigint", "bigint"]),
            ("list_changes", (0, None, 100), ["bigint", "date", "bigint"]),
            ("list_range", ("-infinity", "infinity", 100),
             ["timestamptz"] * 2 + ["bigint"]),
            ("list_range_page", ("-infinity", "infinity", 0, 100),
             ["timestamptz"] * 2 + ["bigint"] * 2),
            ("list_by_uid", ("", 100), ["text", "bigint"]),
            ("entries", (names_of_anna, None), ["text[]", "bigint"]),
            ("entry_properties", (names_of_anna, None), ["text[]"] * 2),
            ("collection", (), [])]:
        for kind in ("appointment", "task", None):
            said = call(thief, "caldav." + function,
                        ("bert", key, "$test$bert", kind, *rest),
                        ["text", "bigint", "text", "caldav.kind", *kinds])
            assert said is not None and CANARY not in said
    assert everything(cluster) == before


def test_owner_admits_logins_without_a_proof(cluster, thief):
    ask = ("anna", 0, None), ["text", "bigint", "text"]
    assert call(thief, "caldav.principal", *ask) is None
    cluster.advoluxctl("setting", "external-authentication", "on")
    try:
        assert CANARY in call(thief, "caldav.principal", *ask)
        for login in ("nobody", "unknown", None):
            assert call(thief, "caldav.principal", (login, 0, None),
                        ask[1]) is None
    finally:
        cluster.advoluxctl("setting", "external-authentication", "off")
    assert call(thief, "caldav.principal", *ask) is None


def test_what_is_written_is_a_calendar_object_and_a_refusal(cluster, thief):
    """What bert writes with his own credential is his, and no text of his own
    wording gets into the journal but names of entries that there are."""
    (key,) = cluster.sql("SELECT credential_id FROM caldav.credential JOIN "
                         "caldav.login USING (staff_id) WHERE login = 'bert'")[0]
    journal = "SELECT count(*) FROM advolux.journal"
    before = cluster.sql(journal)
    who = ("bert", key, "$test$bert", "appointment")
    types = {row[1]: row[3] for row in granted(cluster)}
    for text in ("", "x", "BEGIN:VCALENDAR", TEXT.replace("UID:x", "UID:y"),
                 TEXT.replace("UID:x\n", ""), TEXT.replace("VEVENT", "VTODO"),
                 "MZ\n" + TEXT, TEXT + "more", None):
        assert call(thief, "caldav.put", (
            *who, "p", "x.ics", 0, "x", text, BY_TYPE["jsonb"][0], 0),
            types["caldav.put"]) == "error 22000", text
    for operation in ("x", "", None, "done"):
        said = call(thief, "caldav.refuse", (*who, "p", "none.ics", operation),
                    types["caldav.refuse"])
        assert said in ("missing", "(missing)")
    assert cluster.sql(journal) == before
    assert call(thief, "caldav.put", (
        *who, "p\n\x1b[2J\u202e\u200b", "x.ics", 0, "x", TEXT,
        BY_TYPE["jsonb"][0], 0), types["caldav.put"]).startswith("(created")
    assert call(thief, "caldav.refuse", (*who, "p", "x.ics", "odd"),
                types["caldav.refuse"]) == "error 22023"
    assert cluster.sql("SELECT device FROM advolux.journal WHERE login = 'bert'"
                       ) == [("p??[2J??",)]


def test_journal_is_told_of_a_login_once_a_minute(cluster, thief):
    """In words of the store's, however it is typed and whoever calls."""
    before = everything(cluster)
    journal = "SELECT login, operation, result FROM advolux.journal " \
        "WHERE operation = 'login'"
    for typed in ("ANNA", "Anna", " anna", "anna\t", "\u00a0aNNa") * 3:
        assert call(thief, "caldav.explain_login", (typed,), ["text"]) == "anna"
    for typed in ("anna", "NOBODY", "unknown", "", None, "%", "ann"):
        assert call(thief, "caldav.explain_login", (typed,),
                    ["text"]) == "None"
    assert cluster.sql(journal) == [("anna", "login", "refused")]
    after = everything(cluster)
    assert {table for table in after if after[table] != before[table]} == {
        "advolux.journal", "caldav.login"}
    cluster.sql("UPDATE caldav.login SET mistyped_at = NULL")


def test_role_can_make_nothing(cluster, thief):
    for statement in ("CREATE TABLE public.x ()", "CREATE SCHEMA x",
                      "CREATE TEMPORARY TABLE x ()",
                      "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql "
                      "AS 'SELECT 1'", "CREATE VIEW public.x AS SELECT 1",
                      "CREATE TABLE caldav.x ()", "SELECT lo_create(0)"):
        with thief.cursor() as cursor:
            if statement.startswith("SELECT lo_create"):
                continue    # its own, and read by nobody
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)


def test_proofs_and_texts_stay_out_of_the_servers_log(cluster):
    """Whatever the owner has logged of slow or failed statements."""
    shown = cluster.connect(user=ROLE)
    with shown.cursor() as cursor:
        for name in ("log_parameter_max_length",
                     "log_parameter_max_length_on_error"):
            cursor.execute("SHOW " + name)
            assert cursor.fetchone() == ("0",)
    shown.close()
