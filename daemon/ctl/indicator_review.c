/*
 * Word review: what two persons decide about trainings that codes do not settle. One proposes with
 * a document, another approves or rejects; both go to the event log.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/indicator.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

static const struct table_column review_columns[] = {{"id", "ID", CELL_TEXT},
                                                     {"state", "STATE", CELL_TEXT},
                                                     {"record", "RECORD", CELL_TEXT},
                                                     {"nip", "NIP", CELL_TEXT},
                                                     {"code", "CODE", CELL_TEXT},
                                                     {"name", "NAME", CELL_LONG},
                                                     {"suggested", "SUGGESTED", CELL_TEXT},
                                                     {"level", "LEVEL", CELL_TEXT},
                                                     {"document", "DOCUMENT", CELL_TEXT},
                                                     {"proposed_by", "PROPOSED BY", CELL_TEXT},
                                                     {"decided_by", "DECIDED BY", CELL_TEXT}};

static enum ctl_exit list(const struct ctl *ctl, struct db *db, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(review_columns, COUNT_OF(review_columns));

        if (!db_query(db, sql_indicator_review_list, NULL, &r, err))
                return CTL_FAILED;
        table_add_result(table, r);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "review", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
        return CTL_OK;
}

/* The event of a decision, last in its transaction. */
static bool tell(struct db *db, const char *what, const char *nip, const char *record,
                 const struct ctl *ctl, const char *id, struct err *err)
{
        struct arrays events = {0};
        json_t *detail =
                json_pack("{s:s, s:s, s:s, s:s}", "by", ctl->option[OPT_BY], "id", id, "level",
                          ctl->option[OPT_LEVEL] ? ctl->option[OPT_LEVEL] : "", "document",
                          ctl->option[OPT_DOCUMENT] ? ctl->option[OPT_DOCUMENT] : "");
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        const char *actor = "siasnctl";

        json_decref(detail);
        ARRAYS_ADD(&events, what, nip, "", record, text);
        bool ok = arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5},
                               1, NULL, err);
        arrays_free(&events);
        return ok;
}

static enum ctl_exit done(const struct ctl *ctl, const char *id, const char *state)
{
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:s}", "id", id, "state", state));
        else
                printf("decision %s: %s\n", id, state);
        return CTL_OK;
}

static enum ctl_exit propose(const struct ctl *ctl, struct db *db, struct err *err)
{
        static const char *const levels[] = {"1", "2", "3", "4", "5", "none"};
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *record = ctl->words[1];
        bool diklat = text_has_prefix(record, "diklat:"), level = false;

        for (size_t i = 0; ctl->option[OPT_LEVEL] && i < COUNT_OF(levels); i++)
                level = level || strcmp(levels[i], ctl->option[OPT_LEVEL]) == 0;
        if (!level || !ctl->option[OPT_DOCUMENT] || !*ctl->option[OPT_DOCUMENT] ||
            !(diklat || text_has_prefix(record, "kursus:"))) {
                err_set(err, "usage: indicator review propose diklat:ID|kursus:ID --level 1-5|none "
                             "--document DOC --by NAME; levels are codes of latihanStruktural");
                return CTL_USAGE;
        }
        if (!db_query(db, sql_indicator_review_known, DB_ARGS(record), &known, err))
                return CTL_FAILED;
        if (db_rows(known) == 0) {
                err_set(err, "no snapshot holds training %s: see `siasnctl indicator review`",
                        record);
                return CTL_FAILED;
        }
        if (!db_begin(db, err) ||
            !db_query(db, sql_indicator_review_propose,
                      DB_ARGS(diklat ? "diklat" : "kursus", record + strlen("diklat:"),
                              ctl->option[OPT_LEVEL], ctl->option[OPT_DOCUMENT],
                              ctl->option[OPT_BY]),
                      &r, err) ||
            !tell(db, "review_proposed", db_text(known, 0, 0), record, ctl, db_text(r, 0, 0),
                  err) ||
            !db_commit(db, err))
                return CTL_FAILED;
        return done(ctl, db_text(r, 0, 0), "proposed");
}

static enum ctl_exit decide(const struct ctl *ctl, struct db *db, const char *state,
                            struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;
        const char *id = ctl->words[1];
        int64_t number;

        if (!text_to_int(id, 1, INT32_MAX, &number)) {
                err_set(err, "%s is no decision: `siasnctl indicator review` lists them", id);
                return CTL_USAGE;
        }
        if (!db_begin(db, err))
                return CTL_FAILED;
        if (!db_query(db, sql_indicator_review_decide, DB_ARGS(id, state, ctl->option[OPT_BY]), &r,
                      err)) {
                if (strstr(err->text, "indicator_review_two_persons"))
                        err_set(err, "%s proposed it: another person must decide",
                                ctl->option[OPT_BY]);
                return CTL_FAILED;
        }
        if (db_rows(r) == 0) {
                err_set(err, "decision %s does not exist or is decided already", id);
                return CTL_FAILED;
        }
        if (!db_query(db, sql_indicator_review_known, DB_ARGS(db_text(r, 0, 0)), &known, err) ||
            !tell(db, strcmp(state, "approved") == 0 ? "review_approved" : "review_rejected",
                  db_rows(known) ? db_text(known, 0, 0) : "", db_text(r, 0, 0), ctl, id, err) ||
            !db_commit(db, err))
                return CTL_FAILED;
        return done(ctl, id, state);
}

enum ctl_exit ctl_indicator_review(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        const char *word = ctl->word_count > 0 ? ctl->words[0] : NULL;

        if (word && (ctl->word_count < 2 || !ctl->option[OPT_BY] || !*ctl->option[OPT_BY])) {
                err_set(err, "say which and who: indicator review propose|approve|reject RECORD|ID "
                             "--by NAME");
                return CTL_USAGE;
        }
        if (!indicator_open_state(ctl->config, &db, err))
                return CTL_FAILED;
        if (!word)
                return list(ctl, db, err);
        if (strcmp(word, "propose") == 0)
                return propose(ctl, db, err);
        if (strcmp(word, "approve") == 0 || strcmp(word, "reject") == 0)
                return decide(ctl, db, *word == 'a' ? "approved" : "rejected", err);
        err_set(err, "indicator review knows propose, approve and reject, not %s", word);
        return CTL_USAGE;
}
