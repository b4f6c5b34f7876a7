-- Template. Facts about a referenced row.
LEFT JOIN {view} AS {alias} ON {alias}.src_id = {on}
