-- Piece of the source queries: when SIMPEG last changed the row, in UTC; NULL where the site does not say.
to_char(r.updated_at::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
