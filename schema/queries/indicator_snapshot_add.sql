-- $1 id, $2 indicator, $3 as-of date, $4 rule sha256, $5 frozen at, $6 header, $7 hash, $8 signature, $9 public key
INSERT INTO indicator_snapshot (id, indicator, as_of, rule_sha256, frozen_at, header, hash, signature, public_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
