-- Template: the rows of a query, as lines.
COPY ({query}) TO STDOUT
