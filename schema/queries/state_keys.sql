-- Template (COPY takes no parameters). The keys of a kind as the state has them.
COPY (SELECT src_id, hash FROM source_row WHERE kind = {kind} ORDER BY src_id) TO STDOUT;
