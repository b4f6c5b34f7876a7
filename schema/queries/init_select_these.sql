-- {roles} may read {tables}.
GRANT SELECT ON {tables} TO {roles};
