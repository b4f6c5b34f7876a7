-- Milliseconds for which the person that waits longest has been due; NULL: nobody is. By index, for every scrape.
SELECT (extract(epoch FROM now() - min(due_at)) * 1000)::bigint FROM employee WHERE due_at <= now();
