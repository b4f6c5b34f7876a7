-- What delivering costs. One formula for the hash of an event, over what is hashed; the log is appended
-- to by one statement for all events of a transaction, not by one each.
CREATE FUNCTION event_digest(previous bytea, id bigint, at text, actor text, what text, nip text, kind text,
                             src_id text, detail text) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(previous || convert_to(concat_ws(chr(31), id, at, actor, what, nip, kind, src_id, detail), 'UTF8'))
$$;

CREATE FUNCTION event_time(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
$$;

CREATE OR REPLACE FUNCTION event_hash(previous bytea, e event_log) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT event_digest(previous, e.id, event_time(e.at), e.actor, e.what, e.nip, e.kind, e.src_id, e.detail)
$$;

-- Appends in the order of the arrays, all with the same time. Locks the head to the end of the transaction,
-- so call it last. Returns the number of events.
CREATE OR REPLACE FUNCTION event_append(p_actor text, p_what text[], p_nip text[], p_kind text[],
                                        p_src_id text[], p_detail text[]) RETURNS integer
LANGUAGE plpgsql SET enable_seqscan = on AS $$
DECLARE
    head   event_head;
    now_at timestamptz;
    now_is text;
    last   bytea;
    hashes bytea[];
    this   date := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC');
    n      integer := coalesce(array_length(p_what, 1), 0);
BEGIN
    SELECT * INTO head FROM event_head FOR UPDATE;
    IF n = 0 THEN
        RETURN 0;
    END IF;
    IF this > head.period THEN
        PERFORM event_month_open(this);
        head.period := this;
    END IF;
    now_at := clock_timestamp();
    now_is := event_time(now_at);
    last := head.hash;
    FOR i IN 1 .. n LOOP
        last := event_digest(last, head.id + i, now_is, p_actor, p_what[i], p_nip[i], p_kind[i], p_src_id[i],
                             p_detail[i]);
        hashes[i] := last;
    END LOOP;
    INSERT INTO event_log (id, at, actor, what, nip, kind, src_id, detail, hash, period)
    SELECT head.id + x.i, now_at, p_actor, x.what, x.nip, x.kind, x.src_id, x.detail, x.hash, head.period
    FROM unnest(p_what, p_nip, p_kind, p_src_id, p_detail, hashes)
         WITH ORDINALITY AS x (what, nip, kind, src_id, detail, hash, i);
    UPDATE event_head SET id = head.id + n, hash = last, period = head.period;
    RETURN n;
END
$$;

-- Replacing a function takes what 0014 gave it: whoever may append does so as the log's owner.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION event_append(text, text[], text[], text[], text[], text[])
                    SECURITY DEFINER SET search_path = %I, pg_temp', current_schema());
END
$$;

-- The log grows with time, so a summary of each range of pages finds a time as well as an entry a row.
DROP INDEX event_log_at;
CREATE INDEX event_log_at ON event_log USING brin (at) WITH (pages_per_range = 32);

-- outbox_open (0016) serves what this one did.
DROP INDEX outbox_undone;

-- A lease is prolonged in place when its page has room.
ALTER TABLE employee SET (fillfactor = 80);
