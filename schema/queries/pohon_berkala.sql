-- Piece of a computed node: every approved monthly or quarterly appraisal, as nip, kind of period, key, first of the month it ends in.
SELECT btrim(r.nip), btrim(r.periodik_id), r.src_id, make_date(r.tahun_selesai::integer, r.bulan_selesai::integer, 1)
FROM v_rw_kinerja AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
  AND r.hasil_nilai IS NOT NULL AND r.perilaku_nilai IS NOT NULL
  AND r.tahun_selesai BETWEEN 1 AND 9999 AND r.bulan_selesai BETWEEN 1 AND 12
