/* The header of a snapshot: what it was made of, hashed, chained and signed. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "data.h"
#include "engine/arrays.h"
#include "engine/indicator_private.h"
#include "engine/sign.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sql.h"

enum { HEADER_FORMAT = 1 };

static bool add_lines(struct indicator_run *run, json_t *header, struct err *err)
{
        for (int sort = 0; sort < LINES_SORTS; sort++) {
                char sum[DIGEST_HEX];
                int64_t rows;

                if (!indicator_hash_lines(run->state, (enum indicator_lines)sort, run->snapshot,
                                          &rows, sum, err))
                        return false;
                if (sort == LINES_INPUTS)
                        run->input_rows = rows;
                json_object_set_new(
                        header, indicator_lines_names[sort],
                        json_pack("{s:I, s:s}", "rows", (json_int_t)rows, "sha256", sum));
        }
        return true;
}

/* The code lists that the program read codes by. */
static json_t *references(void)
{
        json_t *list = json_object();

        for (size_t i = 0; i < embedded_reference_count; i++) {
                const char *text = embedded_reference[i].text;
                char sum[DIGEST_HEX];

                json_object_set_new(list, embedded_reference[i].name,
                                    json_string(digest_hex(text, strlen(text), sum)));
        }
        return list;
}

static json_t *rule_json(const struct ruleset *r)
{
        json_t *decree = r->decree_number ? json_pack("{s:s, s:s}", "number", r->decree_number,
                                                      "date", r->decree_date)
                                          : json_null();

        return json_pack("{s:s, s:s, s:s, s:s, s:o, s:s}", "sha256", r->sha256, "version",
                         r->version, "profile", r->profile, "standing", rule_standing(r), "decree",
                         decree, "title", r->title);
}

static json_t *header_json(struct indicator_run *run, const char *previous)
{
        json_t *counts =
                json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "pass", (json_int_t)run->pass, "fail",
                          (json_int_t)run->fail, "unknown", (json_int_t)run->unknown, "excluded",
                          (json_int_t)run->excluded, "pass_strict", (json_int_t)run->pass_strict,
                          "pass_permissive", (json_int_t)run->pass_permissive);
        json_t *personnel = json_pack("{s:I, s:I}", "rows", (json_int_t)run->rows, "persons",
                                      (json_int_t)run->persons);

        return json_pack("{s:i, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:s}",
                         "format", HEADER_FORMAT, "snapshot", (json_int_t)run->snapshot, "program",
                         VERSION, "indicator", run->rule->indicator, "as_of", run->as_of,
                         "frozen_at", run->frozen_at, "by", run->by, "previous", previous, "rule",
                         rule_json(run->rule), "personnel", personnel, "counts", counts,
                         "references", references(), "missing_views", text_str(&run->missing));
}

/* The snapshot's hash stands in the event log too, whose chain is another one. Last before the
 * commit. */
static bool tell(struct indicator_run *run, const char *hash, struct err *err)
{
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s, s:s, s:s, s:s}", "by", run->by, "hash", hash, "as_of",
                                   run->as_of, "version", run->rule->version);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        const char *actor = "indicator";

        json_decref(detail);
        ARRAYS_ADD(&events, "indicator_snapshot", "", run->rule->indicator, NUMBER(run->snapshot),
                   text);
        bool ok = arrays_query(run->state, sql_event_append, &actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool keep(struct indicator_run *run, const struct secret *key, const char *header,
                 struct err *err)
{
        const struct ruleset *r = run->rule;
        char hash[DIGEST_HEX], signature[SIGN_HEX], public[SIGN_KEY_HEX];

        digest_hex(header, strlen(header), hash);
        return sign_text(key, header, signature, public, err) &&
               db_query(run->state, sql_indicator_rule_add,
                        DB_ARGS(r->sha256, r->indicator, r->version, r->text), NULL, err) &&
               db_query(run->state, sql_indicator_snapshot_add,
                        DB_ARGS(NUMBER(run->snapshot), r->indicator, run->as_of, r->sha256,
                                run->frozen_at, header, hash, signature, public),
                        NULL, err) &&
               tell(run, hash, err) && db_commit(run->state, err);
}

bool indicator_seal(struct indicator_run *run, const struct secret *key, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *last = NULL;
        int64_t start = clock_mono_ms();

        if (!db_query(run->state, sql_indicator_snapshot_last, NULL, &last, err))
                return false;
        json_t *json = header_json(run, db_rows(last) ? db_text(last, 0, 0) : "");
        bool ok = add_lines(run, json, err);
        CLEANUP(free_ptr) char *header = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
        json_decref(json);
        ok = ok && keep(run, key, header, err);
        run->seal_ms = clock_mono_ms() - start;
        return ok;
}
