-- Milliseconds until the next person is due, by index: negative, and somebody may be claimed (or is, by another); NULL: nobody.
SELECT (extract(epoch FROM due_at - now()) * 1000)::bigint FROM employee WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1;
