-- {role}, {verifier}: its SCRAM verifier; the password itself does not leave this host.
ALTER ROLE {role} PASSWORD {verifier};
