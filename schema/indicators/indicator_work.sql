-- Working tables of one computation, and memory for its sorts and hashes. Inside the transaction.
SET LOCAL work_mem = '192MB';
SET LOCAL jit = off;
SET LOCAL temp_buffers = '64MB';
CREATE TEMP TABLE work_stage (kind text, nip text COLLATE "C", src_id text COLLATE "C", row jsonb) ON COMMIT DROP;
CREATE TEMP TABLE work_person (
    nip text COLLATE "C", verdict text, reason text, opd text, unor text, class text, jenis text,
    penugasan text, sex text, tmt text, post text, jabatan text, near_bup text
) ON COMMIT DROP;
-- 3 pass, 2 unknown, 1 fail: all of several is the least, any of several the greatest.
CREATE TEMP TABLE work_evidence (
    nip text COLLATE "C", clause text COLLATE "C", result smallint, permissive smallint, reason text,
    found text, required text, record text, src_id text, siasn_id text, document text
) ON COMMIT DROP;
