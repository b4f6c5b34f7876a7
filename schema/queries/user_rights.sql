-- $1 the database role of siasn-web: gets what the pages need, and loses what they do not.
SELECT web_grant($1);
