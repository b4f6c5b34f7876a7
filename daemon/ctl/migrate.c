/* Verb migrate: the only one that changes anything. */
#include <stdio.h>

#include "ctl/ctl.h"
#include "engine/migrate.h"
#include "ground/mem.h"

enum ctl_exit ctl_migrate(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        int applied = 0;

        if (!ctl_open_state(ctl->config, false, &db, err) ||
            !migrate_run(db, ctl->config->state_schema, &applied, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:i}", "schema", ctl->config->state_schema,
                                         "applied", applied));
        else if (applied)
                printf("state schema %s: %d migration(s) run\n", ctl->config->state_schema,
                       applied);
        else
                printf("state schema %s: nothing to do\n", ctl->config->state_schema);
        return CTL_OK;
}
