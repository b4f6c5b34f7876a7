-- The percentages as the daemon counts them day by day, so that trends fill by themselves. Only
-- whole numbers; what an auditor takes apart is a snapshot, sealed now and then or when asked for.
CREATE TABLE indicator_trend (
    indicator   text NOT NULL,
    as_of       date NOT NULL,
    rule_sha256 text NOT NULL,
    version     text NOT NULL,
    pass        bigint NOT NULL,
    denominator bigint NOT NULL,
    unknown     bigint NOT NULL,
    excluded    bigint NOT NULL,
    counted_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (indicator, as_of)
);
