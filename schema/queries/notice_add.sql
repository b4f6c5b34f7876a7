-- $1 key, $2 template, $3 audience, $4 addresses text[], $5 values as JSON
INSERT INTO notice (key, template, audience, recipient, data)
SELECT $1, $2, $3, address, $5 FROM unnest($4::text[]) AS a (address)
ON CONFLICT (key, recipient) DO NOTHING;
