#include "engine/diff.h"

#include <string.h>

#include "ground/mem.h"

/* Splits "key\thash" in place; the hash is a number and holds no tab. */
static bool split_line(char *line, char **key, char **hash)
{
        char *tab = strrchr(line, '\t');

        if (!tab)
                return false;
        *tab = '\0';
        *hash = tab + 1;
        *key = db_copy_unescape(line);
        return *key != NULL;
}

static void set_ours(struct diff *d, const char *key, const char *hash)
{
        free(d->ours_key);
        free(d->ours_hash);
        d->ours_key = key ? mem_dup(key) : NULL;
        d->ours_hash = hash ? mem_dup(hash) : NULL;
}

/* The state's stream is local and sorted by an index: waiting for it is short. */
static bool next_ours(struct diff *d, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *status = NULL;
        const char *line = NULL;
        char *key, *hash;

        switch (db_wait(d->state, &status, &line, err)) {
        case DB_COPY: {
                CLEANUP(free_ptr) char *copy = mem_dup(line);

                if (!split_line(copy, &key, &hash))
                        return err_set(err, "state database: unexpected line in a key list");
                set_ours(d, key, hash);
                return true;
        }
        case DB_END:
                set_ours(d, NULL, NULL);
                return true;
        case DB_ERROR:
                return false;
        default:
                return next_ours(d, err);
        }
}

bool diff_start(struct diff *d, const char *source_sql, const char *state_sql, struct err *err)
{
        return db_send(d->state, state_sql, NULL, err) && next_ours(d, err) &&
               db_send(d->source, source_sql, NULL, err);
}

/* Everything of ours below `key` (NULL: all that is left) is not in the source any more. */
static bool drop_below(struct diff *d, const char *key, struct err *err)
{
        while (d->ours_key && (!key || strcmp(d->ours_key, key) < 0)) {
                d->gone++;
                if (!d->sink(d->arg, DIFF_GONE, d->ours_key, err) || !next_ours(d, err))
                        return false;
        }
        return true;
}

static bool take_line(struct diff *d, const char *line, struct err *err)
{
        CLEANUP(free_ptr) char *copy = mem_dup(line);
        char *key, *hash;

        if (!split_line(copy, &key, &hash))
                return err_set(err, "source database: unexpected line in a key list");
        int order = d->last_key ? strcmp(key, d->last_key) : 1;
        if (order < 0)
                return err_set(err, "source database: keys are not in order (%s)", key);
        d->seen++;
        if (order == 0) {
                d->duplicates++;
                return true;
        }
        free(d->last_key);
        d->last_key = mem_dup(key);
        if (!drop_below(d, key, err))
                return false;
        if (!d->ours_key || strcmp(d->ours_key, key) != 0) {
                d->changed++;
                return d->sink(d->arg, DIFF_NEW, key, err);
        }
        if (strcmp(d->ours_hash, hash) != 0) {
                d->changed++;
                if (!d->sink(d->arg, DIFF_CHANGED, key, err))
                        return false;
        }
        return next_ours(d, err);
}

enum diff_step diff_slice(struct diff *d, int lines, struct err *err)
{
        while (lines-- > 0) {
                CLEANUP(db_result_free_ptr) struct db_result *status = NULL;
                const char *line = NULL;

                switch (db_poll(d->source, &status, &line, err)) {
                case DB_COPY:
                        if (!take_line(d, line, err))
                                return DIFF_FAILED;
                        break;
                case DB_WAIT:
                        return DIFF_WAIT;
                case DB_END:
                        return drop_below(d, NULL, err) ? DIFF_DONE : DIFF_FAILED;
                case DB_ROWS:
                        break;
                default:
                        return DIFF_FAILED;
                }
        }
        return DIFF_MORE;
}

void diff_clear(struct diff *d)
{
        free(d->ours_key);
        free(d->ours_hash);
        free(d->last_key);
        d->ours_key = d->ours_hash = d->last_key = NULL;
}
