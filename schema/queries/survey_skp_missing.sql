-- Source. Active persons with two years of service and no approved appraisal of the last two
-- years: src_id of the person, code, field, value.
COPY (
    SELECT p.src_id, 'SKP_MISSING', '', (extract(year FROM current_date) - 2)::text
    FROM v_pegawai AS p
    WHERE p.aktif AND (to_jsonb(p) ->> 'tmt_cpns')::date < date_trunc('year', current_date) - interval '1 year'
      AND NOT EXISTS (SELECT FROM v_rw_skp AS s
                      WHERE s.nip = p.nip AND s.status_verif = 1
                        AND s.tahun >= extract(year FROM current_date) - 2
                        AND NOT coalesce((to_jsonb(s) ->> 'is_deleted')::boolean, false))
) TO STDOUT;
