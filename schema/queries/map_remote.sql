-- $1 list[]. Items of SIASN that may be mapped to: id, parent, name, title, code, level, list.
SELECT id, parent, name, title, code, level, list
FROM reference_item WHERE list = ANY ($1::text[]) AND active AND gone_at IS NULL
ORDER BY list, id;
