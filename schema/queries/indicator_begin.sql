-- Everything that is verified is of one moment; what is written is taken back.
BEGIN ISOLATION LEVEL REPEATABLE READ
