-- Source. One structural post held by more than one active person: src_id, code, field, value.
COPY (
    WITH holder AS (
        SELECT r.src_id, r.nip, r.unor_id, u.nama,
               min(r.nip) OVER w AS first, max(r.nip) OVER w AS last
        FROM v_rw_jabatan AS r
        JOIN v_pegawai AS p ON p.nip = r.nip AND p.aktif
        LEFT JOIN v_unor AS u ON u.src_id = to_jsonb(r) ->> 'unor_src_id'
        WHERE r.jenis_jabatan = 1 AND r.status_verif = 1 AND r.is_definitif AND r.unor_id IS NOT NULL
          AND (to_jsonb(r) ->> 'is_terakhir')::boolean
          AND NOT coalesce((to_jsonb(r) ->> 'is_deleted')::boolean, false)
        WINDOW w AS (PARTITION BY r.unor_id)
    )
    SELECT src_id, 'DUP_POST', 'unor_id', left(coalesce(nama, unor_id), 100)
    FROM holder WHERE first <> last
) TO STDOUT;
