-- $1 slots wanted, $2 microseconds between two requests of the whole fleet. Reserves that many slots
-- in a row, unless the service asked for a pause. Gives microseconds until the first slot (who asks up to
-- 50 ms late gets the slot that was next: below 0), and milliseconds of pause left (0: none; then the slots are
-- ours).
UPDATE pace AS p
SET next_slot_at = CASE WHEN p.pause_until > clock_timestamp() THEN p.next_slot_at
                        ELSE old.first_slot + $1::int * $2::bigint * interval '1 microsecond' END
FROM (SELECT CASE WHEN next_slot_at > clock_timestamp() - interval '50 milliseconds'
                  THEN next_slot_at ELSE clock_timestamp() END AS first_slot
      FROM pace WHERE name = 'siasn' FOR UPDATE) AS old
WHERE p.name = 'siasn'
RETURNING (extract(epoch FROM old.first_slot - clock_timestamp()) * 1000000)::bigint,
          GREATEST(0, (extract(epoch FROM LEAST(p.pause_until, now() + interval '1 day')
                                          - clock_timestamp()) * 1000)::bigint);
