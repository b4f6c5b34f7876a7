#include "engine/survey.h"

#include <string.h>

#include "engine/arrays.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "simpeg/probe.h"
#include "sql.h"

enum { BUFFERED = 500, NEEDS_MAX = 3, OPD_COLUMNS = 4, FINDING_COLUMNS = 4 };

/* One code of a question, and what the site must have for it to say anything. */
struct check {
        const char *code;
        const char *field;
        struct {
                const char *view;
                const char *column;
        } needs[NEEDS_MAX];
};

static const struct check person_checks[] = {
        {"EDU_MISSING", "pendidikan_tingkat_id", {{"v_pegawai", "pendidikan_tingkat_id"}}},
        {"TMT_MISSING", "tmt_pns", {{"v_pegawai", "tmt_pns"}, {"v_pegawai", "status_asn"}}},
        {"GELAR_MISSING",
         "gelar_belakang",
         {{"v_pegawai", "gelar_belakang"},
          {"v_pegawai", "gelar_depan"},
          {"v_pegawai", "pendidikan_tingkat_id"}}},
        {"EMAIL_BAD", "email", {{"v_pegawai", "email"}}},
        {"HP_BAD", "no_hp", {{"v_pegawai", "no_hp"}}},
        {"NIK_BAD", "nik", {{"v_pegawai", "nik"}}},
        {"CPNS_LONG", "tmt_cpns", {{"v_pegawai", "tmt_cpns"}, {"v_pegawai", "status_asn"}}},
        {"BUP_PASSED", "tmt_pensiun", {{"v_pegawai", "tmt_pensiun"}}},
        {"KEDHUK_PPPK",
         "kedudukan_hukum_id",
         {{"v_pegawai", "kedudukan_hukum_id"}, {"v_pegawai", "status_asn"}}},
        {"UNOR_INACTIVE", "unor_src_id", {{"v_pegawai", "unor_src_id"}, {"v_unor", "aktif"}}},
        {"JAB_UNMAPPED", "jabatan_src_id", {{"v_pegawai", "jabatan_src_id"}}},
        /* Found row by row (pure/nip, the descriptor's rules): noted as measured or not. */
        {"NIP_BIRTH", "tgl_lahir", {{"v_pegawai", "tgl_lahir"}}},
        {"NIP_CPNS", "tmt_cpns", {{"v_pegawai", "tmt_cpns"}}},
        {"NIP_SEX", "jenis_kelamin", {{"v_pegawai", "jenis_kelamin"}}},
        {"NIP_PPPK", "tmt_cpns", {{"v_pegawai", "tmt_cpns"}}},
        {"TMT_ORDER", "tmt_cpns", {{"v_pegawai", "tmt_cpns"}, {"v_pegawai", "tmt_pns"}}},
};

static const struct check post_checks[] = {
        {"DUP_POST", "unor_id", {{"v_rw_jabatan", "is_terakhir"}}},
        {"JAB_UNMAPPED", "jabatan_id", {{"v_rw_jabatan", "jabatan_id"}}}};

static const struct check early_checks[] = {
        {"STRUCT_EARLY",
         "tmt_jabatan",
         {{"v_rw_jabatan", "is_terakhir"}, {"v_pegawai", "tmt_cpns"}}}};

static const struct check below_checks[] = {
        {"EDU_BELOW",
         "pendidikan_tingkat_id",
         {{"v_rw_jabatan", "is_terakhir"}, {"v_pegawai", "pendidikan_tingkat_id"}}},
        {"PANGKAT_BELOW",
         "golongan_id",
         {{"v_rw_jabatan", "is_terakhir"},
          {"v_pegawai", "golongan_id"},
          {"v_pegawai", "status_asn"}}},
};

static const struct check skp_checks[] = {
        {"SKP_MISSING", "", {{"v_rw_skp", "tahun"}, {"v_pegawai", "tmt_cpns"}}}};

static const struct check course_checks[] = {
        {"CERT_SHARED", "nomor_sertifikat", {{"v_rw_kursus", "nomor_sertifikat"}}}};

static const struct check training_checks[] = {
        {"CERT_SHARED", "nomor", {{"v_rw_diklat", "nomor"}}}};

static const struct check junk_checks[] = {{"ID_JUNK", "siasn_id", {{NULL, NULL}}}};

#define CHECKS(list) (list), COUNT_OF(list)

/* Questions in the order they are asked; all codes of one come from one pass over the views. */
static const struct question {
        const char *kind; /* whose records the findings belong to; NULL: every kind with siasn_id */
        const char *sql;
        const struct check *checks;
        size_t count;
} questions[] = {
        {"data_utama", sql_survey_pegawai, CHECKS(person_checks)},
        {"data_utama", sql_survey_below, CHECKS(below_checks)},
        {"data_utama", sql_survey_skp_missing, CHECKS(skp_checks)},
        {"jabatan", sql_survey_dup_post, CHECKS(post_checks)},
        {"jabatan", sql_survey_struct_early, CHECKS(early_checks)},
        {"kursus", sql_survey_cert_shared, CHECKS(course_checks)},
        {"diklat", sql_survey_cert_shared, CHECKS(training_checks)},
        {NULL, sql_survey_id_junk, CHECKS(junk_checks)},
};

struct survey {
        struct source *source;
        struct db *state;
        const struct catalog *catalog;
        char *started; /* the state's clock */
        size_t place;  /* 0: the OPDs; then question and kind, see question_at() */
        bool asking;   /* an answer is on its way */
        struct arrays rows;
        int64_t found;
};

struct survey *survey_new(struct source *source, struct db *state, const struct catalog *catalog)
{
        struct survey *s = NEW(struct survey);

        s->source = source;
        s->state = state;
        s->catalog = catalog;
        return s;
}

void survey_free(struct survey *s)
{
        if (!s)
                return;
        arrays_free(&s->rows);
        free(s->started);
        free(s);
}

int64_t survey_found(const struct survey *s)
{
        return s->found;
}

/* Places are laid out as question x kind, so that "every kind" needs no list of its own. */
static const struct question *question_at(const struct survey *s, const struct descriptor **ret_d)
{
        size_t kinds = s->catalog->on_count, i = (s->place - 1) / kinds;
        const struct question *q = i < COUNT_OF(questions) ? &questions[i] : NULL;

        *ret_d = s->catalog->on[(s->place - 1) % kinds];
        return q;
}

static bool applies(const struct survey *s, const struct question *q, const struct descriptor *d)
{
        if (!s->source->kinds[catalog_index(s->catalog, d->kind)].available)
                return false;
        return q->kind ? strcmp(q->kind, d->kind) == 0 : d->has_siasn_id;
}

static bool can_tell(const struct survey *s, const struct check *check, const struct descriptor *d)
{
        const struct probe *probe = s->source->probe;

        if (!check->needs[0].view)
                return probe_has_column(probe, d->view, check->field);
        for (size_t i = 0; i < NEEDS_MAX && check->needs[i].view; i++) {
                if (!probe_has_column(probe, check->needs[i].view, check->needs[i].column))
                        return false;
        }
        return true;
}

static bool can_tell_any(const struct survey *s, const struct question *q,
                         const struct descriptor *d)
{
        for (size_t i = 0; i < q->count; i++) {
                if (can_tell(s, &q->checks[i], d))
                        return true;
        }
        return false;
}

static bool ask(struct survey *s, const struct question *q, const struct descriptor *d,
                struct err *err)
{
        CLEANUP(free_ptr) char *view = db_identifier(s->source->db, d->view);
        CLEANUP(free_ptr) char *column = db_identifier(s->source->db, q->checks[0].field);
        CLEANUP(free_ptr) char *field = db_literal(s->source->db, q->checks[0].field);
        const char *pairs[] = {"view", view, "column", column, "field", field, NULL};
        CLEANUP(free_ptr) char *sql = db_expand(q->sql, pairs);

        s->asking = true;
        return db_send(s->source->db, sql, NULL, err);
}

static bool flush(struct survey *s, struct err *err)
{
        const struct descriptor *d = NULL;
        bool opd = s->place == 0;

        if (s->rows.rows == 0)
                return true;
        if (!opd)
                question_at(s, &d);
        const char *lead[] = {opd ? NULL : d->kind};
        s->found += opd ? 0 : (int64_t)s->rows.rows;
        bool ok = arrays_query(
                s->state, opd ? sql_survey_opd_set : sql_survey_found, lead, opd ? 0 : 1,
                &(struct arrays_part){&s->rows, opd ? OPD_COLUMNS : FINDING_COLUMNS}, 1, NULL, err);
        arrays_clear(&s->rows);
        return ok;
}

/* A line of COPY: tab-separated, NULL as \N. */
static bool take_line(struct survey *s, const char *line, struct err *err)
{
        CLEANUP(free_ptr) char *copy = mem_dup(line);
        const char *cells[FINDING_COLUMNS] = {0};
        size_t width = s->place == 0 ? OPD_COLUMNS : FINDING_COLUMNS, n = 0;

        for (char *rest = copy, *cell; n < width && (cell = strsep(&rest, "\t")); n++)
                cells[n] = db_copy_unescape(cell);
        if (n != width)
                return err_set(err, "source database: unexpected line in a survey");
        arrays_add(&s->rows, cells, width);
        return s->rows.rows < BUFFERED || flush(s, err);
}

static bool settle(struct survey *s, struct err *err)
{
        const struct descriptor *d;
        const struct question *q;

        if (!flush(s, err))
                return false;
        if (s->place == 0)
                return true;
        q = question_at(s, &d);
        for (size_t i = 0; i < q->count; i++) {
                const struct check *check = &q->checks[i];

                if (!db_query(s->state, sql_survey_settle,
                              DB_ARGS(d->kind, check->code, check->field,
                                      can_tell(s, check, d) ? "t" : "f", s->started),
                              NULL, err))
                        return false;
        }
        return true;
}

static bool finish(struct survey *s, struct err *err)
{
        return db_query(s->state, sql_survey_state, NULL, NULL, err) &&
               db_query(s->state, sql_survey_state_settle, DB_ARGS(s->started), NULL, err) &&
               db_query(s->state, sql_survey_tally, NULL, NULL, err);
}

static bool begin(struct survey *s, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(s->state, sql_survey_now, NULL, &r, err))
                return false;
        s->started = mem_dup(db_text(r, 0, 0));
        s->asking = true;
        return db_send(s->source->db, sql_survey_opd, NULL, err);
}

/* Asks the next question that applies here; at the end, the state itself. */
static enum survey_step go_on(struct survey *s, struct err *err)
{
        const struct descriptor *d;
        const struct question *q = question_at(s, &d);

        if (!q)
                return finish(s, err) ? SURVEY_DONE : SURVEY_FAILED;
        if (!applies(s, q, d)) {
                s->place++;
                return SURVEY_MORE;
        }
        if (can_tell_any(s, q, d))
                return ask(s, q, d, err) ? SURVEY_MORE : SURVEY_FAILED;
        if (!settle(s, err))
                return SURVEY_FAILED;
        s->place++;
        return SURVEY_MORE;
}

/*
 * A view that cannot be read must not stop what can: the question is left for the next survey, and
 * what it found before stays.
 */
static enum survey_step leave(struct survey *s, const struct err *err)
{
        const struct descriptor *d;
        const struct question *q = s->place ? question_at(s, &d) : NULL;

        if (!db_alive(s->source->db))
                return SURVEY_FAILED;
        log_warning("the source could not answer a question of the survey",
                    log_text("question", q ? q->checks[0].code : "OPD"),
                    log_text("error", err->text));
        db_cancel(s->source->db);
        arrays_clear(&s->rows);
        s->asking = false;
        s->place++;
        return SURVEY_MORE;
}

enum survey_step survey_slice(struct survey *s, int lines, struct err *err)
{
        if (!s->started && !begin(s, err))
                return SURVEY_FAILED;
        if (!s->asking)
                return go_on(s, err);
        while (lines-- > 0) {
                CLEANUP(db_result_free_ptr) struct db_result *status = NULL;
                const char *line = NULL;

                switch (db_poll(s->source->db, &status, &line, err)) {
                case DB_COPY:
                        if (!take_line(s, line, err))
                                return SURVEY_FAILED;
                        break;
                case DB_ROWS:
                        break;
                case DB_WAIT:
                        return SURVEY_WAIT;
                case DB_END:
                        s->asking = false;
                        if (!settle(s, err))
                                return SURVEY_FAILED;
                        s->place++;
                        return SURVEY_MORE;
                default:
                        return leave(s, err);
                }
        }
        return SURVEY_MORE;
}
