-- $1 nip[]
SELECT nip, kind, tries FROM followup WHERE nip = ANY ($1::text[]) AND due_at <= now();
