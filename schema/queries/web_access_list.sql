-- $1 user or NULL, $2 what or NULL, $3 beginning of the NIP or NULL, $4 id behind which to go on or NULL, $5 how many.
-- The access log, newest first: id, at, user, full name, what, nip, name, page, address.
SELECT a.id, to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), a.user_name, coalesce(u.full_name, ''), a.what, a.nip,
       coalesce(e.name, ''), a.page, a.address
FROM web_access AS a LEFT JOIN web_user AS u ON u.name = a.user_name LEFT JOIN employee AS e ON e.nip = a.nip
WHERE ($1::text IS NULL OR a.user_name = $1) AND ($2::text IS NULL OR a.what = $2)
  AND ($3::text IS NULL OR a.nip >= $3 AND a.nip < $3 || ':' AND a.nip <> '')
  AND ($4::bigint IS NULL OR a.id < $4::bigint)
ORDER BY a.id DESC
LIMIT $5::integer;
