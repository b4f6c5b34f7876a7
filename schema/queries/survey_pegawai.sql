-- Source. What BKN's data-quality list asks of a person's own data, of active persons: src_id,
-- code, field, value. A column the site does not have says nothing about anybody. OFFSET 0 keeps
-- rows from being turned into JSON once a mention.
COPY (
    WITH p AS (
        SELECT v.src_id, v.j, (v.j ->> 'tmt_cpns')::date AS tmt_cpns, (v.j ->> 'tmt_pensiun')::date AS tmt_pensiun,
               v.j ->> 'status_asn' AS status_asn,
               coalesce(v.j ->> 'pendidikan_tingkat_id', '') AS tingkat, v.j ->> 'no_hp' AS hp,
               translate(coalesce(v.j ->> 'no_hp', ''), ' -.()+', '') AS dial,
               u.nama AS unit, u.aktif AS unit_aktif,
               r.nama AS jabatan, r.jenis, coalesce(r.jabatan_id, '') AS jabatan_id
        FROM (SELECT a.src_id, to_jsonb(a) AS j FROM v_pegawai AS a WHERE a.aktif OFFSET 0) AS v
        LEFT JOIN (SELECT x.src_id, x.nama, to_jsonb(x) ->> 'aktif' AS aktif FROM v_unor AS x OFFSET 0) AS u
               ON u.src_id = v.j ->> 'unor_src_id'
        LEFT JOIN v_jabatan_ref AS r ON r.src_id = v.j ->> 'jabatan_src_id'
        WHERE NOT coalesce((v.j ->> 'is_deleted')::boolean, false)
        OFFSET 0
    )
    SELECT p.src_id, f.code, f.field, left(f.value, 100)
    FROM p CROSS JOIN LATERAL (VALUES
        ('EDU_MISSING', 'pendidikan_tingkat_id', '', p.tingkat = ''),
        ('TMT_MISSING', 'tmt_pns', '', p.status_asn = 'PNS' AND p.j ->> 'tmt_pns' IS NULL),
        ('GELAR_MISSING', 'gelar_belakang', p.tingkat, p.tingkat >= '20' AND p.j ? 'gelar_depan'
            AND coalesce(p.j ->> 'gelar_depan', '') = '' AND coalesce(p.j ->> 'gelar_belakang', '') = ''),
        ('EMAIL_BAD', 'email', p.j ->> 'email',
            coalesce(p.j ->> 'email', '') !~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:].]+$'),
        ('HP_BAD', 'no_hp', p.hp, p.dial !~ '^(0|62)8[0-9]+$' OR length(p.dial) NOT BETWEEN 10 AND 15),
        ('NIK_BAD', 'nik', length(coalesce(p.j ->> 'nik', '')) || ' huruf', -- itself it is nobody's business
            coalesce(p.j ->> 'nik', '') !~ '^[0-9]+$' OR length(p.j ->> 'nik') <> 16),
        ('CPNS_LONG', 'tmt_cpns', p.tmt_cpns::text,
            p.status_asn = 'CPNS' AND p.tmt_cpns < current_date - interval '1 year'),
        ('BUP_PASSED', 'tmt_pensiun', p.tmt_pensiun::text, p.tmt_pensiun <= current_date),
        ('KEDHUK_PPPK', 'kedudukan_hukum_id', p.j ->> 'kedudukan_hukum_id', p.status_asn = 'PPPK'
            AND coalesce(p.j ->> 'kedudukan_hukum_id', '') NOT IN ('71', '72')),
        ('UNOR_INACTIVE', 'unor_src_id', p.unit, p.unit_aktif = 'false'),
        ('JAB_UNMAPPED', 'jabatan_src_id', p.jabatan, p.jenis IN (2, 4) AND p.jabatan_id = '')
    ) AS f (code, field, value, wrong)
    WHERE f.wrong AND p.j ? f.field
) TO STDOUT;
