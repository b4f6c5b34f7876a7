-- Has this schema been migrated at all? True when table migration is there.
SELECT to_regclass('migration') IS NOT NULL;
