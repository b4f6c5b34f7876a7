-- Indicators: rule files in use, frozen inputs, evidence and signed snapshots, decisions by two persons.
-- Nothing here is ever updated but a decision that is still open; a snapshot is written once.

-- A rule file once used. The text is kept byte for byte; one version has one text.
CREATE TABLE indicator_rule (
    sha256     text PRIMARY KEY,
    indicator  text NOT NULL,
    version    text NOT NULL,
    text       text NOT NULL,
    first_used timestamptz NOT NULL DEFAULT now(),
    UNIQUE (indicator, version)
);

-- header is JSON text, signed as it stands; hash = SHA-256 of it; it names the hash of the snapshot before.
CREATE SEQUENCE indicator_snapshot_id;
CREATE TABLE indicator_snapshot (
    id          integer PRIMARY KEY DEFAULT nextval('indicator_snapshot_id'),
    indicator   text NOT NULL,
    as_of       date NOT NULL,
    rule_sha256 text NOT NULL REFERENCES indicator_rule (sha256),
    frozen_at   timestamptz NOT NULL,
    header      text NOT NULL,
    hash        text NOT NULL UNIQUE,
    signature   text NOT NULL,               -- Ed25519 over header, hex
    public_key  text NOT NULL                -- hex of 32 bytes
);
CREATE INDEX indicator_snapshot_indicator ON indicator_snapshot (indicator, as_of);

-- What a snapshot was computed from: one row a person or record, both sides in one row. nip = '' is
-- shared by all (units, standards). digest: see indicator_freeze.sql.
CREATE TABLE indicator_input (
    snapshot integer NOT NULL,
    kind     text COLLATE "C" NOT NULL,
    nip      text COLLATE "C" NOT NULL,
    src_id   text COLLATE "C" NOT NULL,
    row      jsonb NOT NULL,
    digest   text NOT NULL,
    PRIMARY KEY (snapshot, kind, nip, src_id)
);

-- A person's verdict. Every person of the source stands in one row: pass, fail, unknown or excluded.
-- verdict is strict or permissive, as the rule says; a rule without levels has all three the same.
CREATE TABLE indicator_verdict (
    snapshot   integer NOT NULL,
    nip        text COLLATE "C" NOT NULL,
    verdict    text NOT NULL CHECK (verdict IN ('pass', 'fail', 'unknown', 'excluded')),
    strict     text NOT NULL,                -- the verdict by the very training level
    permissive text NOT NULL,                -- the verdict if a higher level counted too
    reason     text NOT NULL,
    opd        text NOT NULL,
    unor       text NOT NULL,
    class      text NOT NULL,                -- eselon of a structural post, JF, PELAKSANA
    jenis      text NOT NULL,
    penugasan  text NOT NULL,
    sex        text NOT NULL,
    tmt        text NOT NULL,                -- of the post
    post       text NOT NULL,                -- src_id of the position row
    near_bup   text NOT NULL,                -- t: retires within 12 months
    PRIMARY KEY (snapshot, nip)
);

-- A person's clause. Clauses that do not apply have no row. result is the strict one.
CREATE TABLE indicator_evidence (
    snapshot   integer NOT NULL,
    nip        text COLLATE "C" NOT NULL,
    clause     text COLLATE "C" NOT NULL,
    result     text NOT NULL CHECK (result IN ('pass', 'fail', 'unknown')),
    permissive text NOT NULL CHECK (permissive IN ('pass', 'fail', 'unknown')),
    reason     text NOT NULL,
    found      text NOT NULL,
    required   text NOT NULL,
    record     text NOT NULL,                -- kind of input, '' = none
    src_id     text NOT NULL,                -- in SIMPEG
    siasn_id   text NOT NULL,                -- at SIASN
    document   text NOT NULL,                -- t, f, '' = not known
    PRIMARY KEY (snapshot, nip, clause)
);

-- Whole numbers, by dimension; percentages are derived and never stored.
CREATE TABLE indicator_result (
    snapshot  integer NOT NULL,
    dimension text COLLATE "C" NOT NULL,     -- total, opd, class, jenis, penugasan, sex, near_bup, reason
    value     text COLLATE "C" NOT NULL,
    pass      bigint NOT NULL,
    fail      bigint NOT NULL,
    unknown   bigint NOT NULL,
    excluded  bigint NOT NULL,
    pass_strict     bigint NOT NULL,
    pass_permissive bigint NOT NULL,
    PRIMARY KEY (snapshot, dimension, value)
);

-- What a person decided about a training that codes do not settle. Proposed by one, decided by another.
CREATE TABLE indicator_review (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text COLLATE "C" NOT NULL CHECK (source IN ('diklat', 'kursus')),
    src_id      text COLLATE "C" NOT NULL,
    level       text NOT NULL CHECK (level IN ('1', '2', '3', '4', '5', 'none')),
    document    text NOT NULL CHECK (document <> ''),
    proposed_by text NOT NULL CHECK (proposed_by <> ''),
    proposed_at timestamptz NOT NULL DEFAULT now(),
    state       text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'rejected')),
    decided_by  text,
    decided_at  timestamptz,
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    CONSTRAINT indicator_review_two_persons CHECK (lower(btrim(decided_by)) <> lower(btrim(proposed_by)))
);
CREATE INDEX indicator_review_record ON indicator_review (source, src_id);

CREATE FUNCTION indicator_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER indicator_rule_closed BEFORE UPDATE OR DELETE ON indicator_rule
    FOR EACH ROW EXECUTE FUNCTION indicator_closed();
CREATE TRIGGER indicator_snapshot_closed BEFORE UPDATE OR DELETE ON indicator_snapshot
    FOR EACH ROW EXECUTE FUNCTION indicator_closed();
CREATE TRIGGER indicator_review_kept BEFORE DELETE ON indicator_review
    FOR EACH ROW EXECUTE FUNCTION indicator_closed();
CREATE TRIGGER indicator_review_closed BEFORE UPDATE ON indicator_review
    FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION indicator_closed();

-- SIASN's dd-mm-yyyy as yyyy-mm-dd, '' for anything else.
CREATE FUNCTION indicator_iso(d text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN d ~ '^\d\d-\d\d-\d{4}$' AND d <> '01-01-0001'
                THEN substr(d, 7, 4) || '-' || substr(d, 4, 2) || '-' || substr(d, 1, 2) ELSE '' END
$$;
