-- $1 the database role of siasn-web: gets what the pages need.
SELECT web_grant($1);
