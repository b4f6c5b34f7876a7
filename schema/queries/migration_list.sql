-- Migrations that have been run, with their checksums.
SELECT name, checksum FROM migration ORDER BY name;
