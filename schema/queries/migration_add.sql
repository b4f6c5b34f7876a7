-- $1 name, $2 checksum
INSERT INTO migration (name, checksum) VALUES ($1, $2);
