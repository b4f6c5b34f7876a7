-- Piece of a computed node, for a site without v_rw_kinerja: nothing.
SELECT NULL, NULL, NULL, NULL::date WHERE false
