/* What the indicator verbs share. */
#include "ctl/indicator.h"

#include "engine/migrate.h"
#include "ground/mem.h"

bool indicator_open_state(const struct config *config, struct db **ret, struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct db_params params = {
                .label = "state", .dsn = config->state_dsn, .schema = config->state_schema};
        int pending;

        if (!ctl_password(config, "state_password", &password, err))
                return false;
        params.password = password;
        if (!db_open(&params, &db, err) || !migrate_pending(db, &pending, err))
                return false;
        if (pending)
                return err_set(err,
                               "the state schema %s lacks %d migration(s): run `siasnctl migrate`",
                               config->state_schema, pending);
        *ret = TAKE_PTR(db);
        return true;
}
