-- Milliseconds of pause left, 0: none.
SELECT GREATEST(0, (extract(epoch FROM LEAST(pause_until, now() + interval '1 day')
                                       - clock_timestamp()) * 1000)::bigint)
FROM pace WHERE name = 'siasn';
