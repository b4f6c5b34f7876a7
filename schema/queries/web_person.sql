-- $1 nip, $2 OPD the viewer is limited to or NULL. Name, OPD's id and name; no row for nobody, or somebody else's.
SELECT coalesce(name, ''), coalesce(opd_id, ''), coalesce(opd_name, '')
FROM employee WHERE nip = $1 AND ($2::text IS NULL OR opd_id = $2);
