-- Whether the state has pages, and so the function that gives their role its rights.
SELECT to_regprocedure('web_grant(text)') IS NOT NULL;
