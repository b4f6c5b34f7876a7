/* Snapshots as they are kept. */
#include "engine/indicator_kept.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "sql.h"

bool kept_read(struct db *state, const char *word, struct kept *ret, struct err *err)
{
        int64_t id;
        bool number = text_to_int(word, 1, INT32_MAX, &id);

        *ret = (struct kept){0};
        if (!db_query(state, sql_indicator_snapshot_get,
                      DB_ARGS(number ? word : NULL, number ? NULL : word), &ret->row, err))
                return false;
        if (db_rows(ret->row) == 0) {
                db_result_free(TAKE_PTR(ret->row));
                return true;
        }
        ret->id = db_int(ret->row, 0, 0);
        ret->indicator = db_text(ret->row, 0, 1);
        ret->as_of = db_text(ret->row, 0, 2);
        ret->header = db_text(ret->row, 0, 3);
        ret->hash = db_text(ret->row, 0, 4);
        ret->signature = db_text(ret->row, 0, 5);
        ret->public_key = db_text(ret->row, 0, 6);
        ret->frozen_at = db_text(ret->row, 0, 7);
        ret->rule_text = db_text(ret->row, 0, 8);
        if (rule_load("the snapshot's rule", ret->rule_text, &ret->rule, err))
                return true;
        kept_free(ret);
        return false;
}

bool kept_find(struct db *state, const char *word, struct kept *ret, struct err *err)
{
        return kept_read(state, word, ret, err) &&
               (ret->row ||
                err_set(err, "there is no snapshot %s: `siasnctl indicator list` shows them",
                        word));
}

void kept_free(struct kept *kept)
{
        db_result_free(kept->row);
        rule_free(kept->rule);
        *kept = (struct kept){0};
}

bool indicator_counts(struct db *state, int64_t snapshot, struct counts *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        char number[24];

        snprintf(number, sizeof number, "%lld", (long long)snapshot);
        if (!db_query(state, sql_indicator_total, DB_ARGS(number), &r, err))
                return false;
        *ret = (struct counts){.pass = db_int(r, 0, 0),
                               .fail = db_int(r, 0, 1),
                               .unknown = db_int(r, 0, 2),
                               .excluded = db_int(r, 0, 3),
                               .pass_strict = db_int(r, 0, 4),
                               .pass_permissive = db_int(r, 0, 5)};
        return true;
}
