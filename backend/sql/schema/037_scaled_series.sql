-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- On which days rules with RSCALE or SKIP take place (caldav/scaled_rule.sql).

SET LOCAL ROLE advolux_owner;

CREATE TABLE caldav.scaled_series (
    kind        caldav.kind NOT NULL,
    item_id     bigint NOT NULL,
    rule        text NOT NULL,
    start       date NOT NULL,
    days        date[] NOT NULL,
    through     date NOT NULL,
    PRIMARY KEY (kind, item_id)
);
CREATE INDEX scaled_series_rule
    ON caldav.scaled_series (md5(rule), start);
COMMENT ON TABLE caldav.scaled_series IS
    'the days of rules that only the module can tell: of other calendars (RFC 7529)';
COMMENT ON COLUMN caldav.scaled_series.rule IS
    'without COUNT, UNTIL and times: advolux.rule_core';
COMMENT ON COLUMN caldav.scaled_series.through IS
    'until when the days are all of them';
