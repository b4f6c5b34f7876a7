-- Several daemons on one state keep one pace, and a mass change waits for a person.

-- One budget for all: the next free slot, the pause the service asked for, and the last time a
-- refused credential was tried again. Rows are few and rewritten often: room to do so in place.
CREATE TABLE pace (
    name         text PRIMARY KEY,
    next_slot_at timestamptz NOT NULL DEFAULT now(),
    pause_until  timestamptz NOT NULL DEFAULT 'epoch',
    probe_at     timestamptz NOT NULL DEFAULT 'epoch'
) WITH (fillfactor = 10);
INSERT INTO pace (name) VALUES ('siasn');

-- Whether a scan found the key to be gone from the source,
-- and the number of the scan that found the difference last.
ALTER TABLE changed_key ADD COLUMN gone boolean NOT NULL DEFAULT false, ADD COLUMN scan bigint;

-- A kind whose collected changes exceed the limits. Changes up to released_mark may pass.
CREATE TABLE guard (
    kind          text COLLATE "C" PRIMARY KEY,
    held          boolean NOT NULL DEFAULT false,
    loaded        boolean NOT NULL DEFAULT false, -- the first load is complete
    reason        text NOT NULL DEFAULT '',
    known         bigint NOT NULL DEFAULT 0,
    changed       bigint NOT NULL DEFAULT 0,
    gone          bigint NOT NULL DEFAULT 0,
    held_at       timestamptz,
    released_mark bigint NOT NULL DEFAULT 0,
    released_by   text,
    released_at   timestamptz
);
