-- Reading SIASN back, and deletes that wait for several scans.

-- When the person's rows at SIASN were last compared with ours; asked: a person wants it soon; taken:
-- somebody is at it, or tried and failed (then it rests for an hour).
ALTER TABLE employee
    ADD COLUMN reconciled_at timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN reconcile_asked boolean NOT NULL DEFAULT false,
    ADD COLUMN reconcile_taken timestamptz NOT NULL DEFAULT '-infinity';
CREATE INDEX employee_reconciled ON employee (reconciled_at) WHERE blocked IS NULL;
CREATE INDEX employee_reconcile_asked ON employee (nip) WHERE reconcile_asked;

-- One pace for the background readings of all daemons.
INSERT INTO pace (name) VALUES ('reconcile');

-- Where SIMPEG and SIASN differ, as last read. Replaced person by person; a record's findings go when it
-- is delivered. newer: the side that has changed since both were known to agree.
-- reason: '' nobody has dealt with it yet; pending: our delivery is on its way; missing: it was at SIASN
-- and is not any more; deleted: it is gone from SIMPEG; other words are fault codes (see quarantine).
CREATE TABLE drift (
    kind       text COLLATE "C" NOT NULL,
    nip        text COLLATE "C" NOT NULL,
    finding    text NOT NULL CHECK (finding IN ('field', 'only_siasn', 'only_simpeg')),
    src_id     text COLLATE "C" NOT NULL DEFAULT '',
    siasn_id   text COLLATE "C" NOT NULL DEFAULT '',
    field      text NOT NULL DEFAULT '',       -- as SIASN's reads call it
    simpeg     text NOT NULL DEFAULT '',       -- value, or what makes the row recognisable
    siasn      text NOT NULL DEFAULT '',
    newer      text NOT NULL CHECK (newer IN ('simpeg', 'siasn', 'both', 'unknown')),
    reason     text NOT NULL DEFAULT '',
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (nip, kind, src_id, siasn_id, field)
);

-- In how many complete scans after one another the row was not in SIMPEG (op = delete only).
ALTER TABLE outbox ADD COLUMN gone_scans integer NOT NULL DEFAULT 0;
CREATE INDEX outbox_deletes ON outbox (kind, src_id) WHERE op = 'delete';
