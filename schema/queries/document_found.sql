-- What was read: $1 doc_id[], $2 file stamp[], $3 sha256[], $4 signature[], $5 signer[], $6 signed at[]
-- in seconds since 1970 (NULL: not said).
UPDATE document AS d
SET file_stamp = x.stamp, sha256 = x.sha256, signature = x.signature, signer = x.signer,
    signed_at = to_timestamp(x.signed_s)
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
     AS x (doc_id, stamp, sha256, signature, signer, signed_s)
WHERE d.doc_id = x.doc_id;
