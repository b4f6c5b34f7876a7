-- Compares what SIASN holds (a dump of the sandbox) with what it should hold (contoh.expected).
--   psql -X -q -v dump=/path/dump.ndjson -f compare.sql
--
-- dump: NDJSON as in seed.sql, with "nip" on each history row. Before, the caller fills
--   contoh.not_delivered (view_name, src_id, state, codes): what the daemon holds back; state quarantine or pending.
-- Prints, a line for each kind:  t|expected|equal|quarantined|pending|lost|differing|duplicate
--   equal       stands at SIASN exactly once with equal content        quarantined, pending   not equal, and held back so
--   lost        neither equal nor held back                            differing   there, with other content (any state)
--   duplicate   natural keys a person has more than once at SIASN
-- expected = equal + quarantined + pending + lost. Variable kinds (an array literal) picks other kinds; with -v detail=1 the
-- lost rows follow. Left for queries: contoh.verdict (a row each), contoh.duplicate, contoh.surplus (at SIASN, not expected).
\set QUIET on
\set ON_ERROR_STOP on
\if :{?kinds} \else \set kinds '{pns,cpns,rw-jabatan,rw-diklat,rw-kursus,rw-angkakredit,rw-skp22,rw-kinerjaperiodik,rw-skp2021,rw-skp,rw-penghargaan}' \endif
\pset tuples_only on
\pset format unaligned
\pset fieldsep '|'
SET client_min_messages = warning;

CREATE TABLE IF NOT EXISTS contoh.not_delivered (view_name text NOT NULL, src_id text NOT NULL, state text NOT NULL, codes text[]);
DROP TABLE IF EXISTS contoh.dump_line, contoh.dump, contoh.verdict CASCADE;
CREATE TABLE contoh.dump_line (line text);
-- \copy knows no variables: write the command to a file and include it. Control characters cannot stand raw in JSON, so they
-- are safe as delimiter and quote.
\set script `mktemp`
\setenv SAMPLE_DUMP :dump
\setenv SAMPLE_SCRIPT :script
\! printf '%s\n' "\\copy contoh.dump_line (line) from '$SAMPLE_DUMP' with (format csv, delimiter E'\\x01', quote E'\\x02', escape E'\\x02')" > "$SAMPLE_SCRIPT"
\i :script
\! rm -f "$SAMPLE_SCRIPT"

CREATE TABLE contoh.dump AS
SELECT x.t, coalesce(j->>'nip', j->'row'->>'nipBaru') AS nip, j->'row'->>'id' AS id, contoh.kunci(x.t, row) AS kunci, row
  FROM contoh.dump_line, LATERAL (SELECT line::jsonb AS j) AS l,
       -- what cannot be read back counts where it tells rows apart; rw-skp by year; of the master record two parts
       LATERAL (SELECT CASE WHEN j->>'t' = 'rw-kinerjaperiodik' THEN coalesce(j->'write_only', '{}') || (j->'row') ELSE j->'row' END AS row) AS r,
       LATERAL unnest(CASE WHEN j->>'t' = 'pns' THEN '{pns,cpns}'::text[] WHEN j->>'t' = 'rw-skp' AND j->'row'->>'tahun' = '2021' THEN '{rw-skp2021}' ELSE array[j->>'t'] END) AS x (t)
 WHERE x.t = ANY (:'kinds'::text[]);
DROP TABLE contoh.dump_line;

-- Equal content: every expected field, null = '', numbers as text; ids of the person are the match itself.
CREATE OR REPLACE FUNCTION contoh.sama(harap jsonb, ada jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT NOT EXISTS (SELECT FROM jsonb_each_text(harap - '{id,idPns,nipBaru}'::text[]) AS h (k, v)
                        WHERE coalesce(btrim(v), '') <> coalesce(btrim(CASE WHEN k = 'subJabatanId' THEN nullif(ada->>k, '0') WHEN k = 'kepemimpinan' THEN coalesce(ada->>k, '0') ELSE ada->>k END), ''))
$$;

CREATE TEMP TABLE harap AS
SELECT t, view_name, src_id, nip, contoh.kunci(t, row) AS kunci, row FROM contoh.expected WHERE t = ANY (:'kinds'::text[]);
ANALYZE harap;
ANALYZE contoh.dump;
CREATE TABLE contoh.verdict AS
SELECT v.*, n.state, n.codes, CASE WHEN equal THEN 'equal' WHEN n.state = 'quarantine' THEN 'quarantined' WHEN n.state IS NOT NULL THEN 'pending' ELSE 'lost' END AS verdict
  FROM (SELECT h.t, h.view_name, h.src_id, h.nip, h.kunci, count(d.t) AS found, count(d.t) = 1 AND bool_and(contoh.sama(h.row, d.row)) AS equal
          FROM harap h LEFT JOIN contoh.dump d ON d.t = h.t AND d.nip = h.nip AND d.kunci = h.kunci
         GROUP BY h.t, h.view_name, h.src_id, h.nip, h.kunci) AS v
  LEFT JOIN (SELECT view_name, src_id, max(state) AS state, max(codes) AS codes FROM contoh.not_delivered GROUP BY 1, 2) AS n USING (view_name, src_id);
CREATE VIEW contoh.duplicate AS SELECT t, nip, kunci, count(*) AS rows, array_agg(id) AS ids FROM contoh.dump GROUP BY t, nip, kunci HAVING count(*) > 1;
CREATE VIEW contoh.surplus AS
SELECT d.* FROM contoh.dump d WHERE NOT EXISTS (SELECT FROM contoh.verdict v WHERE v.t = d.t AND v.nip = d.nip AND v.kunci = d.kunci);

SELECT k.t, count(v.t), count(*) FILTER (WHERE verdict = 'equal'), count(*) FILTER (WHERE verdict = 'quarantined'), count(*) FILTER (WHERE verdict = 'pending'),
       count(*) FILTER (WHERE verdict = 'lost'), count(*) FILTER (WHERE found > 0 AND NOT equal), (SELECT count(*) FROM contoh.duplicate x WHERE x.t = k.t)
  FROM unnest(:'kinds'::text[]) WITH ORDINALITY AS k (t, i) LEFT JOIN contoh.verdict v ON v.t = k.t GROUP BY k.t, k.i ORDER BY k.i;
\if :{?detail}
SELECT 'lost', t, view_name, src_id, nip, found, kunci FROM contoh.verdict WHERE verdict = 'lost' ORDER BY t, src_id COLLATE "C" LIMIT 200;
\endif
