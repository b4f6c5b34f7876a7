/* Verb status: how things stand, from one snapshot of the state database. */
#include <stdio.h>

#include "ctl/ctl.h"
#include "ground/mem.h"
#include "sql.h"

enum { TOP_REASONS = 10 };

/* Columns as the queries of the same names answer them. */
static const struct table_column daemon_columns[] = {
        {"name", "DAEMON", CELL_TEXT}, {"version", "VERSION", CELL_TEXT},
        {"alive", "ALIVE", CELL_BOOL}, {"started_at", "STARTED", CELL_TEXT},
        {"seen_at", NULL, CELL_TEXT},  {"seen_age_s", NULL, CELL_NUMBER},
        {NULL, "LAST SEEN", CELL_TEXT}};

static const struct table_column target_columns[] = {{"name", "SERVICE", CELL_TEXT},
                                                     {"state", "STATE", CELL_TEXT},
                                                     {"reason", "REASON", CELL_LONG},
                                                     {"since", "SINCE", CELL_TEXT}};

static const struct table_column kind_columns[] = {
        {"kind", "KIND", CELL_TEXT},         {"records", "RECORDS", CELL_NUMBER},
        {"ready", "READY", CELL_NUMBER},     {"inflight", "INFLIGHT", CELL_NUMBER},
        {"retry", "RETRY", CELL_NUMBER},     {"doubt", "DOUBT", CELL_NUMBER},
        {"done", "DONE", CELL_NUMBER},       {"rejected", "REJECTED", CELL_NUMBER},
        {"held", "HELD", CELL_NUMBER},       {"created", "CREATED", CELL_NUMBER},
        {"updated", "UPDATED", CELL_NUMBER}, {"adopted", "ADOPTED", CELL_NUMBER},
        {"same", "SAME", CELL_NUMBER},       {"oldest_age_s", NULL, CELL_NUMBER},
        {NULL, "OLDEST", CELL_TEXT}};

static const struct table_column document_columns[] = {
        {"kind", "KIND", CELL_TEXT},
        {"documents", "DOCUMENTS", CELL_NUMBER},
        {"waiting", "WAITING", CELL_NUMBER},
        {"inflight", "INFLIGHT", CELL_NUMBER},
        {"retry", "RETRY", CELL_NUMBER},
        {"doubt", "DOUBT", CELL_NUMBER},
        {"done", "DONE", CELL_NUMBER},
        {"rejected", "REJECTED", CELL_NUMBER},
        {"sent_without", "RECORDS SENT WITHOUT", CELL_NUMBER},
        {"signed", "SIGNED", CELL_NUMBER},
        {"valid", "VALID", CELL_NUMBER}};

static const struct table_column reason_columns[] = {{"code", "CODE", CELL_TEXT},
                                                     {"severity", "SEVERITY", CELL_TEXT},
                                                     {"reasons", "REASONS", CELL_NUMBER},
                                                     {"persons", "PERSONS", CELL_NUMBER},
                                                     {"first_seen", "FIRST SEEN", CELL_TEXT}};

static const struct table_column total_columns[] = {
        {"oldest_undelivered_s", NULL, CELL_NUMBER}, {NULL, "OLDEST UNDELIVERED", CELL_TEXT},
        {"last_delivery_age_s", NULL, CELL_NUMBER},  {NULL, "SINCE LAST DELIVERY", CELL_TEXT},
        {"persons", "PERSONS", CELL_NUMBER},         {"persons_due", "DUE", CELL_NUMBER},
        {"changed_keys", "TO FETCH", CELL_NUMBER},   {"followups", "COMMANDS OWED", CELL_NUMBER}};

static const struct table_column scan_columns[] = {
        {"kind", "KIND", CELL_TEXT},         {"mode", "MODE", CELL_TEXT},
        {"finished_at", NULL, CELL_TEXT},    {"age_s", NULL, CELL_NUMBER},
        {NULL, "FINISHED", CELL_TEXT},       {"rows", "ROWS", CELL_NUMBER},
        {"changed", "CHANGED", CELL_NUMBER}, {"gone", "GONE", CELL_NUMBER},
        {"took_ms", "MS", CELL_NUMBER}};

static const struct table_column drift_columns[] = {
        {"kind", "KIND", CELL_TEXT},
        {"differ", "DIFFER", CELL_NUMBER},
        {"differ_open", "OPEN", CELL_NUMBER},
        {"missing", "MISSING", CELL_NUMBER},
        {"only_siasn", "ONLY SIASN", CELL_NUMBER},
        {"changed_at_siasn", "CHANGED AT SIASN", CELL_NUMBER},
        {"last_read", "LAST READ", CELL_TEXT}};

enum part { DAEMONS, TARGET, TOTALS, KINDS, DOCUMENTS, REASONS, SCANS, DRIFT, PARTS };

static const struct {
        const char *key, *heading, *sql;
        const struct table_column *columns;
        size_t count;
} parts[PARTS] = {
        [DAEMONS] = {"daemons", "Daemons", sql_ctl_status_daemons, daemon_columns,
                     COUNT_OF(daemon_columns)},
        [TARGET] = {"target", "Service", sql_ctl_status_target, target_columns,
                    COUNT_OF(target_columns)},
        [TOTALS] = {"totals", "All records", sql_ctl_status_totals, total_columns,
                    COUNT_OF(total_columns)},
        [KINDS] = {"kinds", "Records by kind", sql_ctl_status_kinds, kind_columns,
                   COUNT_OF(kind_columns)},
        [DOCUMENTS] = {"documents", "Documents by the kind of their record",
                       sql_ctl_status_documents, document_columns, COUNT_OF(document_columns)},
        [REASONS] = {"quarantine", "Quarantine, most frequent reasons", sql_ctl_status_quarantine,
                     reason_columns, COUNT_OF(reason_columns)},
        [SCANS] = {"scans", "Last rounds of collecting", sql_ctl_status_scans, scan_columns,
                   COUNT_OF(scan_columns)},
        [DRIFT] = {"drift", "Differences at SIASN, as last read", sql_ctl_status_drift,
                   drift_columns, COUNT_OF(drift_columns)},
};

static bool read_part(struct db *db, enum part part, struct table **ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(db, parts[part].sql, NULL, &r, err))
                return false;
        *ret = table_new(parts[part].columns, parts[part].count);
        table_add_result(*ret, r);
        return true;
}

static bool read_all(const struct config *config, struct table *tables[PARTS], struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;

        if (!ctl_open_ready_state(config, &db, err) || !db_script(db, sql_source_begin, err))
                return false;
        for (int i = 0; i < PARTS; i++) {
                if (!read_part(db, (enum part)i, &tables[i], err))
                        return false;
        }
        return true;
}

static void print_json(struct table *tables[PARTS])
{
        json_t *all = json_object();

        for (int i = 0; i < PARTS; i++)
                json_object_set_new(all, parts[i].key,
                                    i == TOTALS ? table_row_json(tables[i], 0)
                                                : table_json(tables[i]));
        ctl_print_json(all);
}

static void print_text(const struct config *config, struct table *tables[PARTS])
{
        printf("siasn-sync, state schema %s\n", config->state_schema);
        if (table_rows(tables[DAEMONS]) == 0)
                puts("No daemon has been seen in the last week.");
        for (int i = 0; i < PARTS; i++) {
                size_t rows = table_rows(tables[i]);

                if (i == REASONS)
                        table_keep(tables[i], TOP_REASONS);
                ctl_print_section(parts[i].heading, tables[i]);
                if (i == REASONS && rows > TOP_REASONS)
                        printf("and %zu more; --json has all\n", rows - TOP_REASONS);
        }
}

enum ctl_exit ctl_status(const struct ctl *ctl, struct err *err)
{
        struct table *tables[PARTS] = {0};
        bool ok = read_all(ctl->config, tables, err);

        if (ok && ctl->format == FORMAT_JSON)
                print_json(tables);
        else if (ok && ctl->format == FORMAT_CSV)
                table_print_csv(tables[KINDS]);
        else if (ok)
                print_text(ctl->config, tables);
        for (int i = 0; i < PARTS; i++)
                table_free(tables[i]);
        return ok ? CTL_OK : CTL_FAILED;
}
