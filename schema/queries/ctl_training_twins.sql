-- $1 nip ('' for all). Completions that are not sent because another record says the same.
SELECT t.nip, t.src_id, t.nama, t.tgl_selesai, t.nomor_sertifikat, t.twin_kind, t.twin_src_id,
       t.twin_by, t.twin_since::timestamptz(0)
FROM training AS t
WHERE t.twin_src_id IS NOT NULL AND ($1 = '' OR t.nip = $1)
ORDER BY t.nip, t.src_id;
