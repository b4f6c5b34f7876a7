-- Piece of the source queries: whether the row has a file. view: its view, quoted.
CASE WHEN EXISTS (SELECT FROM v_dokumen AS d WHERE d.owner_view = {view} AND d.owner_src_id = r.src_id)
     THEN 't' ELSE 'f' END
