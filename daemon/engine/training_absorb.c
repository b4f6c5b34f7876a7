/* Completions that changed become records of kind kursus, behind a guard of their own. */
#include <string.h>

#include "engine/absorb.h"
#include "engine/absorb_document.h"
#include "engine/guard_limits.h"
#include "engine/guard_step.h"
#include "engine/training_private.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "simpeg/probe.h"
#include "sql.h"

/* The name of completions' documents in source_row; the rows of v_dokumen are not among them. */
#define DOCUMENT_FEED "sinau_dokumen"

static char *column_list(struct db *state, const struct probe *probe, const struct descriptor *d,
                         bool hashed_only)
{
        struct text out = {0};

        for (size_t i = 0; i < d->column_count; i++) {
                const struct column *column = &d->columns[i];
                CLEANUP(free_ptr) char *name = db_identifier(state, column->source);

                if (hashed_only && !column->hashed)
                        continue;
                if (out.len)
                        text_add(&out, ", ");
                if (column->join == JOIN_NONE &&
                    probe_has_column(probe, "training_row", column->source))
                        text_addf(&out, "r.%s", name);
                else
                        text_add(&out, "NULL::text");
        }
        return text_take(&out);
}

bool training_fetch_sql(struct db *state, const char *schema, const struct descriptor *kursus,
                        char **ret, struct err *err)
{
        CLEANUP(probe_free_ptr) struct probe *probe = NULL;

        if (!probe_read(state, schema, &probe, err))
                return false;
        CLEANUP(free_ptr) char *hashed = column_list(state, probe, kursus, true);
        CLEANUP(free_ptr) char *columns = column_list(state, probe, kursus, false);
        *ret = db_expand(sql_training_fetch,
                         (const char *[]){"hashed", hashed, "columns", columns, NULL});
        return true;
}

static bool build_fetch(struct training *t, struct db *state, struct err *err)
{
        return t->fetch_sql || training_fetch_sql(state, t->settings.config->state_schema,
                                                  t->kursus, &t->fetch_sql, err);
}

/* Both queries of the keys that were taken: the completions and the documents they name. */
static bool fetch(struct training *t, struct db *state, const struct db_result *taken,
                  struct db_result **rows, struct db_result **documents, struct err *err)
{
        struct text keys = {0};

        for (size_t i = 0; i < db_rows(taken); i++)
                db_array_add(&keys, db_text(taken, i, 0));
        const char *list = db_array_end(&keys);
        bool ok = db_query_text(state, t->fetch_sql, DB_ARGS(list), rows, err) &&
                  (t->kursus->document_count == 0 ||
                   db_query(state, sql_training_document,
                            DB_ARGS(list, t->kursus->view, NUMBER(t->kursus->documents[0])),
                            documents, err));
        text_free(&keys);
        return ok;
}

/* Documents first: a completion whose keys are done has had its documents absorbed. */
static bool absorb_documents_of(struct training *t, const struct absorb *a,
                                const struct db_result *taken, const struct db_result *documents,
                                struct err *err)
{
        struct absorb of_documents = *a;
        struct absorb_counts counts = {0};

        of_documents.feed = DOCUMENT_FEED;
        return !documents ||
               absorb_documents(&of_documents, t->settings.catalog, taken, documents, &counts, err);
}

static bool absorb_taken(struct training *t, struct db *state, const struct site *site,
                         const struct db_result *taken, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *documents = NULL;
        struct site now = *site;
        struct absorb a = {
                .state = state, .actor = t->settings.actor, .site = &now, .feed = GUARD_FEED};
        struct absorb_counts counts = {0};

        clock_today(&now.today.year, &now.today.month, &now.today.day);
        if (!build_fetch(t, state, err) || !fetch(t, state, taken, &rows, &documents, err) ||
            !absorb_documents_of(t, &a, taken, documents, err) ||
            !absorb_batch(&a, t->kursus, taken, rows, &counts, err))
                return err_prefix(err, "absorbing training");
        t->news |= counts.changed || counts.gone;
        return true;
}

/* Everything known has been absorbed: from now on, changes are measured against it. */
static bool note_loaded(struct training *t, struct db *state, struct err *err)
{
        if (t->loaded)
                return true;
        t->loaded = true;
        return db_query(state, sql_guard_loaded, DB_ARGS(GUARD_FEED), NULL, err);
}

bool training_absorb(struct training *t, struct db *state, const struct site *site, bool all_read,
                     struct err *err)
{
        const struct guard_step guard = {.state = state,
                                         .config = t->settings.config,
                                         .catalog = t->settings.catalog,
                                         .actor = t->settings.actor,
                                         .kind = GUARD_FEED,
                                         .believed = &t->believed,
                                         .held = &t->held,
                                         .held_told = &t->held_told};
        CLEANUP(db_result_free_ptr) struct db_result *taken = NULL;
        bool may;

        if (!guard_step(&guard, &may, err))
                return false;
        if (!may) {
                t->keys_waiting = false;
                return true;
        }
        if (!db_query(state, sql_changed_key_take, DB_ARGS(GUARD_FEED, NUMBER(TRAINING_BATCH)),
                      &taken, err))
                return false;
        if (db_rows(taken) > 0)
                return absorb_taken(t, state, site, taken, err);
        t->keys_waiting = false;
        return !all_read || note_loaded(t, state, err);
}
