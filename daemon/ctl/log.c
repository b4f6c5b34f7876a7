/*
 * Verb log: the event log as lines, newest last.
 *
 * NIPs are masked wherever they stand, in keys and details too, unless the reader has named the
 * person or asked for them. JSON is one object a line, so that it can be followed.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ctl/ctl.h"
#include "ground/mem.h"
#include "pure/encoding.h"
#include "sql.h"

enum { NIP_DIGITS = 18, FOLLOW_EVERY_MS = 500, LINES_DEFAULT = 20, LINES_MAX = 1000000 };

/* Columns as the queries answer them. */
enum { ID, AT, ACTOR, WHAT, KIND, SRC_ID, NIP, DETAIL, FIELDS };

static const struct table_column columns[FIELDS] = {
        [ID] = {"id", NULL, CELL_NUMBER},     [AT] = {"at", NULL, CELL_TEXT},
        [ACTOR] = {"actor", NULL, CELL_TEXT}, [WHAT] = {"what", NULL, CELL_TEXT},
        [KIND] = {"kind", NULL, CELL_TEXT},   [SRC_ID] = {"src_id", NULL, CELL_TEXT},
        [NIP] = {"nip", NULL, CELL_TEXT},     [DETAIL] = {"detail", NULL, CELL_TEXT}};

/* A new string with every run of 18 digits masked like a NIP. */
static char *mask(const char *s)
{
        struct text out = {0};

        while (*s) {
                size_t digits = strspn(s, "0123456789");
                char masked[20];

                if (digits == NIP_DIGITS) {
                        CLEANUP(free_ptr) char *nip = mem_dup_n(s, digits);

                        text_add(&out, text_mask_nip(nip, masked));
                } else {
                        text_add_n(&out, s, digits);
                }
                s += digits;
                size_t others = strcspn(s, "0123456789");
                text_add_n(&out, s, others);
                s += others;
        }
        return text_take(&out);
}

static void print_line(const char *const *f)
{
        printf("%s %-12s %-11s %-10s %-18s", f[AT], f[WHAT], f[KIND], f[SRC_ID], f[NIP]);
        if (strcmp(f[DETAIL], "{}") != 0)
                printf(" %s", f[DETAIL]);
        putchar('\n');
}

/* The detail is JSON text; what is not, stays text. */
static void print_object(const char *const *f)
{
        json_t *event = json_object();

        for (int i = 0; i < FIELDS; i++) {
                json_t *value = i == DETAIL ? json_loads(f[i], JSON_DECODE_ANY, NULL)
                                : i == ID   ? json_integer(strtoll(f[i], NULL, 10))
                                            : NULL;

                json_object_set_new(event, columns[i].key, value ? value : json_string(f[i]));
        }
        json_dumpf(event, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(event);
}

static void print_events(const struct ctl *ctl, const struct db_result *r, bool first)
{
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, FIELDS);
        bool whole = ctl->option[OPT_FULL] || ctl->option[OPT_NIP];

        for (size_t row = 0; row < db_rows(r); row++) {
                char *f[FIELDS];

                for (size_t i = 0; i < FIELDS; i++) {
                        CLEANUP(free_ptr) char *visible = encoding_visible(db_text(r, row, i));

                        f[i] = whole || i == ID ? mem_dup(visible) : mask(visible);
                }
                if (ctl->format == FORMAT_JSON)
                        print_object((const char *const *)f);
                else if (ctl->format == FORMAT_CSV)
                        table_add(table, (const char *const *)f);
                else
                        print_line((const char *const *)f);
                for (size_t i = 0; i < FIELDS; i++)
                        free(f[i]);
        }
        if (ctl->format == FORMAT_CSV && first)
                table_print_csv_head(table);
        if (ctl->format == FORMAT_CSV)
                table_print_csv_rows(table);
        fflush(stdout);
}

static bool follow(const struct ctl *ctl, struct db *db, const char *nip, int64_t last,
                   struct err *err)
{
        const struct timespec pause = {.tv_nsec = FOLLOW_EVERY_MS * 1000000L};

        while (!ferror(stdout)) {
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
                char after[24];

                snprintf(after, sizeof after, "%lld", (long long)last);
                if (!db_query(db, sql_ctl_log_after, DB_ARGS(nip, after), &r, err))
                        return false;
                print_events(ctl, r, false);
                if (db_rows(r) == 0)
                        nanosleep(&pause, NULL);
                else
                        last = db_int(r, db_rows(r) - 1, ID);
        }
        return true;
}

enum ctl_exit ctl_log(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(free_ptr)
        char *nip = ctl->option[OPT_NIP] ? ctl_plain_nip(ctl->option[OPT_NIP]) : NULL;
        int64_t lines;
        char count[24];

        if (!ctl_number(ctl, OPT_LINES, LINES_DEFAULT, 0, LINES_MAX, &lines, err))
                return CTL_USAGE;
        /* One at least, to know where to go on from. */
        snprintf(count, sizeof count, "%lld", (long long)(lines ? lines : 1));
        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_ctl_log_last, DB_ARGS(nip, count), &r, err))
                return CTL_FAILED;
        if (lines)
                print_events(ctl, r, true);
        if (!ctl->option[OPT_FOLLOW])
                return CTL_OK;
        int64_t last = db_rows(r) ? db_int(r, db_rows(r) - 1, ID) : 0;
        return follow(ctl, db, nip, last, err) ? CTL_OK : CTL_FAILED;
}
