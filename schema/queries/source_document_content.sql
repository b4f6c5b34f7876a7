-- Template. $1 key, $2 most bytes. The content in base64, and its size in bytes, which for base64 of the
-- site is no more than a good guess; NULL instead of contents that are too large to travel.
SELECT CASE WHEN c.size <= $2::bigint THEN c.content END, c.size
FROM (SELECT coalesce(encode({content}, 'base64'), {content_b64}) AS content,
             coalesce(octet_length({content})::bigint, octet_length({content_b64})::bigint * 72 / 100) AS size
      FROM v_dokumen AS r WHERE r.src_id = $1) AS c;
