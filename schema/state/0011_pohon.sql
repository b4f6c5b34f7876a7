-- The performance tree's values: what people entered, and what was computed. Both append-only: a
-- correction, or a recomputation that finds something else, is a new row, and the newest counts.

CREATE TABLE pohon_entry (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT now(),
    node     text COLLATE "C" NOT NULL,
    what     text NOT NULL CHECK (what IN ('target', 'baseline', 'value')),
    year     integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    quarter  integer CHECK (quarter BETWEEN 1 AND 4), -- NULL: the whole year, for a baseline
    low      numeric(16, 4) CHECK (low >= 0),         -- NULL: withdrawn
    high     numeric(16, 4),                          -- above low only for a range target
    by_name  text NOT NULL CHECK (btrim(by_name) <> ''),
    document text NOT NULL CHECK (btrim(document) <> ''),
    note     text NOT NULL DEFAULT '',
    survey   text, -- JSON: respondents, sums, answers and digest of the file an IKM was computed from
    CHECK ((what = 'baseline') = (quarter IS NULL)),
    CHECK ((low IS NULL) = (high IS NULL)),
    CHECK (low <= high AND (what = 'target' OR low = high))
);
CREATE INDEX pohon_entry_node ON pohon_entry (year, what, node, quarter, id);

CREATE TABLE pohon_computed (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    computed_at timestamptz NOT NULL DEFAULT now(),
    node        text COLLATE "C" NOT NULL,
    year        integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    quarter     integer NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    value       numeric(16, 4),              -- NULL: no data; reason says why
    numerator   bigint,
    denominator bigint,
    reason      text NOT NULL DEFAULT '',
    source_hash text NOT NULL,               -- of the rule's text and of the rows it counted
    CHECK ((value IS NULL) = (reason <> ''))
);
CREATE INDEX pohon_computed_node ON pohon_computed (year, node, quarter, id);

CREATE FUNCTION pohon_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER pohon_entry_append_only BEFORE UPDATE OR DELETE ON pohon_entry
    FOR EACH ROW EXECUTE FUNCTION pohon_closed();
CREATE TRIGGER pohon_entry_no_truncate BEFORE TRUNCATE ON pohon_entry
    FOR EACH STATEMENT EXECUTE FUNCTION pohon_closed();
CREATE TRIGGER pohon_computed_append_only BEFORE UPDATE OR DELETE ON pohon_computed
    FOR EACH ROW EXECUTE FUNCTION pohon_closed();
CREATE TRIGGER pohon_computed_no_truncate BEFORE TRUNCATE ON pohon_computed
    FOR EACH STATEMENT EXECUTE FUNCTION pohon_closed();
