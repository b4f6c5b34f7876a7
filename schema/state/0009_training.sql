-- Training completions from outside SIMPEG: e-Sinau and other learning systems, as CSV files or as a
-- view in another database. They become records of kind kursus; in source_row, changed_key and guard
-- they are a feed of their own, `sinau`, so that SIMPEG's scans and limits do not mix with theirs.

-- The same certificate number or course name, however it was typed: NULL when it says nothing.
CREATE FUNCTION training_number_key(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT nullif(regexp_replace(lower(number), '^[-.0[:space:]]*$|[[:space:]]', '', 'g'), '')
$$;
CREATE FUNCTION training_name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT nullif(btrim(regexp_replace(lower(name), '[^[:alnum:]]+', ' ', 'g')), '')
$$;

CREATE TABLE training (
    src_id           text COLLATE "C" PRIMARY KEY, -- sinau:..., see daemon/pure/completion.h
    nip              text COLLATE "C" NOT NULL,
    origin           text NOT NULL CHECK (origin IN ('csv', 'view')),
    sumber           text NOT NULL,
    sumber_ref       text,
    nama             text,
    penyelenggara    text,
    nomor_sertifikat text,
    tgl_mulai        date,
    tgl_selesai      date,
    tahun            integer,
    jp               integer,
    lulus            boolean NOT NULL,
    jenis_diklat_id  text,
    jenis_sertipikat text,
    jenis_kursus_id  text,
    lokasi_id        text,
    rumpun           text,
    dokumen          text,
    withdrawn        boolean NOT NULL DEFAULT false, -- the view it came from no longer has it
    file             text NOT NULL,                  -- that brought this content; or the view
    line             integer,
    file_hash        text,
    loaded_at        timestamptz NOT NULL DEFAULT now(),
    changed_at       timestamptz NOT NULL DEFAULT now(),
    number_key       text GENERATED ALWAYS AS (training_number_key(nomor_sertifikat)) STORED,
    name_key         text GENERATED ALWAYS AS (training_name_key(nama)) STORED,
    -- The record that says the same, of SIMPEG or earlier: this row is not sent while it stands.
    twin_kind        text COLLATE "C",
    twin_src_id      text COLLATE "C",
    twin_by          text CHECK (twin_by IN ('number', 'name')),
    twin_since       timestamptz
);
CREATE INDEX training_nip ON training (nip);
CREATE INDEX training_twin ON training (nip) WHERE twin_src_id IS NOT NULL;

-- The same rows as v_rw_kursus has them (schema/source/contract.json).
CREATE VIEW training_row AS
SELECT src_id, nip, CASE WHEN lulus THEN 1 ELSE 0 END AS status_verif,
       withdrawn OR twin_src_id IS NOT NULL AS is_deleted, changed_at AS updated_at,
       file AS src_table, jenis_diklat_id, jenis_sertipikat, jenis_kursus_id, nama, penyelenggara,
       nomor_sertifikat, tahun, tgl_mulai, tgl_selesai, jp, lokasi_id, rumpun, sumber, sumber_ref
FROM training;

-- Files by content: the same content is read once, whatever its name.
CREATE TABLE training_file (
    hash       text COLLATE "C" PRIMARY KEY, -- SHA-256
    name       text NOT NULL,
    size       bigint NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz,                  -- NULL: begun, not finished
    rows       bigint NOT NULL DEFAULT 0,
    changed    bigint NOT NULL DEFAULT 0,    -- completions it brought or changed
    rejected   bigint NOT NULL DEFAULT 0,
    refused    text                          -- why the whole file could not be read
);
CREATE INDEX training_file_read ON training_file (read_at);

-- Lines and rows that could not become a completion.
CREATE TABLE training_reject (
    id          text COLLATE "C" PRIMARY KEY, -- digest of what was said and the reason
    origin      text NOT NULL CHECK (origin IN ('csv', 'view')),
    file        text NOT NULL,
    file_hash   text NOT NULL,
    line        integer,                      -- NULL for a row of a view
    src_id      text COLLATE "C",             -- where enough was readable to say
    nip         text COLLATE "C" NOT NULL DEFAULT '',
    reason      text NOT NULL,
    first_seen  timestamptz NOT NULL DEFAULT now(),
    last_seen   timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz                   -- a later row or file has put it right
);
CREATE INDEX training_reject_open ON training_reject (file, line) WHERE resolved_at IS NULL;
CREATE INDEX training_reject_key ON training_reject (src_id) WHERE resolved_at IS NULL;
