-- $1 nip. The person's documents: which record they hang on, how far they are, and what the signatures in
-- the PDF are worth.
SELECT doc_id, kind, src_id, doc_type,
       CASE WHEN shadowed THEN 'shadowed' ELSE state END, signature, signer,
       to_char(signed_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), sent_sha256,
       to_char(sent_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       to_char(due_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), tries, message
FROM document WHERE nip = $1 AND NOT gone
ORDER BY kind, src_id, doc_type, shadowed, doc_id;
