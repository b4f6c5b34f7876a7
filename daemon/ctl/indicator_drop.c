/*
 * Word drop: a snapshot's rows leave the state when they have been kept long enough and stand in an
 * exported folder, which is verified just before. Header, signature and figures stay.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "ctl/indicator.h"
#include "engine/arrays.h"
#include "engine/verify.h"
#include "ground/mem.h"
#include "pure/digest.h"
#include "sql.h"

/* Hash of the folder's header.json, without the newline at its end. */
static bool hash_header(const char *folder, char ret[DIGEST_HEX], struct err *err)
{
        struct text path = {0}, header = {0};
        char piece[4096];
        size_t n;

        text_addf(&path, "%s/header.json", folder);
        FILE *f = fopen(path.s, "re");
        while (f && (n = fread(piece, 1, sizeof piece, f)) > 0)
                text_add_n(&header, piece, n);
        if (header.len > 0 && header.s[header.len - 1] == '\n')
                header.len--;
        if (f)
                digest_hex(text_str(&header), header.len, ret);
        else
                err_set(err, "cannot open %s", path.s);
        bool ok = f && fclose(f) == 0;
        text_free(&path);
        text_free(&header);
        return ok;
}

/* The folder is whole, and is that of this snapshot. */
static bool check_folder(const char *folder, const struct kept *kept, struct err *err)
{
        struct verification v = {0};
        char hash[DIGEST_HEX];
        bool ok = verify_bundle(folder, kept->public_key, &v, err);

        if (ok && !v.ok)
                ok = err_set(err, "%s is not whole: see `siasnctl indicator verify %s`", folder,
                             folder);
        verification_free(&v);
        if (!ok || !hash_header(folder, hash, err))
                return false;
        return strcmp(hash, kept->hash) == 0 ||
               err_set(err, "%s is not the folder of snapshot %lld", folder, (long long)kept->id);
}

static bool check_due(const struct ctl *ctl, struct db *db, const struct kept *kept,
                      struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(db, sql_indicator_dropped,
                      DB_ARGS(NUMBER(kept->id), NUMBER(ctl->config->retention_snapshots_ms)), &r,
                      err))
                return false;
        if (db_value(r, 0, 0))
                return err_set(err, "the rows of snapshot %lld were dropped already",
                               (long long)kept->id);
        return db_bool(r, 0, 4) ||
               err_set(err,
                       "the rows of snapshot %lld are kept until %s ([retention] snapshots): "
                       "nothing was dropped",
                       (long long)kept->id, db_text(r, 0, 3));
}

static bool drop(const struct ctl *ctl, struct db *db, const struct kept *kept, int64_t *ret_rows,
                 struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct arrays events = {0};
        const char *actor = "siasnctl";
        const char *by = ctl->option[OPT_BY], *document = ctl->option[OPT_DOCUMENT];
        json_t *detail =
                json_pack("{s:s, s:s, s:s}", "by", by, "document", document, "hash", kept->hash);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, "snapshot_drop", "", kept->indicator, NUMBER(kept->id), text);
        bool ok = db_begin(db, err) &&
                  db_query(db, sql_indicator_drop, DB_ARGS(NUMBER(kept->id), by, document), &r,
                           err) &&
                  arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5},
                               1, NULL, err) &&
                  db_commit(db, err);
        arrays_free(&events);
        *ret_rows = ok ? db_int(r, 0, 0) : 0;
        return ok;
}

enum ctl_exit ctl_indicator_drop(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct kept kept = {0};
        int64_t rows = 0;
        bool ok = ctl_open_writable_state(ctl->config, &db, err) &&
                  db_query(db, sql_no_timeout, NULL, NULL, err) &&
                  kept_find(db, ctl->words[0], &kept, err) && check_due(ctl, db, &kept, err) &&
                  check_folder(ctl->words[1], &kept, err) && drop(ctl, db, &kept, &rows, err);

        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I, s:I}", "dropped", (json_int_t)kept.id, "inputs",
                                         (json_int_t)rows));
        else if (ok)
                printf("snapshot %lld: %lld inputs, their verdicts and evidence are in %s only\n",
                       (long long)kept.id, (long long)rows, ctl->words[1]);
        kept_free(&kept);
        return ok ? CTL_OK : CTL_FAILED;
}

bool indicator_rows_are_there(struct db *state, const struct kept *kept, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql_indicator_dropped, DB_ARGS(NUMBER(kept->id), "0"), &r, err))
                return false;
        return !db_value(r, 0, 0) ||
               err_set(err,
                       "the rows of snapshot %lld were dropped on %s by %s (%s): its exported "
                       "folder has them, and verifies",
                       (long long)kept->id, db_text(r, 0, 0), db_text(r, 0, 1), db_text(r, 0, 2));
}
