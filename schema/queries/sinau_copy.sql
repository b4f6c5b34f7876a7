-- Template. The rows of the other database's view, as text.
COPY (SELECT {columns} FROM {view} AS r) TO STDOUT;
