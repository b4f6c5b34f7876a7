-- One snapshot for all views of a scan.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
