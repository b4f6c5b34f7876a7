-- The event log: every request, verdict and decision, append-only and hash-chained.
-- hash = sha256(previous hash || the row's fields joined by US (0x1f)); changing, removing or
-- inserting a row breaks the chain from there on, which event_log_verify() finds.

CREATE TABLE event_log (
    id     bigint PRIMARY KEY,
    at     timestamptz NOT NULL,
    actor  text NOT NULL,
    what   text NOT NULL,
    nip    text COLLATE "C" NOT NULL DEFAULT '',
    kind   text COLLATE "C" NOT NULL DEFAULT '',
    src_id text COLLATE "C" NOT NULL DEFAULT '',
    detail text NOT NULL DEFAULT '{}', -- JSON text, kept byte for byte because it is hashed
    hash   bytea NOT NULL
);
CREATE INDEX event_log_nip ON event_log (nip, id) WHERE nip <> '';
CREATE INDEX event_log_at ON event_log (at);

CREATE TABLE event_head (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    id   bigint NOT NULL,
    hash bytea NOT NULL
) WITH (fillfactor = 10); -- one row, rewritten with each batch: room to do so in place
INSERT INTO event_head (id, hash) VALUES (0, sha256('siasn-sync'));

CREATE FUNCTION event_hash(previous bytea, e event_log) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(previous || convert_to(concat_ws(chr(31), e.id,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor, e.what, e.nip,
        e.kind, e.src_id, e.detail), 'UTF8'))
$$;

-- Appends in the order of the arrays. Locks the head to the end of the transaction, so call it
-- last. Returns the number of events.
CREATE FUNCTION event_append(p_actor text, p_what text[], p_nip text[], p_kind text[],
                             p_src_id text[], p_detail text[]) RETURNS integer
LANGUAGE plpgsql SET enable_seqscan = on AS $$
DECLARE
    head event_head;
    e    event_log;
    n    integer := coalesce(array_length(p_what, 1), 0);
BEGIN
    SELECT * INTO head FROM event_head FOR UPDATE;
    FOR i IN 1 .. n LOOP
        e := ROW(head.id + 1, clock_timestamp(), p_actor, p_what[i], p_nip[i], p_kind[i],
                 p_src_id[i], p_detail[i], NULL);
        e.hash := event_hash(head.hash, e);
        INSERT INTO event_log SELECT e.*;
        head.id := e.id;
        head.hash := e.hash;
    END LOOP;
    UPDATE event_head SET id = head.id, hash = head.hash;
    RETURN n;
END
$$;

-- The first row whose hash does not follow from its predecessor, or NULL when the chain is whole.
CREATE FUNCTION event_log_verify() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    previous bytea := sha256('siasn-sync');
    expected bigint := 1;
    e        event_log;
BEGIN
    FOR e IN SELECT * FROM event_log ORDER BY id LOOP
        IF e.id <> expected OR e.hash <> event_hash(previous, e) THEN
            RETURN e.id;
        END IF;
        previous := e.hash;
        expected := expected + 1;
    END LOOP;
    IF (SELECT id FROM event_head) <> expected - 1 OR (SELECT hash FROM event_head) <> previous THEN
        RETURN expected;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION event_log_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'event_log is append-only';
END
$$;
CREATE TRIGGER event_log_append_only BEFORE UPDATE OR DELETE ON event_log
    FOR EACH ROW EXECUTE FUNCTION event_log_closed();
CREATE TRIGGER event_log_no_truncate BEFORE TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION event_log_closed();
