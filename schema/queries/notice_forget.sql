-- Told long ago. Addresses of employees are personal data: a month is enough to answer for them.
DELETE FROM notice
WHERE coalesce(sent_at, refused_at) < now() - CASE audience WHEN 'employee' THEN interval '30 days' ELSE interval '400 days' END;
