-- $1 nip. Names of the units, positions and other coded things in the person's records, here and at SIASN: id, name.
SELECT DISTINCT i.id, i.name
FROM (SELECT j.key, j.value FROM outbox AS o, jsonb_each_text(o.payload::jsonb) AS j WHERE o.nip = $1 AND left(o.payload, 1) = '{'
      UNION
      SELECT j.key, j.value FROM remote_row AS r, jsonb_each_text(r.row) AS j WHERE r.nip = $1 AND jsonb_typeof(r.row) = 'object') AS v
JOIN reference_use AS u ON u.field = v.key
JOIN reference_item AS i ON i.list = u.list AND i.id = v.value;
