-- {role}: a role that may connect, and nothing else of itself.
CREATE ROLE {role} LOGIN;
