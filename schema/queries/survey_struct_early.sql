-- Source. A structural post within two years of service: src_id, code, field, value.
COPY (
    SELECT r.src_id, 'STRUCT_EARLY', 'tmt_jabatan', to_jsonb(p) ->> 'tmt_cpns'
    FROM v_rw_jabatan AS r
    JOIN v_pegawai AS p ON p.nip = r.nip AND p.aktif
    WHERE r.jenis_jabatan = 1 AND r.status_verif = 1 AND r.is_definitif
      AND (to_jsonb(r) ->> 'is_terakhir')::boolean
      AND NOT coalesce((to_jsonb(r) ->> 'is_deleted')::boolean, false)
      AND (to_jsonb(p) ->> 'tmt_cpns')::date > current_date - interval '2 years'
) TO STDOUT;
