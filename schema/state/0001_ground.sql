-- The state of siasn-sync: what SIMPEG holds, what SIASN holds, what is under way between the two.
-- Unqualified names: the connection's search_path is the state schema. Every table is keyed or
-- indexed by nip, so that it can be partitioned or distributed by it.

-- A person. due_at says when somebody should work on this person's records; the lease says who
-- does, and its fencing number keeps a daemon that slept through its lease from recording.
CREATE TABLE employee (
    nip         text COLLATE "C" PRIMARY KEY,
    pns_id      text,                        -- SIASN's id of the person, found by NIP
    blocked     text DEFAULT 'PEGAWAI_MISSING', -- fault code that stops all records of the person
    due_at      timestamptz,                 -- NULL: nothing to do
    lease_owner text,
    lease_until timestamptz,
    fence       bigint NOT NULL DEFAULT 0
);
CREATE INDEX employee_due ON employee (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX employee_pns ON employee (pns_id) WHERE pns_id IS NOT NULL;

-- The newest hash of each source row, sorted the way the scan streams it.
CREATE TABLE source_row (
    kind   text COLLATE "C" NOT NULL,
    src_id text COLLATE "C" NOT NULL,
    nip    text COLLATE "C" NOT NULL,
    hash   bigint NOT NULL,
    PRIMARY KEY (kind, src_id)
);
CREATE INDEX source_row_nip ON source_row (nip);

-- Keys that differ between source and state and wait to be fetched. Filled by every way of
-- collecting; mark tells a newer change of the same key from the one being worked on.
CREATE SEQUENCE changed_key_mark;
CREATE TABLE changed_key (
    kind   text COLLATE "C" NOT NULL,
    src_id text COLLATE "C" NOT NULL,
    mark   bigint NOT NULL DEFAULT nextval('changed_key_mark'),
    PRIMARY KEY (kind, src_id)
);
CREATE INDEX changed_key_order ON changed_key (kind, mark);

-- One record a source row: what SIASN should hold and how far we are. The states and their
-- transitions are those of daemon/pure/lifecycle.c; a test compares the two.
CREATE TABLE outbox (
    kind           text COLLATE "C" NOT NULL,
    src_id         text COLLATE "C" NOT NULL,
    nip            text COLLATE "C" NOT NULL REFERENCES employee (nip),
    kind_order     integer NOT NULL,
    sort_key       text COLLATE "C" NOT NULL DEFAULT '',
    op             text NOT NULL CHECK (op IN ('upsert', 'delete', 'compare')),
    rev            integer NOT NULL DEFAULT 1,  -- grows with each change of content
    payload        text,                        -- canonical JSON; NULL when faulty
    content_hash   text NOT NULL DEFAULT '',
    hint_id        text,                        -- the source's own note of the SIASN id
    faulty         boolean NOT NULL,            -- local validation failed; quarantine says why
    state          text NOT NULL CHECK (state IN
                       ('ready', 'inflight', 'doubt', 'retry', 'done', 'rejected', 'held')),
    due_at         timestamptz,                 -- NULL: nobody works on it by itself
    tries          integer NOT NULL DEFAULT 0,
    looks          integer NOT NULL DEFAULT 0,
    intent_op      text CHECK (intent_op IN ('create', 'update', 'delete')),
    intent_rev     integer,
    intent_payload text,                        -- as it was sent, to be recognised when read back
    intent_at      timestamptz,
    delivered_hash text,                        -- content SIASN was last known to hold from us
    delivered_at   timestamptz,
    outcome        text,                        -- created, updated, adopted, same, deleted
    message        text,                        -- the service's last words about it
    changed_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, src_id)
);
CREATE INDEX outbox_nip ON outbox (nip);
CREATE INDEX outbox_undone ON outbox (state, kind) WHERE state <> 'done';

CREATE FUNCTION outbox_transition_allowed(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT old_state = new_state OR (old_state, new_state) IN (
        ('ready', 'inflight'), ('ready', 'done'), ('ready', 'rejected'), ('ready', 'retry'),
        ('ready', 'held'),
        ('retry', 'inflight'), ('retry', 'done'), ('retry', 'rejected'), ('retry', 'ready'),
        ('retry', 'held'),
        ('inflight', 'done'), ('inflight', 'rejected'), ('inflight', 'retry'),
        ('inflight', 'doubt'), ('inflight', 'ready'),
        ('doubt', 'done'), ('doubt', 'ready'),
        ('done', 'ready'), ('done', 'rejected'),
        ('rejected', 'ready'), ('rejected', 'held'),
        ('held', 'ready'))
$$;

CREATE FUNCTION outbox_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state IN ('inflight', 'doubt') THEN
            RAISE EXCEPTION 'record %/% is %: it cannot be removed', OLD.kind, OLD.src_id, OLD.state;
        END IF;
        RETURN OLD;
    END IF;
    IF NOT outbox_transition_allowed(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'record %/% cannot go from % to %', OLD.kind, OLD.src_id, OLD.state, NEW.state;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER outbox_guard_update BEFORE UPDATE ON outbox FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION outbox_guard();
CREATE TRIGGER outbox_guard_delete BEFORE DELETE ON outbox FOR EACH ROW
    EXECUTE FUNCTION outbox_guard();

-- Which row at SIASN is which row of ours. One row there belongs to one row here.
CREATE TABLE link (
    kind      text COLLATE "C" NOT NULL,
    src_id    text COLLATE "C" NOT NULL,
    nip       text COLLATE "C" NOT NULL,
    siasn_id  text COLLATE "C" NOT NULL,     -- opaque, case kept
    how       text NOT NULL CHECK (how IN ('created', 'adopted', 'readback')),
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, src_id),
    UNIQUE (kind, siasn_id)
);
CREATE INDEX link_nip ON link (nip);

-- What SIASN has, as last read: for showing both sides and for finding drift.
CREATE TABLE remote_row (
    kind     text COLLATE "C" NOT NULL,
    nip      text COLLATE "C" NOT NULL,
    siasn_id text COLLATE "C" NOT NULL,
    row      jsonb NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, nip, siasn_id)
);
CREATE INDEX remote_row_nip ON remote_row (nip);

-- Commands owed after writes (recompute the current position): once a person and kind.
CREATE TABLE followup (
    nip     text COLLATE "C" NOT NULL,
    kind    text COLLATE "C" NOT NULL,
    since   timestamptz NOT NULL DEFAULT now(),
    due_at  timestamptz NOT NULL DEFAULT now(),
    tries   integer NOT NULL DEFAULT 0,
    message text,
    PRIMARY KEY (nip, kind)
);

-- What a person must correct, or why a record is held back.
CREATE TABLE quarantine (
    kind       text COLLATE "C" NOT NULL,
    src_id     text COLLATE "C" NOT NULL,
    code       text NOT NULL,
    field      text NOT NULL DEFAULT '',
    nip        text COLLATE "C" NOT NULL,
    value      text NOT NULL DEFAULT '',
    severity   text NOT NULL CHECK (severity IN ('error', 'info')),
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, src_id, code, field)
);
CREATE INDEX quarantine_nip ON quarantine (nip);
CREATE INDEX quarantine_code ON quarantine (code);

-- Where collecting stands: change-log horizon, stamp watermarks, time of the last full scan.
CREATE TABLE cursor (
    name       text PRIMARY KEY,
    value      text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE collect_run (
    kind        text NOT NULL,
    mode        text NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT now(),
    rows_seen   bigint NOT NULL,
    changed     bigint NOT NULL,
    gone        bigint NOT NULL,
    took_ms     bigint NOT NULL,
    PRIMARY KEY (kind, mode)
);

-- The service's health as the daemons see it, for status and for a person who asks why.
CREATE TABLE target (
    name   text PRIMARY KEY,
    state  text NOT NULL CHECK (state IN ('ok', 'ill', 'refused')),
    reason text NOT NULL DEFAULT '',
    since  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE daemon (
    name       text PRIMARY KEY,
    version    text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz -- it said good-bye; one that was killed only falls silent
);
