-- $1 list. What a pull that never ended has left.
DELETE FROM reference_incoming WHERE list = $1;
