-- Mass changes: what is held, and what was released last by whom.
SELECT kind, held, reason, known, changed, gone,
       to_char(held_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), released_by,
       to_char(released_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM guard WHERE held OR released_by IS NOT NULL ORDER BY held DESC, kind;
