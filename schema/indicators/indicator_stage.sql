-- Takes rows as the source's COPY gives them.
COPY work_stage (kind, nip, src_id, row) FROM STDIN
