-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The contract's words for what the firm has as codes, and its clock.

-- Words of the contract for codes of the firm, and back; NULL for others.
CREATE OR REPLACE FUNCTION caldav.word(p_art text, p_code text) RETURNS text
LANGUAGE sql IMMUTABLE
    RETURN '{
        "stand": {"FEST": "confirmed", "VORL": "tentative",
                  "ABGES": "cancelled", "OFFEN": "needs-action",
                  "ARBEIT": "in-process", "ERLED": "completed"},
        "einsicht": {"O": "public", "P": "private", "V": "confidential"},
        "takt": {"T": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "J": "YEARLY"},
        "ergebnis": {"J": "done", "N": "refused", "H": "healed"}
        }'::jsonb -> p_art ->> p_code;
CREATE OR REPLACE FUNCTION caldav.code(p_art text, p_word text) RETURNS text
LANGUAGE sql IMMUTABLE
    RETURN '{
        "stand": {"confirmed": "FEST", "tentative": "VORL",
                  "cancelled": "ABGES", "needs-action": "OFFEN",
                  "in-process": "ARBEIT", "completed": "ERLED"},
        "einsicht": {"public": "O", "private": "P", "confidential": "V"},
        "takt": {"DAILY": "T", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "J"},
        "ergebnis": {"done": "J", "refused": "N", "healed": "H"}
        }'::jsonb -> p_art ->> p_word;

-- The office's clock, which the firm's own stamps are in.
CREATE OR REPLACE FUNCTION caldav.office(p_local timestamp) RETURNS timestamptz
LANGUAGE sql STABLE
    RETURN p_local AT TIME ZONE 'Europe/Berlin';
