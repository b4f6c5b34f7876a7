-- $1 snapshot: staged rows become inputs, each with what SIASN has in the record linked to it
-- ("siasn", in our names and formats) and with its digest, which offline verification recomputes:
-- the first 16 hex digits of SHA-256 over kind, nip, src_id and row, joined by 0x1f. The jenjang of a
-- jabatan fungsional is what SIASN's own list says of its id.
WITH person AS (
    SELECT nip FROM work_stage WHERE kind = 'person'
), staged AS (
    SELECT s.kind, s.nip, s.src_id, CASE WHEN f.level <> '' THEN s.row || jsonb_build_object('jenjang', f.level) ELSE s.row END AS row,
           CASE s.kind WHEN 'person' THEN 'data_utama' WHEN 'post' THEN 'jabatan' WHEN 'rank' THEN 'golongan'
                            WHEN 'education' THEN 'pendidikan' WHEN 'training' THEN split_part(s.src_id, ':', 1) END AS list,
           CASE s.kind WHEN 'training' THEN substr(s.src_id, 8) ELSE s.src_id END AS key
    FROM work_stage AS s
    LEFT JOIN reference_item AS f ON f.list = 'jabatan-fungsional' AND f.id = s.row ->> 'jabatan_id'
    WHERE s.nip = '' OR s.nip IN (SELECT nip FROM person)
), nearest AS (
    -- Lists that are only compared have no links: there the same number, else field, else code of the person.
    -- For all at once: asked a row at a time this was a third of the whole.
    SELECT DISTINCT ON (s.kind, s.nip, s.src_id) s.kind, s.nip, s.src_id, c.siasn_id, c.row
    FROM work_stage AS s
    JOIN remote_row AS c ON c.nip = s.nip AND c.kind = CASE s.kind WHEN 'rank' THEN 'golongan' ELSE 'pendidikan' END
    WHERE s.kind IN ('rank', 'education') AND c.kind IN ('golongan', 'pendidikan')
      AND (s.row ->> 'number' IN (c.row ->> 'skNomor', c.row ->> 'nomorIjasah') OR s.row ->> 'field' = c.row ->> 'pendidikanId'
           OR s.row ->> 'code' IN (c.row ->> 'golonganId', c.row ->> 'tkPendidikanId'))
    ORDER BY s.kind, s.nip, s.src_id, s.row ->> 'number' IN (c.row ->> 'skNomor', c.row ->> 'nomorIjasah') DESC NULLS LAST,
             s.row ->> 'field' = c.row ->> 'pendidikanId' DESC NULLS LAST, c.siasn_id
), both_sides AS (
    SELECT s.kind, s.nip, s.src_id, s.row, coalesce(l.siasn_id, e.pns_id, n.siasn_id, s.row ->> 'siasn_id') AS siasn_id,
           s.list, coalesce(r.row, n.row) AS remote
    FROM staged AS s
    LEFT JOIN link AS l ON l.kind = s.list AND l.src_id = s.key
    LEFT JOIN employee AS e ON s.kind = 'person' AND e.nip = s.nip
    LEFT JOIN remote_row AS r ON r.kind = s.list AND r.nip = s.nip
         AND r.siasn_id = coalesce(l.siasn_id, e.pns_id, s.row ->> 'siasn_id')
    LEFT JOIN nearest AS n ON r.siasn_id IS NULL AND n.kind = s.kind AND n.nip = s.nip AND n.src_id = s.src_id
), merged AS (
    -- Where SIASN adds nothing the row stays as it was staged: taking jsonb apart costs more than the rest.
    SELECT kind, nip, src_id, CASE WHEN remote IS NULL AND siasn_id IS NOT DISTINCT FROM row ->> 'siasn_id' THEN row
           ELSE row || jsonb_strip_nulls(jsonb_build_object('siasn_id', siasn_id,
           'document', CASE WHEN jsonb_typeof(remote -> 'path') = 'object' AND remote -> 'path' <> '{}' THEN 't' ELSE row ->> 'document' END,
           'siasn', CASE WHEN remote IS NOT NULL THEN CASE list
               WHEN 'data_utama' THEN jsonb_build_object('kedudukan', remote ->> 'kedudukanPnsId', 'sex', remote ->> 'jenisKelamin')
               WHEN 'jabatan' THEN jsonb_build_object('jenis', remote ->> 'jenisJabatan', 'eselon', nullif(remote ->> 'eselonId', ''),
                    'tmt', indicator_iso(remote ->> 'tmtJabatan'), 'penugasan', coalesce(nullif(remote ->> 'jenisPenugasanId', ''), 'D'))
               WHEN 'golongan' THEN jsonb_build_object('code', remote ->> 'golonganId', 'date', indicator_iso(remote ->> 'tmtGolongan'))
               WHEN 'pendidikan' THEN jsonb_build_object('code', remote ->> 'tkPendidikanId', 'field', remote ->> 'pendidikanId',
                    'date', indicator_iso(remote ->> 'tglLulus'))
               WHEN 'diklat' THEN jsonb_build_object('code', remote ->> 'latihanStrukturalId', 'number', remote ->> 'nomor',
                    'date', indicator_iso(remote ->> 'tanggalSelesai'))
               WHEN 'kursus' THEN jsonb_build_object('code', remote ->> 'jenisDiklatId', 'number', remote ->> 'noSertipikat',
                    'date', indicator_iso(remote ->> 'tanggalSelesaiKursus')) END END)) END AS row
    FROM both_sides
), decided AS (
    SELECT DISTINCT ON (v.source, v.src_id) s.nip, v.source || ':' || v.src_id AS src_id,
           jsonb_build_object('level', v.level, 'document', v.document, 'by', v.proposed_by, 'checked_by', v.decided_by) AS row
    FROM indicator_review AS v
    JOIN work_stage AS s ON s.kind = 'training' AND s.src_id = v.source || ':' || v.src_id
    WHERE v.state = 'approved'
    ORDER BY v.source, v.src_id, v.id DESC
), verdict_of_bkn AS (
    SELECT DISTINCT ON (p.nip) p.nip, r.siasn_id AS src_id, jsonb_strip_nulls(jsonb_build_object('year', r.row ->> 'tahun',
           'qualification', r.row ->> 'kualifikasi', 'competence', r.row ->> 'kompetensi',
           'performance', r.row ->> 'kinerja', 'discipline', r.row ->> 'disiplin',
           'note', coalesce(r.row ->> 'keteranganKompetensi', r.row ->> 'keterangan_kompetensi'))) AS row
    FROM remote_row AS r JOIN person AS p ON p.nip = r.nip
    WHERE r.kind = 'nilai_ip_asn'
    ORDER BY p.nip, r.seen_at DESC, r.siasn_id
), frozen AS (
    SELECT kind, nip, src_id, row FROM merged
    UNION ALL SELECT 'review', nip, src_id, row FROM decided
    UNION ALL SELECT 'ipasn', nip, src_id, row FROM verdict_of_bkn
)
INSERT INTO indicator_input (snapshot, kind, nip, src_id, row, digest)
SELECT $1::integer, kind, nip, src_id, row,
       left(encode(sha256(convert_to(concat_ws(chr(31), kind, nip, src_id, row), 'UTF8')), 'hex'), 16)
FROM frozen
ORDER BY kind, nip, src_id
