-- Made-up days before today for the charts: trend of the percentages, progress of corrections; and targets of the tree.
INSERT INTO indicator_trend (indicator, as_of, rule_sha256, version, pass, denominator, unknown, excluded)
SELECT t.indicator, current_date - d, t.rule_sha256, t.version, greatest(t.pass - d / 9, 0), t.denominator, t.unknown, t.excluded
FROM indicator_trend AS t, generate_series(1, 45) AS d WHERE t.as_of = current_date
ON CONFLICT DO NOTHING;
INSERT INTO quarantine_day (day, opd_id, code, rows, persons)
SELECT q.day - d, q.opd_id, q.code, q.rows + q.rows * d / 25, q.persons
FROM quarantine_day AS q, generate_series(1, 30) AS d WHERE q.day = current_date
ON CONFLICT DO NOTHING;
INSERT INTO pohon_entry (node, what, year, quarter, low, high, by_name, document)
SELECT v.node, 'target', extract(year FROM current_date), q, v.target, v.target, 'Siti Rahayu', 'Perjanjian kinerja'
FROM (VALUES ('U', 88), ('A', 98), ('B', 75), ('K01', 2), ('K02', 3), ('K03', 120), ('K04', 2), ('K07', 3)) AS v (node, target),
     generate_series(1, 4) AS q;
INSERT INTO pohon_entry (node, what, year, quarter, low, high, by_name, document)
SELECT v.node, 'value', extract(year FROM current_date), 1, v.value, v.value, 'Siti Rahayu', 'Laporan triwulan I'
FROM (VALUES ('U', 86.5), ('K01', 2), ('K02', 2), ('K03', 118), ('K04', 1), ('K07', 3)) AS v (node, value);
