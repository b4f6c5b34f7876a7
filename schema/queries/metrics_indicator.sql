-- The percentages as last counted: ratio (NULL when nobody is counted), pass, denominator, unknown, excluded.
SELECT DISTINCT ON (indicator) indicator, round(pass::numeric / nullif(denominator, 0), 6), pass, denominator,
       unknown, excluded
FROM indicator_trend ORDER BY indicator, as_of DESC;
