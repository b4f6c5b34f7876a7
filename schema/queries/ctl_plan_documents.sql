-- Documents known to us: to be sent and never sent before, to be sent again, sent, refused, waiting whether
-- or not their record is delivered. Those that a newer one stands before, or whose record is not known yet,
-- are none of these.
SELECT count(*) FILTER (WHERE open AND follows AND sent_at IS NULL),
       count(*) FILTER (WHERE open AND follows AND sent_at IS NOT NULL),
       count(*) FILTER (WHERE d.state = 'done'), count(*) FILTER (WHERE d.state = 'rejected'),
       count(*) FILTER (WHERE open)
FROM (SELECT d.state, d.sent_at, d.state NOT IN ('done', 'rejected') AS open,
             o.state NOT IN ('rejected', 'held') AS follows
      FROM document AS d JOIN outbox AS o USING (kind, src_id)
      WHERE NOT d.shadowed AND NOT d.gone) AS d;
