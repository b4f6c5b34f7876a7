/* A snapshot as lines: what is hashed, exported and compared. */
#include <stdio.h>
#include <string.h>

#include "engine/indicator_private.h"
#include "ground/mem.h"
#include "sql.h"

const char *const indicator_lines_names[LINES_SORTS] = {"inputs", "verdicts", "evidence",
                                                        "results"};

static char *lines_sql(enum indicator_lines sort, int64_t snapshot)
{
        const char *const templates[] = {sql_indicator_lines_inputs, sql_indicator_lines_verdicts,
                                         sql_indicator_lines_evidence, sql_indicator_lines_results,
                                         sql_indicator_lines_public};
        char number[24];

        snprintf(number, sizeof number, "%lld", (long long)snapshot);
        CLEANUP(free_ptr)
        char *query = db_expand(templates[sort], (const char *[]){"snapshot", number, NULL});
        return db_expand(sql_indicator_copy, (const char *[]){"query", query, NULL});
}

/* Inputs are one column, JSON: COPY's own escapes are undone. The others are kept as COPY gives
 * them. */
static bool hand_out(enum indicator_lines sort, const char *line, indicator_line_fn fn, void *arg,
                     struct err *err)
{
        if (sort != LINES_INPUTS || !strchr(line, '\\'))
                return fn(arg, line, err);
        CLEANUP(free_ptr) char *plain = mem_dup(line);
        return fn(arg, db_copy_unescape(plain), err);
}

bool indicator_each_line(struct db *state, enum indicator_lines sort, int64_t snapshot,
                         indicator_line_fn fn, void *arg, struct err *err)
{
        CLEANUP(free_ptr) char *sql = lines_sql(sort, snapshot);

        if (!db_send(state, sql, NULL, err))
                return false;
        for (;;) {
                struct db_result *ignored = NULL;
                const char *line;

                switch (db_wait(state, &ignored, &line, err)) {
                case DB_COPY:
                        if (hand_out(sort, line, fn, arg, err))
                                break;
                        db_cancel(state);
                        return false;
                case DB_ROWS:
                        db_result_free(ignored);
                        break;
                case DB_END:
                        return true;
                default:
                        return false;
                }
        }
}

struct tally {
        struct digest *sum;
        int64_t rows;
};

static bool count_line(void *arg, const char *line, struct err *err)
{
        struct tally *t = arg;

        (void)err;
        digest_line(t->sum, line);
        t->rows++;
        return true;
}

bool indicator_hash_lines(struct db *state, enum indicator_lines sort, int64_t snapshot,
                          int64_t *ret_rows, char ret_sum[DIGEST_HEX], struct err *err)
{
        struct tally t = {.sum = digest_new()};
        bool ok = indicator_each_line(state, sort, snapshot, count_line, &t, err);

        digest_end(t.sum, ret_sum);
        digest_free(t.sum);
        *ret_rows = t.rows;
        return ok;
}
