-- In a transaction of a connection that need not wait for the disk (collect_async.sql): this one waits, and with it all before
-- it, because something outside the database follows.
SET LOCAL synchronous_commit TO DEFAULT;
