-- No plan looks into these: ANALYZE after each freezing need not sample them.
ALTER TABLE indicator_input ALTER COLUMN row SET STATISTICS 0;
ALTER TABLE indicator_input ALTER COLUMN digest SET STATISTICS 0;
