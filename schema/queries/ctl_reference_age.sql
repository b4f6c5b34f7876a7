-- The code lists: how many were fetched, days since the oldest of them was, how many had a problem at
-- the last try, and one of those with its problem.
SELECT count(pulled_at), extract(day FROM now() - min(pulled_at))::bigint,
       count(*) FILTER (WHERE problem <> ''), min(list || ': ' || problem) FILTER (WHERE problem <> '')
FROM reference_list;
