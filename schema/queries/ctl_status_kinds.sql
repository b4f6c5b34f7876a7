-- Records of each kind by state, the delivered ones by outcome, and the age of the oldest one that
-- nobody has to decide about and that is still on its way.
SELECT kind, count(*),
       count(*) FILTER (WHERE state = 'ready'), count(*) FILTER (WHERE state = 'inflight'),
       count(*) FILTER (WHERE state = 'retry'), count(*) FILTER (WHERE state = 'doubt'),
       count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'rejected'),
       count(*) FILTER (WHERE state = 'held'),
       count(*) FILTER (WHERE state = 'done' AND outcome = 'created'),
       count(*) FILTER (WHERE state = 'done' AND outcome = 'updated'),
       count(*) FILTER (WHERE state = 'done' AND outcome = 'adopted'),
       count(*) FILTER (WHERE state = 'done' AND outcome = 'same'),
       extract(epoch FROM now() - min(changed_at)
               FILTER (WHERE state IN ('ready', 'inflight', 'retry', 'doubt')))::bigint,
       date_trunc('second', now() - min(changed_at)
               FILTER (WHERE state IN ('ready', 'inflight', 'retry', 'doubt')))::text
FROM outbox
GROUP BY kind
ORDER BY min(kind_order), kind;
