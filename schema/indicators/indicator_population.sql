-- $1 snapshot, $2 as-of date as yyyy-mm-dd, $3 rule: every person with the post held on that day, and
-- whom the rule's population leaves out. Several current posts of one person: the definitive one, then
-- the highest. The same in C: daemon/pure/rule_person.c.
--
-- A post is current where the site marks it (is_terakhir); without a mark, and when the marked post
-- began after the as-of date, it is the one with the latest TMT up to that date. What decides about
-- the population takes few values, so its steps are tried once a combination, not once a person.
INSERT INTO work_person
WITH post AS MATERIALIZED (
    SELECT nip, src_id, coalesce(row ->> 'jenis', '') AS jenis, coalesce(row ->> 'eselon', '') AS eselon,
           coalesce(row ->> 'unor', '') AS unor, coalesce(row ->> 'jabatan', '') AS jabatan,
           coalesce(row ->> 'tmt', '') AS tmt, coalesce(row ->> 'terakhir', '') AS terakhir,
           coalesce(row ->> 'penugasan', '') AS penugasan, coalesce(row ->> 'jenjang', '') AS jenjang
    FROM indicator_input
    WHERE snapshot = $1::integer AND kind = 'post'
), seen AS (
    SELECT nip, bool_or(terakhir = 't' AND tmt > $2::text) AS moved,
           max(tmt) FILTER (WHERE penugasan = 'D' AND tmt <= $2) AS last_own,
           max(tmt) FILTER (WHERE penugasan <> 'D' AND tmt <= $2) AS last_acting
    FROM post
    GROUP BY nip
), held AS (
    SELECT DISTINCT ON (p.nip) p.*
    FROM post AS p
    JOIN seen AS s ON s.nip = p.nip
    WHERE p.tmt <= $2
      AND CASE WHEN s.moved OR p.terakhir = ''
               THEN p.tmt = CASE WHEN p.penugasan = 'D' THEN s.last_own ELSE s.last_acting END
               ELSE p.terakhir = 't' END
    ORDER BY p.nip, p.penugasan = 'D' DESC, nullif(p.jenis, '') COLLATE "C", nullif(p.eselon, '') COLLATE "C", p.src_id
), base AS MATERIALIZED (
    SELECT i.nip, coalesce(i.row ->> 'status', '') AS status, coalesce(i.row ->> 'kedudukan', '') AS kedudukan,
           coalesce(i.row ->> 'jenis_pegawai', '') AS jenis_pegawai,
           coalesce(i.row ->> 'active', '') AS active, coalesce(i.row ->> 'sex', '') AS sex,
           CASE WHEN h.nip IS NULL THEN 'none' ELSE 'held' END AS has_post, coalesce(h.jenis, '') AS jenis,
           coalesce(h.penugasan, '') AS penugasan, coalesce(h.tmt, '') AS tmt, coalesce(h.src_id, '') AS post,
           coalesce(h.jabatan, '') AS jabatan, coalesce(nullif(h.unor, ''), i.row ->> 'unor', '') AS unor,
           CASE coalesce(h.jenis, '') WHEN '1' THEN h.eselon WHEN '2' THEN 'JF' || CASE WHEN h.jenjang IN ('PT', 'MU', 'MA', 'UT') THEN '_KEAHLIAN'
                                                                                    WHEN h.jenjang IN ('PM', 'TR', 'MH', 'PY') THEN '_KETERAMPILAN' ELSE '' END
                                      WHEN '4' THEN 'PELAKSANA'
                                      WHEN '' THEN '' ELSE 'JENIS_' || h.jenis END AS class,
           CASE WHEN (i.row ->> 'pensiun')::date - $2::date BETWEEN 0 AND 365 THEN 't' ELSE 'f' END AS near_bup
    FROM indicator_input AS i
    LEFT JOIN held AS h ON h.nip = i.nip
    WHERE i.snapshot = $1::integer AND i.kind = 'person'
), step AS (
    SELECT ord, s ->> 'code' AS code, s ->> 'field' AS field, s -> 'keep' AS keep, s -> 'exclude' AS exclude,
           coalesce(s ->> 'as', 'excluded') AS verdict
    FROM jsonb_array_elements($3::jsonb -> 'population') WITH ORDINALITY AS t (s, ord)
), combination AS (
    SELECT DISTINCT status, kedudukan, jenis_pegawai, active, has_post, jenis, penugasan, class FROM base
), tried AS (
    SELECT c.*, s.ord, s.verdict, s.code, s.keep, s.exclude,
           CASE s.field WHEN 'status' THEN status WHEN 'kedudukan' THEN kedudukan
                        WHEN 'jenis_pegawai' THEN jenis_pegawai WHEN 'active' THEN active
                        WHEN 'post' THEN has_post WHEN 'jenis' THEN jenis WHEN 'penugasan' THEN penugasan
                        WHEN 'class' THEN class END AS value
    FROM combination AS c CROSS JOIN step AS s
), decided AS (
    SELECT DISTINCT ON (status, kedudukan, jenis_pegawai, active, has_post, jenis, penugasan, class)
           status, kedudukan, jenis_pegawai, active, has_post, jenis, penugasan, class, verdict,
           code || CASE WHEN keep IS NULL THEN '' ELSE ':' || coalesce(nullif(value, ''), '?') END AS reason
    FROM tried
    WHERE (keep IS NOT NULL AND NOT keep ? value) OR exclude ? value
    ORDER BY status, kedudukan, jenis_pegawai, active, has_post, jenis, penugasan, class, ord
), unit AS (
    SELECT src_id, row ->> 'opd' AS opd FROM indicator_input WHERE snapshot = $1::integer AND kind = 'unit'
)
SELECT b.nip, coalesce(d.verdict, ''), coalesce(d.reason, ''), coalesce(u.opd, ''), b.unor, b.class, b.jenis,
       b.penugasan, b.sex, b.tmt, b.post, b.jabatan, b.near_bup
FROM base AS b
LEFT JOIN decided AS d USING (status, kedudukan, jenis_pegawai, active, has_post, jenis, penugasan, class)
LEFT JOIN unit AS u ON u.src_id = b.unor
