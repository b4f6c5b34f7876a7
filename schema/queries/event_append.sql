-- $1 actor, $2 what[], $3 nip[], $4 kind[], $5 src_id[], $6 detail[]
SELECT event_append($1, $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]);
