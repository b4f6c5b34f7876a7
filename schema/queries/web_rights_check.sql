-- Has the role what the pages need, and has it what they must not have?
SELECT has_table_privilege('outbox', 'SELECT') AND has_table_privilege('web_session', 'INSERT')
       AND has_table_privilege('web_access', 'INSERT') AND has_table_privilege('web_user', 'SELECT'),
       has_table_privilege('outbox', 'UPDATE') OR has_table_privilege('event_log', 'INSERT')
       OR has_table_privilege('pohon_entry', 'INSERT') OR has_table_privilege('web_access', 'DELETE');
