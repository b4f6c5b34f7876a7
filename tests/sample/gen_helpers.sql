-- Generator, part 1: schema contoh, parameters, and the pseudo-random helpers.
-- Everything is a function of (:seed, a text key), never of random() or of row order, so one seed gives one data set.
DROP SCHEMA IF EXISTS contoh CASCADE;
CREATE SCHEMA contoh;

-- The clock of the sample: nothing in it is later than this day, save planted defects.
CREATE TABLE contoh.param AS SELECT :size::int AS size, :seed::bigint AS seed, date '2026-06-30' AS hari_ini;

-- 0 <= acak(key, n) < n
CREATE FUNCTION contoh.acak(kunci text, n bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ((hashtextextended(kunci, :seed::bigint) & 9223372036854775807) % n)::integer;

-- one element of an array
CREATE FUNCTION contoh.pilih(kunci text, pilihan text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pilihan[1 + contoh.acak(kunci, cardinality(pilihan))];

-- A synthetic SIASN id in one of the three forms that coexist at BKN: 32 hex upper, 32 hex lower, 36-character uuid.
CREATE FUNCTION contoh.id_siasn(kunci text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN contoh.acak('bentuk' || kunci, 20) < 9 THEN upper(md5(kunci || ':' || :seed))
            WHEN contoh.acak('bentuk' || kunci, 20) < 17 THEN md5(kunci || ':' || :seed)
            ELSE md5(kunci || ':' || :seed)::uuid::text END;

-- The person's id at BKN: fixed by the NIP.
CREATE FUNCTION contoh.pns_id(nip text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN upper(md5('pns:' || nip));

-- When the application last touched a row: a minute of the last two years.
CREATE FUNCTION contoh.waktu(kunci text) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN timestamp '2026-06-30 16:00' - make_interval(mins => contoh.acak('waktu' || kunci, 1051200));

-- Every planted defect, by the codes of the catalogue.
--   baris     the row itself must stand in quarantine with this code
--   turunan   the row is sound, but its person (or parent row) is not; it must not be delivered; code of the person
--   kembar    one of a pair: quarantining or delivering it are both right
--   temuan    to be reported; the row itself is deliverable
CREATE TABLE simpeg.contoh_cacat (
    view_name text NOT NULL, src_id text NOT NULL, nip text, code text NOT NULL,
    sifat text NOT NULL DEFAULT 'baris' CHECK (sifat IN ('baris', 'turunan', 'kembar', 'temuan')),
    PRIMARY KEY (view_name, src_id, code));

-- What BKN has: units, positions, sub-positions, majors. The adapter's mapping tables are filled from here (mapping.sql),
-- and expected.sql reads them directly.
CREATE TABLE contoh.bkn_unor (kode text PRIMARY KEY, unor_id text NOT NULL UNIQUE, dipetakan boolean, ada boolean);
CREATE TABLE contoh.bkn_jabatan (id text PRIMARY KEY, jabatan_id text NOT NULL UNIQUE, dipetakan boolean, ada boolean);
CREATE TABLE contoh.bkn_tugas (id smallint PRIMARY KEY, sub_jabatan_id text NOT NULL UNIQUE);
CREATE TABLE contoh.bkn_jurusan (id integer PRIMARY KEY, pendidikan_id text NOT NULL UNIQUE);
