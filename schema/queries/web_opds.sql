-- Every OPD that has people: id and name.
SELECT opd_id, max(opd_name) FROM employee WHERE opd_id IS NOT NULL GROUP BY opd_id ORDER BY max(opd_name), opd_id;
