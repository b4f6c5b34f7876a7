-- Where a person belongs, and findings that do not hold a record back.

-- The top unit (OPD) of the person's unit in SIMPEG's tree, as the last survey saw it.
ALTER TABLE employee ADD COLUMN opd_id text, ADD COLUMN opd_name text;

-- warning: shown and counted, but the record goes all the same.
ALTER TABLE quarantine DROP CONSTRAINT quarantine_severity_check;
ALTER TABLE quarantine ADD CONSTRAINT quarantine_severity_check
    CHECK (severity IN ('error', 'warning', 'info'));

-- Which checks the last survey could make: a check without its view or column says nothing about
-- anybody, which is not the same as finding nothing.
CREATE TABLE survey_check (
    kind     text COLLATE "C" NOT NULL,
    code     text COLLATE "C" NOT NULL,
    field    text COLLATE "C" NOT NULL,
    measured boolean NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, code, field)
);
