-- The event log by months, so that old ones can go at once and what remains still verifies; who may
-- append; where this state lives, so that a restored copy is known for one.

-- One row a month of the log (UTC), and the anchor that stands for it. `anchor` is JSON text: first and
-- last id, number of events, the hash before the first and that of the last. It is written when the month
-- is first exported, signed when there is a key, and never changes; the month's rows may go after that.
CREATE TABLE event_month (
    month       date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    table_name  text NOT NULL UNIQUE,
    first_id    bigint,
    last_id     bigint,
    hash_before bytea,
    hash_after  bytea,
    anchor      text,
    signature   text,                        -- Ed25519 over anchor, hex; NULL: there was no key
    public_key  text,
    exported_at timestamptz,
    exported_by text,
    dropped_at  timestamptz,
    dropped_by  text,
    document    text,                        -- by which the drop was approved
    drop_event  bigint,                      -- the event that tells of it
    CHECK ((anchor IS NULL) = (exported_at IS NULL) AND (anchor IS NULL) = (last_id IS NULL)),
    CHECK (dropped_at IS NULL OR (anchor IS NOT NULL AND drop_event IS NOT NULL))
);

CREATE FUNCTION event_month_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.dropped_at IS NOT NULL OR OLD.month <> NEW.month
       OR (OLD.anchor IS NOT NULL AND (OLD.anchor, OLD.first_id, OLD.last_id, OLD.hash_before, OLD.hash_after)
           IS DISTINCT FROM (NEW.anchor, NEW.first_id, NEW.last_id, NEW.hash_before, NEW.hash_after)) THEN
        RAISE EXCEPTION 'event_month is append-only';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER event_month_append_only BEFORE UPDATE OR DELETE ON event_month
    FOR EACH ROW EXECUTE FUNCTION event_month_closed();
CREATE TRIGGER event_month_no_truncate BEFORE TRUNCATE ON event_month
    FOR EACH STATEMENT EXECUTE FUNCTION event_month_closed();

-- The log as it was becomes the first partition, rows untouched: all up to the end of this month.
-- period is the month an event was filed under; it never goes back, so that a month is one piece of the
-- chain whatever a clock did. It is not hashed: at is.
DROP FUNCTION event_log_verify();
DROP FUNCTION event_append(text, text[], text[], text[], text[], text[]);
DROP FUNCTION event_hash(bytea, event_log);
DROP TRIGGER event_log_append_only ON event_log;
ALTER TABLE event_log DROP CONSTRAINT event_log_pkey;
ALTER INDEX event_log_nip RENAME TO event_log_first_nip;
ALTER INDEX event_log_at RENAME TO event_log_first_at;
ALTER TABLE event_log RENAME TO event_log_first;

CREATE TABLE event_log (
    id     bigint NOT NULL,
    at     timestamptz NOT NULL,
    actor  text NOT NULL,
    what   text NOT NULL,
    nip    text COLLATE "C" NOT NULL DEFAULT '',
    kind   text COLLATE "C" NOT NULL DEFAULT '',
    src_id text COLLATE "C" NOT NULL DEFAULT '',
    detail text NOT NULL DEFAULT '{}', -- JSON text, kept byte for byte because it is hashed
    hash   bytea NOT NULL,
    period date NOT NULL,
    PRIMARY KEY (id, period)
) PARTITION BY RANGE (period);
CREATE INDEX event_log_nip ON event_log (nip, id) WHERE nip <> '';
CREATE INDEX event_log_at ON event_log (at);
CREATE TRIGGER event_log_append_only BEFORE UPDATE OR DELETE ON event_log
    FOR EACH ROW EXECUTE FUNCTION event_log_closed();
CREATE TRIGGER event_log_no_truncate BEFORE TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION event_log_closed();

ALTER TABLE event_head ADD COLUMN period date;
DO $$
DECLARE
    this date := date_trunc('month', now() AT TIME ZONE 'UTC');
BEGIN
    EXECUTE format('ALTER TABLE event_log_first ADD COLUMN period date NOT NULL DEFAULT %L', this);
    ALTER TABLE event_log_first ALTER COLUMN period DROP DEFAULT;
    EXECUTE format('ALTER TABLE event_log ATTACH PARTITION event_log_first FOR VALUES FROM (MINVALUE) TO (%L)',
                   (this + interval '1 month')::date);
    INSERT INTO event_month (month, table_name) VALUES (this, 'event_log_first');
    UPDATE event_head SET period = this;
    ALTER TABLE event_head ALTER COLUMN period SET NOT NULL;
END
$$;

CREATE FUNCTION event_hash(previous bytea, e event_log) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(previous || convert_to(concat_ws(chr(31), e.id,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor, e.what, e.nip,
        e.kind, e.src_id, e.detail), 'UTF8'))
$$;

-- The table of a month, made when its first event comes. Attached, not created as a partition: readers
-- need not wait.
CREATE FUNCTION event_month_open(p_month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := 'event_log_' || to_char(p_month, 'YYYY_MM');
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE event_log INCLUDING DEFAULTS)', name);
    EXECUTE format('CREATE TRIGGER event_log_no_truncate BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION event_log_closed()', name);
    EXECUTE format('ALTER TABLE event_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name,
                   p_month, (p_month + interval '1 month')::date);
    INSERT INTO event_month (month, table_name) VALUES (p_month, name);
END
$$;

-- Appends in the order of the arrays. Locks the head to the end of the transaction, so call it
-- last. Returns the number of events.
CREATE FUNCTION event_append(p_actor text, p_what text[], p_nip text[], p_kind text[],
                             p_src_id text[], p_detail text[]) RETURNS integer
LANGUAGE plpgsql SET enable_seqscan = on AS $$
DECLARE
    head event_head;
    e    event_log;
    this date := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC');
    n    integer := coalesce(array_length(p_what, 1), 0);
BEGIN
    SELECT * INTO head FROM event_head FOR UPDATE;
    IF this > head.period AND n > 0 THEN
        PERFORM event_month_open(this);
        head.period := this;
    END IF;
    FOR i IN 1 .. n LOOP
        e := ROW(head.id + 1, clock_timestamp(), p_actor, p_what[i], p_nip[i], p_kind[i],
                 p_src_id[i], p_detail[i], NULL, head.period);
        e.hash := event_hash(head.hash, e);
        INSERT INTO event_log SELECT e.*;
        head.id := e.id;
        head.hash := e.hash;
    END LOOP;
    UPDATE event_head SET id = head.id, hash = head.hash, period = head.period;
    RETURN n;
END
$$;

-- The first id at which the chain is broken, or NULL when it is whole: from the anchor of the last
-- dropped month on (the anchors follow one another, and each is told of by an event of the chain or of a
-- later dropped month) to the head.
CREATE FUNCTION event_log_verify() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    previous bytea := sha256('siasn-sync');
    expected bigint := 1;
    m        event_month;
    e        event_log;
BEGIN
    FOR m IN SELECT * FROM event_month WHERE dropped_at IS NOT NULL ORDER BY month LOOP
        IF m.first_id <> expected OR m.hash_before <> previous THEN
            RETURN m.first_id;
        END IF;
        previous := m.hash_after;
        expected := m.last_id + 1;
    END LOOP;
    FOR m IN SELECT * FROM event_month WHERE dropped_at IS NOT NULL AND drop_event >= expected ORDER BY month LOOP
        IF NOT EXISTS (SELECT FROM event_log AS l WHERE l.id = m.drop_event AND l.what = 'log_drop'
                       AND l.src_id = to_char(m.month, 'YYYY-MM')
                       AND (l.detail::json ->> 'anchor') IS NOT DISTINCT FROM m.anchor) THEN
            RETURN m.first_id;
        END IF;
    END LOOP;
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

-- Removes the rows of a month whose anchor stands: the oldest that is left. The caller has checked that
-- an exported file holds them. Appends the event that tells of it and returns its id.
CREATE FUNCTION event_month_drop(p_month date, p_by text, p_document text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m     event_month;
    event bigint;
BEGIN
    PERFORM FROM event_head FOR UPDATE;
    SELECT * INTO m FROM event_month WHERE month = p_month FOR UPDATE;
    IF m.anchor IS NULL OR m.dropped_at IS NOT NULL
       OR EXISTS (SELECT FROM event_month WHERE month < p_month AND dropped_at IS NULL) THEN
        RAISE EXCEPTION 'month % cannot be dropped: it is not exported, is gone already, or an older one is left', p_month;
    END IF;
    PERFORM event_append('siasnctl', ARRAY['log_drop'], ARRAY[''], ARRAY[''], ARRAY[to_char(p_month, 'YYYY-MM')],
                         ARRAY[json_build_object('by', p_by, 'document', p_document, 'anchor', m.anchor)::text]);
    SELECT id INTO event FROM event_head;
    EXECUTE format('DROP TABLE %I', m.table_name);
    UPDATE event_month SET dropped_at = clock_timestamp(), dropped_by = p_by, document = p_document, drop_event = event
    WHERE month = p_month;
    RETURN event;
END
$$;

-- Snapshots whose rows (inputs, verdicts, evidence) stand in an exported folder only. Header, signature and
-- figures stay; the folder verifies against them.
CREATE TABLE indicator_dropped (
    snapshot   integer PRIMARY KEY REFERENCES indicator_snapshot (id),
    dropped_at timestamptz NOT NULL DEFAULT now(),
    dropped_by text NOT NULL CHECK (btrim(dropped_by) <> ''),
    document   text NOT NULL CHECK (btrim(document) <> '')
);
CREATE TRIGGER indicator_dropped_closed BEFORE UPDATE OR DELETE ON indicator_dropped
    FOR EACH ROW EXECUTE FUNCTION indicator_closed();

-- Appending runs with the owner's rights, so that a daemon whose role does not own the tables can append
-- and do nothing else to the log; nobody else may call it.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION event_append(text, text[], text[], text[], text[], text[])
                    SECURITY DEFINER SET search_path = %I, pg_temp', current_schema());
END
$$;
REVOKE EXECUTE ON FUNCTION event_append(text, text[], text[], text[], text[], text[]) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION event_month_open(date), event_month_drop(date, text, text) FROM PUBLIC;
