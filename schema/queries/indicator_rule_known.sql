-- $1 indicator, $2 version: the SHA-256 of the text the version was used with.
SELECT sha256 FROM indicator_rule WHERE indicator = $1 AND version = $2
