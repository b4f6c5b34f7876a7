-- For a verb that reads a whole table: as long as it takes.
SET statement_timeout = 0;
