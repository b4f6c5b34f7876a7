/*
 * Verbs audit: the event log's chain and its months. What is dropped has been exported and compared
 * with the file just before; who approved it, and by which document, stands in the log.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "engine/event_file.h"
#include "ground/mem.h"
#include "pure/date.h"
#include "sql.h"

static const struct table_column month_columns[] = {
        {"month", "MONTH", CELL_TEXT},          {"first", "FIRST", CELL_NUMBER},
        {"last", "LAST", CELL_NUMBER},          {"bytes", "BYTES", CELL_NUMBER},
        {"exported_at", "EXPORTED", CELL_TEXT}, {"exported_by", "BY", CELL_TEXT},
        {"dropped_at", "DROPPED", CELL_TEXT},   {"dropped_by", "BY", CELL_TEXT},
        {"document", "DOCUMENT", CELL_TEXT},    {"hash", NULL, CELL_TEXT},
        {"due", "MAY BE DROPPED", CELL_BOOL}};

enum ctl_exit ctl_audit_list(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(month_columns, COUNT_OF(month_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_audit_months, DB_ARGS(NUMBER(ctl->config->retention_events_ms)), &r,
                      err))
                return CTL_FAILED;
        table_add_result(table, r);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "months", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
        return CTL_OK;
}

/* ---- Verify ---- */

static enum ctl_exit verify_state(const struct ctl *ctl, struct err *err)
{
        CLEANUP(config_free_ptr) struct config *config = NULL;
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!config_load(ctl->config_path, &config, err))
                return CTL_USAGE;
        if (!ctl_open_ready_state(config, &db, err) ||
            !db_query(db, sql_no_timeout, NULL, NULL, err) ||
            !db_query(db, sql_audit_verify, NULL, &r, err))
                return CTL_FAILED;
        bool whole = !db_value(r, 0, 0);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:b, s:s?, s:I, s:s, s:I}", "ok", whole, "broken_at",
                                         db_value(r, 0, 0), "last", (json_int_t)db_int(r, 0, 1),
                                         "hash", db_text(r, 0, 2), "months_dropped",
                                         (json_int_t)db_int(r, 0, 3)));
        else if (whole)
                printf("Verified: the chain is whole up to event %s, hash %s; %s month(s) stand as "
                       "anchors\n",
                       db_text(r, 0, 1), db_text(r, 0, 2), db_text(r, 0, 3));
        else
                err_set(err, "NOT verified: the chain is broken at event %s", db_text(r, 0, 0));
        return whole ? CTL_OK : CTL_FAILED;
}

enum match { MATCH_SAME, MATCH_OTHER, MATCH_UNKNOWN };

static struct db_result *look_up(struct db *db, const char *month, struct err *err)
{
        struct db_result *r = NULL;
        char day[EVENT_MONTH + 3];

        snprintf(day, sizeof day, "%s-01", month);
        return db_query(db, sql_audit_month, DB_ARGS(day), &r, err) ? r : NULL;
}

/* Where a state can be asked, the file is compared with the anchor there; an auditor may have none.
 */
static enum match compare(const struct ctl *ctl, const struct event_seal *seal, struct err *why)
{
        CLEANUP(config_free_ptr) struct config *config = NULL;
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!config_load(ctl->config_path, &config, why) ||
            !ctl_open_ready_state(config, &db, why) || !(r = look_up(db, seal->month, why)))
                return MATCH_UNKNOWN;
        if (db_rows(r) == 0 || !db_value(r, 0, 0)) {
                err_set(why, "the state has no anchor of %s", seal->month);
                return MATCH_UNKNOWN;
        }
        return strcmp(db_text(r, 0, 0), seal->anchor) == 0 ? MATCH_SAME : MATCH_OTHER;
}

static void print_seal(const struct ctl *ctl, const struct event_seal *seal, enum match match,
                       const struct err *why)
{
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack(
                        "{s:b, s:s, s:I, s:I, s:I, s:s, s:s, s:s?, s:o, s:s}", "ok",
                        match != MATCH_OTHER, "month", seal->month, "first",
                        (json_int_t)seal->first, "last", (json_int_t)seal->last, "events",
                        (json_int_t)seal->events, "before", seal->before, "after", seal->after,
                        "public_key", seal->public_key, "state",
                        match == MATCH_UNKNOWN ? json_null() : json_boolean(match == MATCH_SAME),
                        "why", match == MATCH_UNKNOWN ? why->text : ""));
                return;
        }
        printf("month %s: events %lld to %lld, %lld in all\n  hash before %s\n  hash after  %s\n"
               "  signed by   %s\n",
               seal->month, (long long)seal->first, (long long)seal->last, (long long)seal->events,
               seal->before, seal->after, seal->public_key ? seal->public_key : "nobody");
        if (match == MATCH_UNKNOWN)
                printf("The file is whole; it was not compared with the state: %s\n", why->text);
        else if (match == MATCH_SAME)
                puts("Verified: the file is whole, and its anchor is that of the state");
}

static enum ctl_exit verify_file(const struct ctl *ctl, struct err *err)
{
        struct event_seal seal = {0};
        struct err why = {.text = ""};

        if (!event_file_verify(ctl->words[0], ctl->option[OPT_KEY], &seal, err))
                return CTL_FAILED;
        enum match match = compare(ctl, &seal, &why);
        print_seal(ctl, &seal, match, &why);
        if (match == MATCH_OTHER)
                err_set(err, "NOT verified: the anchor of %s in the state is another", seal.month);
        event_seal_free(&seal);
        return match == MATCH_OTHER ? CTL_FAILED : CTL_OK;
}

enum ctl_exit ctl_audit_verify(const struct ctl *ctl, struct err *err)
{
        return ctl->word_count ? verify_file(ctl, err) : verify_state(ctl, err);
}

/* ---- Export ---- */

static bool take_month(const char *typed, struct event_seal *seal, struct err *err)
{
        char day[EVENT_MONTH + 3];
        struct date d;

        snprintf(day, sizeof day, "%s-01", typed);
        if (strlen(typed) != EVENT_MONTH - 1 || !date_parse_iso(day, &d))
                return err_set(err, "a month is written 2026-11, not '%s'", typed);
        memcpy(seal->month, typed, sizeof seal->month);
        return true;
}

/* What the state knows of the month; an error unless it can be exported. */
static bool know_month(struct db *db, struct event_seal *seal, struct event_seal *known,
                       struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = look_up(db, seal->month, err);

        if (!r)
                return false;
        if (db_rows(r) == 0)
                return err_set(err, "the log has no month %s: see audit list", seal->month);
        if (db_bool(r, 0, 4))
                return err_set(err, "%s was dropped: its file is the only copy", seal->month);
        if (!db_bool(r, 0, 3))
                return err_set(err,
                               "%s is not over: a month can be exported once the log has an event "
                               "of a later one",
                               seal->month);
        seal->last = db_int(r, 0, 5);
        snprintf(seal->before, sizeof seal->before, "%s", db_text(r, 0, 6));
        known->anchor = db_value(r, 0, 0) ? mem_dup(db_text(r, 0, 0)) : NULL;
        known->signature = db_value(r, 0, 1) ? mem_dup(db_text(r, 0, 1)) : NULL;
        known->public_key = db_value(r, 0, 2) ? mem_dup(db_text(r, 0, 2)) : NULL;
        return true;
}

/* The anchor of the first export stays, so that every copy is the same, byte for byte. */
static bool seal_month(const struct ctl *ctl, struct event_seal *seal, struct event_seal *known,
                       struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *key = NULL;

        if (!known->anchor)
                return ctl_password(ctl->config, "indicator_key", &key, err) &&
                       event_seal_make(seal, key, err);
        if (!event_seal_make(seal, NULL, err))
                return false;
        if (strcmp(seal->anchor, known->anchor) != 0)
                return err_set(err,
                               "the events of %s are not those of its anchor: the log was "
                               "altered after %s was exported",
                               seal->month, seal->month);
        seal->signature = TAKE_PTR(known->signature);
        seal->public_key = TAKE_PTR(known->public_key);
        return true;
}

static bool write_file(const struct ctl *ctl, struct db *db, FILE *file, struct event_seal *seal,
                       struct event_seal *known, struct err *err)
{
        return event_file_write(db, file, seal, err) && seal_month(ctl, seal, known, err) &&
               event_file_close(file, seal, err) &&
               ((fflush(file) == 0 && fsync(fileno(file)) == 0) ||
                err_set(err, "cannot write %s: %s", ctl->option[OPT_TO], strerror(errno)));
}

static bool note_export(const struct ctl *ctl, struct db *db, const struct event_seal *seal,
                        struct err *err)
{
        struct arrays events = {0};
        const char *actor = "siasnctl", *by = ctl->option[OPT_BY];
        json_t *detail = json_pack("{s:s, s:s}", "by", by, "anchor", seal->anchor);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        char day[EVENT_MONTH + 3];

        json_decref(detail);
        snprintf(day, sizeof day, "%s-01", seal->month);
        ARRAYS_ADD(&events, "log_export", "", "", seal->month, text);
        bool ok =
                db_begin(db, err) &&
                db_query(db, sql_audit_month_close,
                         DB_ARGS(day, NUMBER(seal->first), NUMBER(seal->last), seal->before,
                                 seal->after, seal->anchor, seal->signature, seal->public_key, by),
                         NULL, err) &&
                arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5}, 1,
                             NULL, err) &&
                db_commit(db, err);
        arrays_free(&events);
        return ok;
}

static bool export_month(const struct ctl *ctl, struct db *db, struct event_seal *seal,
                         struct err *err)
{
        const char *path = ctl->option[OPT_TO];
        struct event_seal known = {0};
        bool ok = know_month(db, seal, &known, err);
        int fd = ok ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
        FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

        if (ok && !file)
                ok = err_set(err, "cannot create %s: %s; give a name that does not exist", path,
                             strerror(errno));
        ok = ok && write_file(ctl, db, file, seal, &known, err);
        if (file)
                ok = (fclose(file) == 0 || err_set(err, "cannot write %s", path)) && ok;
        ok = ok && note_export(ctl, db, seal, err);
        if (!ok && file)
                unlink(path);
        event_seal_free(&known);
        return ok;
}

enum ctl_exit ctl_audit_export(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct event_seal seal = {0};

        if (!take_month(ctl->words[0], &seal, err))
                return CTL_USAGE;
        bool ok =
                ctl_open_writable_state(ctl->config, &db, err) && export_month(ctl, db, &seal, err);
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:I, s:s}", "month", seal.month, "events",
                                         (json_int_t)seal.events, "hash", seal.after));
        else if (ok)
                printf("%s: %lld events in %s, hash after the last %s\n", seal.month,
                       (long long)seal.events, ctl->option[OPT_TO], seal.after);
        event_seal_free(&seal);
        return ok ? CTL_OK : CTL_FAILED;
}

/* ---- Drop ---- */

static bool check_due(const struct ctl *ctl, struct db *db, const struct event_seal *seal,
                      struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *m = look_up(db, seal->month, err);
        char day[EVENT_MONTH + 3];

        snprintf(day, sizeof day, "%s-01", seal->month);
        if (!m || !db_query(db, sql_audit_month_due,
                            DB_ARGS(day, NUMBER(ctl->config->retention_events_ms)), &r, err))
                return false;
        if (db_rows(m) == 0 || !db_value(m, 0, 0) || strcmp(db_text(m, 0, 0), seal->anchor) != 0)
                return err_set(err,
                               "%s does not hold what the state has of %s: export the month again",
                               ctl->words[0], seal->month);
        if (db_bool(m, 0, 4))
                return err_set(err, "%s was dropped already", seal->month);
        return db_bool(r, 0, 1) || err_set(err,
                                           "%s is kept until %s ([retention] events): nothing was "
                                           "dropped",
                                           seal->month, db_text(r, 0, 0));
}

static bool drop_month(const struct ctl *ctl, struct db *db, const struct event_seal *seal,
                       struct err *err)
{
        char day[EVENT_MONTH + 3];

        snprintf(day, sizeof day, "%s-01", seal->month);
        if (db_begin(db, err) &&
            db_query(db, sql_audit_month_drop,
                     DB_ARGS(day, ctl->option[OPT_BY], ctl->option[OPT_DOCUMENT]), NULL, err) &&
            db_commit(db, err))
                return true;
        db_rollback(db);
        return false;
}

enum ctl_exit ctl_audit_drop(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct event_seal seal = {0};
        bool ok = event_file_verify(ctl->words[0], NULL, &seal, err) &&
                  ctl_open_writable_state(ctl->config, &db, err) &&
                  check_due(ctl, db, &seal, err) && drop_month(ctl, db, &seal, err);

        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:I}", "dropped", seal.month, "events",
                                         (json_int_t)seal.events));
        else if (ok)
                printf("%s dropped: its %lld events are in %s only, the anchor stays\n", seal.month,
                       (long long)seal.events, ctl->words[0]);
        event_seal_free(&seal);
        return ok ? CTL_OK : CTL_FAILED;
}
