-- Source. Holders of structural posts below the least education (PP 11/2017 article 54 and 107) or
-- the least rank (table of PP 13/2002, one step below allowed by PP 100/2000 article 5): src_id of
-- the person, code, field, value.
COPY (
    WITH least (eselon, tingkat, golongan) AS (VALUES
        ('11', '35', '43'), ('12', '35', '42'), ('21', '35', '42'), ('22', '35', '41'),
        ('31', '35', '34'), ('32', '35', '33'), ('41', '30', '32'), ('42', '30', '31'),
        ('51', '15', '24'), ('52', '15', '23')
    ), holder AS (
        SELECT DISTINCT ON (p.src_id) p.src_id, to_jsonb(p) AS j, l.tingkat, l.golongan
        FROM v_rw_jabatan AS r
        JOIN v_pegawai AS p ON p.nip = r.nip AND p.aktif
        JOIN least AS l ON l.eselon = r.eselon_id
        WHERE r.jenis_jabatan = 1 AND r.status_verif = 1 AND r.is_definitif
          AND (to_jsonb(r) ->> 'is_terakhir')::boolean
          AND NOT coalesce((to_jsonb(r) ->> 'is_deleted')::boolean, false)
        ORDER BY p.src_id, r.eselon_id
    )
    SELECT h.src_id, f.code, f.field, h.j ->> f.field
    FROM holder AS h CROSS JOIN LATERAL (VALUES
        ('EDU_BELOW', 'pendidikan_tingkat_id', h.tingkat),
        ('PANGKAT_BELOW', 'golongan_id', h.golongan)) AS f (code, field, least)
    WHERE h.j ->> f.field < f.least
      AND (f.code = 'EDU_BELOW' OR h.j ->> 'status_asn' = 'PNS')
) TO STDOUT;
