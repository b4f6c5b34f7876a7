-- Template: schema is a quoted identifier.
CREATE SCHEMA {schema};
