-- Pages for HR staff and auditors: who may look, who looked, and what lists need to stay fast.

-- The person's name with titles, as the last survey saw it: only for people who look for somebody.
ALTER TABLE employee ADD COLUMN name text;
CREATE INDEX employee_opd ON employee (opd_id, nip);

-- Lists go by the newest change, from a key on: once over everything, once by state.
CREATE INDEX outbox_changed ON outbox (changed_at, kind, src_id);
CREATE INDEX outbox_open ON outbox (state, changed_at, kind, src_id) WHERE state <> 'done';
CREATE INDEX event_log_what ON event_log (what, id);

-- What stood in quarantine at the end of each day, by OPD and code, so that progress can be seen.
CREATE TABLE quarantine_day (
    day     date NOT NULL,
    opd_id  text COLLATE "C" NOT NULL,
    code    text COLLATE "C" NOT NULL,
    rows    bigint NOT NULL,
    persons bigint NOT NULL,
    PRIMARY KEY (day, opd_id, code)
);

CREATE TABLE web_user (
    name        text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    full_name   text NOT NULL CHECK (btrim(full_name) <> ''),
    role        text NOT NULL CHECK (role IN ('hr', 'auditor', 'admin')),
    opd_id      text COLLATE "C",              -- role hr only: sees the people of this OPD and no others
    password    text NOT NULL DEFAULT '',      -- see daemon/edge/password.h; '': logs in through a proxy only
    must_change boolean NOT NULL DEFAULT true, -- the password came from somebody else
    password_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CHECK (opd_id IS NULL OR role = 'hr')
);

-- id is the SHA-256 of what the browser holds: who reads the table cannot take a session over.
CREATE TABLE web_session (
    id         text COLLATE "C" PRIMARY KEY,
    user_name  text COLLATE "C" NOT NULL REFERENCES web_user (name) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    address    text NOT NULL,
    agent      text NOT NULL
);
CREATE INDEX web_session_user ON web_session (user_name);

-- Logins that failed or are under way: too many lock the name, or the address, for a while.
CREATE TABLE web_attempt (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now(),
    name    text COLLATE "C" NOT NULL,
    address text COLLATE "C" NOT NULL
);
CREATE INDEX web_attempt_name ON web_attempt (name, at);
CREATE INDEX web_attempt_address ON web_attempt (address, at);

-- Who has looked at whom. Logins, and refusals, stand here too (nip '').
CREATE TABLE web_access (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT now(),
    user_name text COLLATE "C" NOT NULL,
    what      text NOT NULL CHECK (what IN ('pegawai', 'daftar', 'unduhan', 'masuk', 'keluar', 'gagal', 'sandi', 'ditolak')),
    nip       text COLLATE "C" NOT NULL DEFAULT '',
    page      text NOT NULL DEFAULT '',
    address   text NOT NULL DEFAULT ''
);
CREATE INDEX web_access_nip ON web_access (nip, id) WHERE nip <> '';

CREATE FUNCTION web_access_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'web_access is append-only';
END
$$;
CREATE TRIGGER web_access_append_only BEFORE UPDATE OR DELETE ON web_access
    FOR EACH ROW EXECUTE FUNCTION web_access_closed();
CREATE TRIGGER web_access_no_truncate BEFORE TRUNCATE ON web_access
    FOR EACH STATEMENT EXECUTE FUNCTION web_access_closed();

-- Entries of the performance tree and their events, all or none. The pages' role may call it and has no
-- right to write entries or events in any other way.
CREATE FUNCTION pohon_entry_write(p_actor text, p_node text[], p_what text[], p_year integer[], p_quarter integer[],
                                  p_low numeric[], p_high numeric[], p_by text[], p_document text[], p_note text[],
                                  p_survey text[], p_detail text[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    n integer := coalesce(array_length(p_node, 1), 0);
BEGIN
    INSERT INTO pohon_entry (node, what, year, quarter, low, high, by_name, document, note, survey)
    SELECT x.node, x.what, x.year, x.quarter, x.low, x.high, x.by_name, x.document, x.note, x.survey
    FROM unnest(p_node, p_what, p_year, p_quarter, p_low, p_high, p_by, p_document, p_note, p_survey)
         WITH ORDINALITY AS x (node, what, year, quarter, low, high, by_name, document, note, survey, ord)
    ORDER BY x.ord;
    PERFORM event_append(p_actor, array_fill('pohon_entry'::text, ARRAY[n]), array_fill(''::text, ARRAY[n]),
                         array_fill(''::text, ARRAY[n]), p_node, p_detail);
    RETURN n;
END
$$;
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION pohon_entry_write SECURITY DEFINER SET search_path = %I, pg_temp', current_schema());
END
$$;
REVOKE EXECUTE ON FUNCTION pohon_entry_write FROM PUBLIC;

-- What the pages' database role may do, and nothing more. Everything may be read, now and after the next
-- migration; sessions and logins are its own; passwords may be changed; the access log only grows.
CREATE FUNCTION web_grant(p_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    here text := current_schema();
    line text;
BEGIN
    FOREACH line IN ARRAY ARRAY[
        'GRANT USAGE ON SCHEMA %2$I TO %1$I',
        'REVOKE ALL ON ALL TABLES IN SCHEMA %2$I FROM %1$I',
        'GRANT SELECT ON ALL TABLES IN SCHEMA %2$I TO %1$I',
        'ALTER DEFAULT PRIVILEGES IN SCHEMA %2$I GRANT SELECT ON TABLES TO %1$I',
        'GRANT INSERT, UPDATE, DELETE ON %2$I.web_session TO %1$I',
        'GRANT INSERT, DELETE ON %2$I.web_attempt TO %1$I',
        'GRANT INSERT ON %2$I.web_access TO %1$I',
        'GRANT UPDATE (password, password_at, must_change) ON %2$I.web_user TO %1$I',
        'GRANT EXECUTE ON FUNCTION %2$I.pohon_entry_write TO %1$I'] LOOP
        EXECUTE format(line, p_role, here);
    END LOOP;
END
$$;
