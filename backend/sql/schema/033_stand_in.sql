-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Whose settings a login that is nobody's is told (caldav.stand_in): only who
-- has the key could say.

SET LOCAL ROLE advolux_owner;

INSERT INTO caldav.setting (name, value)
VALUES ('stand_in_key', gen_random_uuid()::text);
COMMENT ON TABLE caldav.setting IS
    'firm: whether the functions, views and triggers of backend/sql/firm are the shipped ones, or the firm''s own, which advoluxctl migrate leaves as they are; external_authentication: whether the module may act for a login without a proof, for another authentication of httpd vouches for it; stand_in_key: a secret, which caldav.stand_in chooses by';
