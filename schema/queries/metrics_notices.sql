-- Mails that wait, and mails of the last week that were refused for good.
SELECT (SELECT count(*) FROM notice WHERE sent_at IS NULL AND refused_at IS NULL),
       (SELECT count(*) FROM notice WHERE refused_at > now() - interval '7 days');
