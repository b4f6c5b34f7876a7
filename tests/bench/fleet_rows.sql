-- :rows records of the outbox that wait, 35 a person; of the persons the first thousand are due. Adds what is missing;
-- indexes are made afterwards, as the migrations have them.
SET search_path = siasn;
SET synchronous_commit = off;
SET maintenance_work_mem = '256MB';
SET client_min_messages = warning;
SET session_replication_role = replica; -- no trigger, no check of references: the rows are sound
INSERT INTO employee (nip, pns_id, blocked)
SELECT to_char(date '1971-02-01' + i % 7000, 'YYYYMMDD') || '201001' || (1 + i % 2) || lpad((1 + i / 7000)::text, 3, '0'), 'P' || i, NULL
FROM generate_series((SELECT count(*)::int FROM employee) + 1, :rows / 35) AS i;
UPDATE employee SET due_at = NULL WHERE due_at IS NOT NULL;
UPDATE employee SET due_at = now() - interval '1 hour' WHERE nip IN (SELECT nip FROM employee ORDER BY nip LIMIT 1000);
CREATE TEMPORARY TABLE index_text AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS def FROM pg_index WHERE indrelid = 'outbox'::regclass AND NOT indisprimary;
CREATE TEMPORARY TABLE known AS SELECT DISTINCT nip FROM outbox;
SELECT format('DROP INDEX %s', name) FROM index_text
\gexec
INSERT INTO outbox (kind, src_id, nip, kind_order, op, payload, content_hash, faulty, state, due_at)
SELECT 'kursus', p.pns_id || '.' || k, p.nip, 40, 'upsert',
       json_build_object('instansiId', 'INST-1', 'institusiPenyelenggara', 'BPSDM Contoh', 'jenisDiklatId', '1', 'jenisKursus', '3',
           'jenisKursusSertipikat', 'T', 'jumlahJam', 40, 'lokasiId', '', 'namaKursus', 'Pelatihan Contoh ' || k, 'nomorSertipikat',
           p.pns_id || '/' || k || '/S/2024', 'tahunKursus', 2024, 'tanggalKursus', '04-03-2024', 'tanggalSelesaiKursus', '08-03-2024')::text,
       md5(p.nip || k), false, 'ready', now()
FROM employee AS p, generate_series(1, 35) AS k
WHERE NOT EXISTS (SELECT FROM known AS o WHERE o.nip = p.nip);
SELECT def FROM index_text
\gexec
VACUUM FULL ANALYZE employee;
VACUUM ANALYZE outbox;
