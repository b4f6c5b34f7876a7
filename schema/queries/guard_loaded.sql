-- $1 kind. Everything a full scan found has been absorbed: from now on, changes are measured.
INSERT INTO guard (kind, loaded) VALUES ($1, true)
ON CONFLICT (kind) DO UPDATE SET loaded = true WHERE NOT guard.loaded;
