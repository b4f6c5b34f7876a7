-- :persons invented persons with 35 records each, and as many events as records, over two years of months.
SET search_path = siasn;
SET synchronous_commit = off;
SET session_replication_role = replica; -- foreign keys hold by construction

INSERT INTO employee (nip, pns_id, opd_id, opd_name, name)
SELECT '19' || lpad((i % 9999)::text, 4, '0') || lpad(i::text, 12, '0'), md5(i::text), 'O' || i % 60,
       'Dinas Nomor ' || i % 60,
       (ARRAY['Siti', 'Budi', 'Agus', 'Dewi', 'Rina', 'Joko', 'Tono', 'Wati'])[1 + i % 8] || ' '
       || (ARRAY['Rahayu', 'Santosa', 'Purnomo', 'Lestari', 'Wibowo', 'Hidayat', 'Pratama'])[1 + i % 7] || ' ' || i
FROM generate_series(1, :persons) AS i;

INSERT INTO outbox (kind, src_id, nip, kind_order, sort_key, op, payload, faulty, state, outcome, changed_at, delivered_at)
SELECT (ARRAY['jabatan', 'diklat', 'kursus', 'skp22', 'golongan', 'pendidikan', 'penghargaan'])[1 + k % 7],
       'besar-' || i || '-' || k, '19' || lpad((i % 9999)::text, 4, '0') || lpad(i::text, 12, '0'), 20, k::text, 'upsert', '{"a":1}',
       false, CASE WHEN (i * 37 + k) % 500 = 0 THEN 'rejected' WHEN (i * 37 + k) % 5000 = 1 THEN 'retry' ELSE 'done' END, 'created',
       now() - (i * 35 + k) % 34560000 * interval '1 s', now()
FROM generate_series(1, :persons) AS i, generate_series(1, 35) AS k;

SET ROLE siasn_sync; -- the tables are the daemon's
SELECT count(event_month_open((date_trunc('month', now() AT TIME ZONE 'UTC') + m * interval '1 month')::date))
FROM generate_series(1, 24) AS m;
RESET ROLE;
INSERT INTO event_log (id, at, actor, what, nip, kind, src_id, detail, hash, period)
SELECT 100000000 + n, at, 'siasnd', (ARRAY['write', 'delivered', 'read', 'intent'])[1 + n % 4],
       '19' || lpad((i % 9999)::text, 4, '0') || lpad(i::text, 12, '0'), 'kursus', n::text, '{"verdict":"ok","status":200}', '\x00',
       date_trunc('month', at AT TIME ZONE 'UTC')::date
FROM (SELECT n, 1 + n * 7919 % :persons AS i, now() + n * (interval '700 days' / (:persons::bigint * 35)) AS at
      FROM generate_series(1::bigint, :persons::bigint * 35) AS n) AS x;

INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT kind, src_id, (ARRAY['FIELD_MISSING', 'SKP_PARTIAL', 'DATE_SENTINEL', 'TMT_MISSING'])[1 + kind_order % 4], 'x', nip, '', 'error'
FROM outbox WHERE state = 'rejected' AND src_id LIKE 'besar-%';
ANALYZE;
