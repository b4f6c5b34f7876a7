-- What SIASN's code lists hold, what changed in them, and which local code is which of theirs.

-- One row a list that was ever asked for. A list that shrinks suddenly is refused and the old kept.
CREATE TABLE reference_list (
    list       text COLLATE "C" PRIMARY KEY,
    pulled_at  timestamptz,                 -- last pull that was taken; NULL: none yet
    tried_at   timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz,                 -- last pull that brought something new
    rows       bigint NOT NULL DEFAULT 0,   -- items that stand in the list now
    hash       text NOT NULL DEFAULT '',    -- of all items, in order
    problem    text NOT NULL DEFAULT ''     -- why the last try was not taken; '': it was
);

-- Items as last read. One that is gone stays, for rows of old still name it.
CREATE TABLE reference_item (
    list       text COLLATE "C" NOT NULL,
    id         text COLLATE "C" NOT NULL,   -- opaque, case kept
    name       text NOT NULL,
    parent     text COLLATE "C" NOT NULL DEFAULT '', -- id of the item above, in this list or another
    code       text COLLATE "C" NOT NULL DEFAULT '', -- BKN's short code (cepat kode)
    level      text COLLATE "C" NOT NULL DEFAULT '', -- eselon, jenjang or tingkat
    title      text NOT NULL DEFAULT '',    -- of the unit's head
    active     boolean NOT NULL DEFAULT true, -- as the list itself says
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen  timestamptz NOT NULL DEFAULT now(), -- of one that stands: reference_list.pulled_at
    gone_at    timestamptz,                 -- first pull it was missing from
    raw        jsonb NOT NULL,
    PRIMARY KEY (list, id)
);
CREATE INDEX reference_item_unusable ON reference_item (list, id) WHERE gone_at IS NOT NULL OR NOT active;

-- Every change after the first pull: 'added', 'changed', 'gone', 'back'.
CREATE TABLE reference_history (
    list     text COLLATE "C" NOT NULL,
    id       text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    what     text NOT NULL CHECK (what IN ('added', 'changed', 'gone', 'back')),
    old      jsonb,                         -- name, parent, code, level, title, active; NULL: it was not there
    new      jsonb,                         -- the same; NULL: it is not there
    PRIMARY KEY (list, id, at)
);

-- A list under way, page by page; empty otherwise.
CREATE TABLE reference_incoming (
    list   text COLLATE "C" NOT NULL,
    id     text COLLATE "C" NOT NULL,
    name   text NOT NULL,
    parent text COLLATE "C" NOT NULL,
    code   text COLLATE "C" NOT NULL,
    level  text COLLATE "C" NOT NULL,
    title  text NOT NULL,
    active boolean NOT NULL,
    raw    jsonb NOT NULL,
    PRIMARY KEY (list, id)
);

-- Which member of a payload names an item of which list, and the reason given when it no longer may.
CREATE TABLE reference_use (
    field text COLLATE "C" NOT NULL,
    list  text COLLATE "C" NOT NULL,
    code  text NOT NULL,
    PRIMARY KEY (field, list)
);
INSERT INTO reference_use (field, list, code) VALUES
    ('unorId', 'ref-unor', 'UNOR_INACTIVE'),
    ('jabatanFungsionalId', 'jabatan-fungsional', 'JAB_INACTIVE'),
    ('jabatanFungsionalUmumId', 'jabatan-fungsional-umum', 'JAB_INACTIVE'),
    ('pendidikanId', 'pendidikan', 'REF_GONE'),
    ('tkPendidikanId', 'tingkat-pendidikan', 'REF_GONE'),
    ('latihanStrukturalId', 'latihan-struktural', 'REF_GONE'),
    ('jenisDiklatId', 'jenis-diklat', 'REF_GONE'),
    ('golonganId', 'golongan', 'REF_GONE'),
    ('eselonId', 'eselon', 'REF_GONE'),
    ('jenisHukumanId', 'jenis-hukuman', 'REF_GONE'),
    ('alasanHukumanDisiplinId', 'alasan-hukuman-disiplin', 'REF_GONE'),
    ('satuanKerjaId', 'satuan-kerja', 'REF_GONE'),
    ('lokasiKerjaId', 'lokasi', 'REF_GONE');

-- A warning does not stop the row: it says that BKN may soon refuse it.
ALTER TABLE quarantine DROP CONSTRAINT quarantine_severity_check,
    ADD CONSTRAINT quarantine_severity_check CHECK (severity IN ('error', 'warning', 'info'));

-- Local codes and their SIASN counterparts: proposed by us, decided by a person. The source's views
-- own the mapping; what is confirmed here is carried there by `siasnctl map export`.
CREATE TABLE mapping (
    what         text NOT NULL CHECK (what IN ('unor', 'jabatan', 'pendidikan', 'diklat')),
    local_id     text COLLATE "C" NOT NULL,
    siasn_id     text COLLATE "C" NOT NULL,
    local_name   text NOT NULL DEFAULT '',
    score        smallint,                  -- thousandths; NULL: entered by a person
    reasons      text NOT NULL DEFAULT '',  -- in Bahasa Indonesia
    proposed_at  timestamptz,
    confirmed_by text,
    confirmed_at timestamptz,
    rejected_by  text,                      -- or who put another one in its place
    rejected_at  timestamptz,
    PRIMARY KEY (what, local_id, siasn_id),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((rejected_by IS NULL) = (rejected_at IS NULL))
);
CREATE UNIQUE INDEX mapping_confirmed ON mapping (what, local_id)
    WHERE confirmed_at IS NOT NULL AND rejected_at IS NULL;
