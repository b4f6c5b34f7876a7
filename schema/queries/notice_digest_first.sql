-- $1 day. Where digests begin: what was before has been told nobody, and is told nobody.
INSERT INTO cursor (name, value) SELECT 'notice_digest', $1 || ' ' || id FROM event_head
ON CONFLICT (name) DO NOTHING;
