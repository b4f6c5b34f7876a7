/* Verb retry: records that SIASN refused, or that wait for another try, go in line again. */
#include <stdio.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

static bool tell(const struct ctl *ctl, struct db *db, const char *count, struct err *err)
{
        const char *kind = ctl->option[OPT_KIND], *nip = ctl->option[OPT_NIP];
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s, s:s}", "by", ctl->option[OPT_BY], "records", count);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        const char *actor = "siasnctl";

        json_decref(detail);
        ARRAYS_ADD(&events, "retry", nip ? nip : "", kind ? kind : "", "", text);
        bool ok = arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5},
                               1, NULL, err);
        arrays_free(&events);
        return ok;
}

enum ctl_exit ctl_retry(const struct ctl *ctl, struct err *err)
{
        const char *kind = ctl->option[OPT_KIND], *nip = ctl->option[OPT_NIP];
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!ctl_open_state(ctl->config, false, &db, err) || !db_begin(db, err) ||
            !db_query(db, sql_ctl_retry, DB_ARGS(kind, nip), &r, err) ||
            !tell(ctl, db, db_text(r, 0, 0), err) || !db_commit(db, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I}", "records", (json_int_t)db_int(r, 0, 0)));
        else
                printf("%s records go in line again\n", db_text(r, 0, 0));
        return CTL_OK;
}
