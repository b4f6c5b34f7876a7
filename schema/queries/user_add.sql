-- $1 name, $2 full name, $3 role, $4 OPD or NULL, $5 password as kept, $6 by whom. No row when the name is taken.
INSERT INTO web_user (name, full_name, role, opd_id, password, created_by) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (name) DO NOTHING RETURNING name;
