#include "engine/notice_digest.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/date.h"
#include "pure/fault.h"
#include "sql.h"

enum { LOOK_MS = 60000, STATEMENT_MS = 300000 };

/* Questions whose answers become text, then the employees, who need none. */
enum step { STEP_DELIVERED, STEP_PROBLEMS, STEP_WAITING, STEP_EMPLOYEES, STEP_COMMIT };

struct notice_digest {
        const struct config *config;
        const struct catalog *catalog;
        const struct secret *password;
        struct db *db; /* NULL: nothing is being made */
        enum step step;
        char day[11], done_day[11]; /* "": not known */
        char from[24], to[24], since[32], until[32];
        int64_t delivered, problems;
        struct text text[STEP_EMPLOYEES];
        bool marked; /* there is a mark to begin from */
        int64_t next_ms;
};

struct notice_digest *notice_digest_new(const struct config *config, const struct catalog *catalog,
                                        const struct secret *state_password)
{
        struct notice_digest *d = NEW(struct notice_digest);

        d->config = config;
        d->catalog = catalog;
        d->password = state_password;
        return d;
}

static void stop(struct notice_digest *d)
{
        db_close(TAKE_PTR(d->db));
        for (size_t i = 0; i < COUNT_OF(d->text); i++)
                text_clear(&d->text[i]);
        d->delivered = d->problems = 0;
}

void notice_digest_free(struct notice_digest *d)
{
        if (!d)
                return;
        stop(d);
        for (size_t i = 0; i < COUNT_OF(d->text); i++)
                text_free(&d->text[i]);
        free(d);
}

int notice_digest_fd(const struct notice_digest *d)
{
        return d->db ? db_fd(d->db) : -1;
}

const char *notice_digest_addresses(const char *list, struct text *array)
{
        CLEANUP(free_ptr) char *copy = mem_dup(list);
        char *rest = copy, *address;

        while ((address = strsep(&rest, ", "))) {
                if (*address)
                        db_array_add(array, address);
        }
        return db_array_end(array);
}

/* ---- What the answers say ---- */

static const char *title_of(const struct notice_digest *d, const char *kind)
{
        size_t k = catalog_index(d->catalog, kind);

        if (strcmp(kind, "dokumen") == 0)
                return "Dokumen";
        return k < d->catalog->on_count ? d->catalog->on[k]->title : kind;
}

static void say_delivered(struct notice_digest *d, const struct db_result *r)
{
        struct text *out = &d->text[STEP_DELIVERED];

        for (size_t row = 0; row < db_rows(r); row++) {
                int64_t written = db_int(r, row, 1) + db_int(r, row, 5);

                d->delivered += written + db_int(r, row, 3);
                text_addf(out, "- %s: %" PRId64 " ditulis", title_of(d, db_text(r, row, 0)),
                          written);
                if (db_int(r, row, 2))
                        text_addf(out, ", %s sudah sama", db_text(r, row, 2));
                if (db_int(r, row, 3))
                        text_addf(out, ", %s dihapus", db_text(r, row, 3));
                text_addf(out, " (%s pegawai)\n", db_text(r, row, 4));
        }
        if (db_rows(r) == 0)
                text_add(out, "- tidak ada\n");
}

static void say_reason(struct text *out, const struct db_result *r, size_t row)
{
        const struct fault_kind *kind = fault_kind_find(db_text(r, row, 3));
        CLEANUP(free_ptr)
        char *sentence = kind ? fault_sentence(kind, db_text(r, row, 4), "...")
                              : mem_dup(db_text(r, row, 3));

        text_addf(out, "    %s x %s\n", db_text(r, row, 5), sentence);
}

static void say_problems(struct notice_digest *d, const struct db_result *r)
{
        struct text *out = &d->text[STEP_PROBLEMS];
        int64_t shown = 0;

        for (size_t row = 0; row < db_rows(r); row++) {
                if (row == 0 || strcmp(db_text(r, row, 0), db_text(r, row - 1, 0)) != 0) {
                        const char *opd = db_text(r, row, 0);

                        shown++;
                        text_addf(out, "- %s: %s kesalahan pada %s pegawai\n",
                                  *opd ? opd : "(tanpa OPD)", db_text(r, row, 1),
                                  db_text(r, row, 2));
                }
                say_reason(out, r, row);
        }
        if (db_rows(r) == 0) {
                text_add(out, "- tidak ada\n");
                return;
        }
        d->problems = db_int(r, 0, 7);
        if (db_int(r, 0, 6) > shown)
                text_addf(out, "- dan %" PRId64 " OPD lain\n", db_int(r, 0, 6) - shown);
}

static void say_waiting(struct notice_digest *d, const struct db_result *r)
{
        struct text *out = &d->text[STEP_WAITING];

        if (db_int(r, 0, 0))
                text_addf(out, "- %s riwayat, yang tertua sejak %s\n", db_text(r, 0, 0),
                          db_text(r, 0, 2));
        if (db_int(r, 0, 1))
                text_addf(out, "- %s riwayat ditahan\n", db_text(r, 0, 1));
        if (!out->len)
                text_add(out, "- tidak ada\n");
}

static void take(struct notice_digest *d, const struct db_result *r)
{
        if (d->step == STEP_DELIVERED)
                say_delivered(d, r);
        else if (d->step == STEP_PROBLEMS)
                say_problems(d, r);
        else if (d->step == STEP_WAITING)
                say_waiting(d, r);
}

/* ---- The way there ---- */

static bool ask_employees(struct notice_digest *d, struct err *err)
{
        struct text kinds = {0}, titles = {0};

        for (size_t k = 0; k < d->catalog->on_count; k++) {
                db_array_add(&kinds, d->catalog->on[k]->kind);
                db_array_add(&titles, d->catalog->on[k]->title);
        }
        bool ok = db_send(
                d->db, sql_notice_employees,
                DB_ARGS(d->from, d->to, db_array_end(&kinds), db_array_end(&titles), d->day), err);
        text_free(&kinds);
        text_free(&titles);
        return ok;
}

static json_t *values_of(const struct notice_digest *d)
{
        json_t *values = json_object();

        json_object_set_new(values, "since", json_string(d->since));
        json_object_set_new(values, "until", json_string(d->until));
        json_object_set_new(values, "delivered_count", json_sprintf("%" PRId64, d->delivered));
        json_object_set_new(values, "problem_count", json_sprintf("%" PRId64, d->problems));
        json_object_set_new(values, "delivered", json_string(text_str(&d->text[STEP_DELIVERED])));
        json_object_set_new(values, "problems", json_string(text_str(&d->text[STEP_PROBLEMS])));
        json_object_set_new(values, "waiting", json_string(text_str(&d->text[STEP_WAITING])));
        return values;
}

static bool commit(struct notice_digest *d, struct err *err)
{
        struct text key = {0}, mark = {0}, to = {0};
        json_t *values = values_of(d);
        CLEANUP(free_ptr) char *data = json_dumps(values, JSON_COMPACT);

        text_addf(&key, "digest:%s:%s", d->day, d->to);
        text_addf(&mark, "%s %s", d->day, d->to);
        bool ok = db_query(d->db, sql_notice_add,
                           DB_ARGS(text_str(&key), "digest", "hr",
                                   notice_digest_addresses(d->config->mail_to_hr, &to), data),
                           NULL, err) &&
                  db_query(d->db, sql_cursor_set, DB_ARGS("notice_digest", text_str(&mark)), NULL,
                           err) &&
                  db_query(d->db, sql_notice_forget, NULL, NULL, err) && db_commit(d->db, err);
        json_decref(values);
        text_free(&key);
        text_free(&mark);
        text_free(&to);
        if (!ok)
                return false;
        log_info("digest made", log_number("delivered", d->delivered),
                 log_number("problems", d->problems));
        snprintf(d->done_day, sizeof d->done_day, "%s", d->day);
        stop(d);
        return true;
}

static bool ask(struct notice_digest *d, struct err *err)
{
        switch (d->step) {
        case STEP_DELIVERED:
                return db_send(d->db, sql_notice_delivered, DB_ARGS(d->from, d->to), err);
        case STEP_PROBLEMS:
                return db_send(d->db, sql_notice_problems, NULL, err);
        case STEP_WAITING:
                return db_send(d->db, sql_notice_waiting, NULL, err);
        case STEP_EMPLOYEES:
                if (d->config->mail_employee)
                        return ask_employees(d, err);
                d->step = STEP_COMMIT;
                return commit(d, err);
        default:
                return commit(d, err);
        }
}

/* Locks the mark, or finds that there is nothing to do or that another daemon does it. */
static bool begin(struct notice_digest *d, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const struct db_params params = {.label = "state",
                                         .dsn = d->config->state_dsn,
                                         .password = d->password,
                                         .schema = d->config->state_schema,
                                         .statement_timeout_ms = STATEMENT_MS};

        if (!db_open(&params, &d->db, err) ||
            !db_query(d->db, sql_notice_digest_first, DB_ARGS(d->day), NULL, err))
                return false;
        d->marked = true;
        if (clock_second_of_day() < d->config->mail_digest_at_s) {
                stop(d);
                return true;
        }
        if (!db_begin(d->db, err) || !db_query(d->db, sql_notice_digest_begin, NULL, &r, err))
                return false;
        if (db_rows(r) == 0 || strcmp(db_text(r, 0, 0), d->day) >= 0) {
                if (db_rows(r) > 0)
                        snprintf(d->done_day, sizeof d->done_day, "%s", d->day);
                stop(d);
                return true;
        }
        snprintf(d->from, sizeof d->from, "%s", db_text(r, 0, 1));
        snprintf(d->since, sizeof d->since, "%s", db_text(r, 0, 2));
        snprintf(d->until, sizeof d->until, "%s", db_text(r, 0, 3));
        snprintf(d->to, sizeof d->to, "%s", db_text(r, 0, 4));
        d->step = STEP_DELIVERED;
        return ask(d, err);
}

/* False on an error; `*ret_more`: there may be more to take in at once. */
static bool go_on(struct notice_digest *d, bool *ret_more, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *line;

        *ret_more = true;
        switch (db_poll(d->db, &r, &line, err)) {
        case DB_ROWS:
                take(d, r);
                return true;
        case DB_END:
                d->step++;
                return ask(d, err);
        case DB_ERROR:
                return false;
        default:
                *ret_more = false;
                return true;
        }
}

static bool is_due(struct notice_digest *d, int64_t now_ms)
{
        struct date today;

        if (now_ms < d->next_ms)
                return false;
        d->next_ms = now_ms + LOOK_MS;
        clock_today(&today.year, &today.month, &today.day);
        date_to_iso(today, d->day);
        /* The first look of a life sees to it that there is a mark to begin from. */
        return !d->marked || (strcmp(d->day, d->done_day) != 0 &&
                              clock_second_of_day() >= d->config->mail_digest_at_s);
}

bool notice_digest_turn(struct notice_digest *d, int64_t now_ms, int64_t *wait_ms, struct err *err)
{
        bool more = true, ok = true;

        if (!d->db && is_due(d, now_ms))
                ok = begin(d, err);
        while (ok && d->db && more)
                ok = go_on(d, &more, err);
        if (d->db && *wait_ms > 1000)
                *wait_ms = 1000;
        if (!ok)
                stop(d);
        return ok;
}
