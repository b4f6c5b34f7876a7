-- Rows of the source that do not stand at SIASN as they should, in COPY form for
-- contoh.not_delivered (view_name, src_id, state, codes): in quarantine with the reasons, or pending.
COPY (
    SELECT CASE o.kind WHEN 'data_utama' THEN 'v_pegawai' WHEN 'cpns' THEN 'v_cpns' WHEN 'skp22' THEN 'v_rw_skp'
                WHEN 'skp2021' THEN 'v_rw_skp_2021' WHEN 'skp' THEN 'v_rw_skp_lama' WHEN 'kinerja_periodik' THEN 'v_rw_kinerja'
                WHEN 'pasangan' THEN 'v_pasangan' WHEN 'anak' THEN 'v_anak' ELSE 'v_rw_' || o.kind END, o.src_id,
           CASE o.state WHEN 'rejected' THEN 'quarantine' ELSE 'pending' END,
           coalesce(array_agg(q.code ORDER BY q.code) FILTER (WHERE q.code IS NOT NULL), '{}')
    FROM siasn.outbox AS o LEFT JOIN siasn.quarantine AS q USING (kind, src_id)
    WHERE o.state <> 'done' AND NOT (o.op = 'delete' AND o.state = 'held')
    GROUP BY o.kind, o.src_id, o.state
) TO STDOUT;
