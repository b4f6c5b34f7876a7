/* Verb show: everything we know about one person. */
#include <stdio.h>

#include "ctl/ctl.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"

enum { EVENTS_SHOWN = 20 };

/* Columns as the queries of the same names answer them. */
static const struct table_column person_columns[] = {{"pns_id", "ID AT SIASN", CELL_TEXT},
                                                     {"blocked", "BLOCKED BY", CELL_TEXT},
                                                     {"due_at", "DUE", CELL_TEXT},
                                                     {"worked_on_by", "WORKED ON BY", CELL_TEXT},
                                                     {"read_back", "READ BACK", CELL_TEXT}};

static const struct table_column record_columns[] = {{"kind", "KIND", CELL_TEXT},
                                                     {"src_id", "SRC_ID", CELL_TEXT},
                                                     {"op", NULL, CELL_TEXT},
                                                     {"state", "STATE", CELL_TEXT},
                                                     {"outcome", "OUTCOME", CELL_TEXT},
                                                     {"siasn_id", "SIASN_ID", CELL_TEXT},
                                                     {"delivered_at", NULL, CELL_TEXT},
                                                     {"due_at", "DUE", CELL_TEXT},
                                                     {"tries", NULL, CELL_NUMBER},
                                                     {"message", "LAST MESSAGE", CELL_LONG},
                                                     {"document", "DOCUMENT", CELL_TEXT}};

static const struct table_column document_columns[] = {
        {"doc_id", "DOC_ID", CELL_TEXT},       {"kind", "KIND", CELL_TEXT},
        {"src_id", "SRC_ID", CELL_TEXT},       {"type", "TYPE", CELL_NUMBER},
        {"state", "STATE", CELL_TEXT},         {"signature", "SIGNATURE", CELL_TEXT},
        {"signer", "SIGNER", CELL_TEXT},       {"signed_at", "SIGNED AT", CELL_TEXT},
        {"sent_sha256", NULL, CELL_TEXT},      {"sent_at", "SENT AT", CELL_TEXT},
        {"due_at", NULL, CELL_TEXT},           {"tries", NULL, CELL_NUMBER},
        {"message", "LAST MESSAGE", CELL_LONG}};

static const struct table_column reason_columns[] = {
        {"kind", "KIND", CELL_TEXT},     {"src_id", "SRC_ID", CELL_TEXT},
        {"code", "CODE", CELL_TEXT},     {"severity", NULL, CELL_TEXT},
        {"field", "FIELD", CELL_TEXT},   {"value", NULL, CELL_TEXT},
        {"first_seen", NULL, CELL_TEXT}, {"sentence", "REASON", CELL_LONG}};

static const struct table_column read_columns[] = {{"kind", "KIND", CELL_TEXT},
                                                   {"row", "AT SIASN", CELL_LONG},
                                                   {"seen_at", "READ", CELL_TEXT}};

static const struct table_column event_columns[] = {
        {"id", NULL, CELL_NUMBER},   {"at", "AT", CELL_TEXT},
        {"actor", NULL, CELL_TEXT},  {"what", "WHAT", CELL_TEXT},
        {"kind", "KIND", CELL_TEXT}, {"src_id", "SRC_ID", CELL_TEXT},
        {"nip", NULL, CELL_TEXT},    {"detail", "DETAIL", CELL_LONG}};

static const struct table_column drift_columns[] = {
        {"kind", "KIND", CELL_TEXT},     {"finding", "FINDING", CELL_TEXT},
        {"src_id", "SRC_ID", CELL_TEXT}, {"siasn_id", NULL, CELL_TEXT},
        {"field", "FIELD", CELL_TEXT},   {"simpeg", "SIMPEG", CELL_TEXT},
        {"siasn", "SIASN", CELL_LONG},   {"newer", "NEWER", CELL_TEXT},
        {"reason", "REASON", CELL_TEXT}, {"first_seen", NULL, CELL_TEXT}};

struct person {
        struct table *self, *records, *documents, *reasons, *drift, *read, *events;
};

static void add_reasons(struct table *table, const struct db_result *r)
{
        for (size_t row = 0; row < db_rows(r); row++) {
                const struct fault_kind *kind = fault_kind_find(db_text(r, row, 2));
                CLEANUP(free_ptr)
                char *sentence = kind ? fault_sentence(kind, db_text(r, row, 4), db_text(r, row, 5))
                                      : mem_dup(db_text(r, row, 5)); /* a code of a newer version */

                TABLE_ADD(table, db_text(r, row, 0), db_text(r, row, 1), db_text(r, row, 2),
                          db_text(r, row, 3), db_text(r, row, 4), db_text(r, row, 5),
                          db_text(r, row, 6), sentence);
        }
}

static bool read_rows(struct db *db, const char *sql, const struct db_args *args,
                      void (*add)(struct table *, const struct db_result *), struct table *table,
                      struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(db, sql, args, &r, err))
                return false;
        add(table, r);
        return true;
}

static bool read_person(const struct config *config, const char *nip, struct person *p,
                        struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        char count[24];

        snprintf(count, sizeof count, "%d", EVENTS_SHOWN);
        return ctl_open_ready_state(config, &db, err) && db_script(db, sql_source_begin, err) &&
               read_rows(db, sql_ctl_show_person, DB_ARGS(nip), table_add_result, p->self, err) &&
               read_rows(db, sql_ctl_show_records, DB_ARGS(nip), table_add_result, p->records,
                         err) &&
               read_rows(db, sql_ctl_show_documents, DB_ARGS(nip), table_add_result, p->documents,
                         err) &&
               read_rows(db, sql_ctl_show_reasons, DB_ARGS(nip), add_reasons, p->reasons, err) &&
               read_rows(db, sql_drift_person, DB_ARGS(nip), table_add_result, p->drift, err) &&
               read_rows(db, sql_ctl_show_read, DB_ARGS(nip), table_add_result, p->read, err) &&
               read_rows(db, sql_ctl_log_last, DB_ARGS(nip, count), table_add_result, p->events,
                         err);
}

static void print_json(const char *nip, const struct person *p)
{
        json_t *person = table_row_json(p->self, 0);

        json_object_set_new(person, "nip", json_string(nip));
        ctl_print_json(json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "person", person, "records",
                                 table_json(p->records), "documents", table_json(p->documents),
                                 "quarantine", table_json(p->reasons), "drift",
                                 table_json(p->drift), "read", table_json(p->read), "events",
                                 table_json(p->events)));
}

static void print_text(const char *nip, const struct person *p)
{
        printf("%s\n\n", nip);
        table_print_text(p->self);
        ctl_print_section("Records", p->records);
        ctl_print_section("Documents", p->documents);
        ctl_print_section("Quarantine", p->reasons);
        ctl_print_section("Differences at SIASN, as last read", p->drift);
        ctl_print_section("Only at SIASN", p->read);
        ctl_print_section("Last events", p->events);
}

static enum ctl_exit print(const struct ctl *ctl, const char *nip, const struct person *p,
                           struct err *err)
{
        if (table_rows(p->self) == 0) {
                err_set(err,
                        "no person with NIP %s is known: see that SIMPEG's view v_pegawai has "
                        "it and that it has been collected (`siasnctl status`)",
                        nip);
                return CTL_FAILED;
        }
        if (ctl->format == FORMAT_JSON)
                print_json(nip, p);
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(p->records);
        else
                print_text(nip, p);
        return CTL_OK;
}

enum ctl_exit ctl_show(const struct ctl *ctl, struct err *err)
{
        CLEANUP(free_ptr) char *nip = ctl_plain_nip(ctl->words[0]);
        struct person p = {
                .self = table_new(person_columns, COUNT_OF(person_columns)),
                .records = table_new(record_columns, COUNT_OF(record_columns)),
                .documents = table_new(document_columns, COUNT_OF(document_columns)),
                .reasons = table_new(reason_columns, COUNT_OF(reason_columns)),
                .drift = table_new(drift_columns, COUNT_OF(drift_columns)),
                .read = table_new(read_columns, COUNT_OF(read_columns)),
                .events = table_new(event_columns, COUNT_OF(event_columns)),
        };
        enum ctl_exit ret =
                read_person(ctl->config, nip, &p, err) ? print(ctl, nip, &p, err) : CTL_FAILED;

        table_free(p.self);
        table_free(p.records);
        table_free(p.documents);
        table_free(p.reasons);
        table_free(p.drift);
        table_free(p.read);
        table_free(p.events);
        return ret;
}
