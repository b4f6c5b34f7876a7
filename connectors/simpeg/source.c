#include "simpeg/source.h"

#include <stdio.h>
#include <string.h>

#include "ground/clock.h"
#include "ground/mem.h"
#include "simpeg/probe.h"
#include "sql.h"

/* `alias."column"`, or NULL::text when the site's view has no such column. */
static void add_column(struct source *s, const struct probe *probe, const struct descriptor *d,
                       const struct column *column, struct text *out)
{
        const char *view = column->join == JOIN_NONE ? d->view : d->joins[column->join].view;

        if (!probe_has_column(probe, view, column->source)) {
                text_add(out, "NULL::text");
                return;
        }
        CLEANUP(free_ptr) char *quoted = db_identifier(s->db, column->source);
        if (column->join == JOIN_NONE)
                text_addf(out, "r.%s", quoted);
        else
                text_addf(out, "j%d.%s", column->join, quoted);
}

static char *column_list(struct source *s, const struct probe *probe, const struct descriptor *d,
                         bool hashed_only)
{
        struct text out = {0};

        for (size_t i = 0; i < d->column_count; i++) {
                if (hashed_only && !d->columns[i].hashed)
                        continue;
                if (out.len)
                        text_add(&out, ", ");
                add_column(s, probe, d, &d->columns[i], &out);
        }
        return text_take(&out);
}

static char *join_list(struct source *s, const struct probe *probe, const struct descriptor *d)
{
        struct text out = {0};

        for (size_t i = 0; i < d->join_count; i++) {
                struct text on = {0};
                char alias[24];

                if (!probe_has_view(probe, d->joins[i].view))
                        continue;
                add_column(s, probe, d, &d->columns[d->joins[i].on], &on);
                snprintf(alias, sizeof alias, "j%zu", i);
                CLEANUP(free_ptr) char *view = db_identifier(s->db, d->joins[i].view);
                CLEANUP(free_ptr)
                char *sql = db_expand(sql_source_join, (const char *[]){"view", view, "alias",
                                                                        alias, "on", on.s, NULL});
                text_add(&out, sql);
                text_free(&on);
        }
        return text_take(&out);
}

static void build_sql(struct source *s, const struct probe *probe, struct source_kind *k)
{
        const struct descriptor *d = k->descriptor;

        k->available = probe_has_view(probe, d->view);
        if (!k->available)
                return;
        CLEANUP(free_ptr) char *view = db_identifier(s->db, d->view);
        CLEANUP(free_ptr) char *hashed = column_list(s, probe, d, true);
        CLEANUP(free_ptr) char *columns = column_list(s, probe, d, false);
        CLEANUP(free_ptr) char *joins = join_list(s, probe, d);
        const char *pairs[] = {"view",  view,    "hashed", hashed, "columns",
                               columns, "joins", joins,    NULL};

        k->has_stamp = probe_has_column(probe, d->view, "updated_at");
        k->scan_sql = db_expand(sql_source_scan, pairs);
        k->fetch_sql = db_expand(sql_source_fetch, pairs);
        if (k->has_stamp)
                k->stamp_sql = db_expand(sql_source_stamp, pairs);
}

/* Documents differ enough from records to have templates of their own: contents are not fetched. */
static void build_documents(struct source *s, const struct probe *probe)
{
        static const char view[] = "v_dokumen";
        const char *path = probe_has_column(probe, view, "path") ? "r.path" : "NULL::text";
        const char *bytes = probe_has_column(probe, view, "content") ? "r.content" : "NULL::bytea";
        const char *b64 =
                probe_has_column(probe, view, "content_b64") ? "r.content_b64" : "NULL::text";
        const char *sha = probe_has_column(probe, view, "sha256") ? "r.sha256" : "NULL::text";
        struct source_kind *k = &s->documents;

        k->available = probe_has_view(probe, view);
        k->has_stamp = probe_has_column(probe, view, "updated_at");
        const char *at = k->has_stamp ? "r.updated_at" : "NULL::timestamptz";
        const char *columns[] = {"path",   path, "content",    bytes, "content_b64", b64,
                                 "sha256", sha,  "updated_at", at,    NULL};
        CLEANUP(free_ptr) char *hashed = db_expand(sql_source_document_hashed, columns);
        const char *pairs[] = {"hashed",      hashed, "path",       path, "content", bytes,
                               "content_b64", b64,    "updated_at", at,   NULL};

        k->scan_sql = db_expand(sql_source_document_scan, pairs);
        k->fetch_sql = db_expand(sql_source_document_fetch, pairs);
        k->stamp_sql = db_expand(sql_source_document_stamp, pairs);
        s->content_sql = db_expand(sql_source_document_content, pairs);
}

static bool read_site(struct source *s, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(s->db, sql_source_contract, NULL, &r, err))
                return false;
        if (db_rows(r) != 1)
                return err_set(err, "view v_contract must give exactly one row: see "
                                    "schema/source/contract.sql");
        if (db_int(r, 0, 0) != 1)
                return err_set(err, "v_contract says version %s; this program speaks version 1",
                               db_text(r, 0, 0));
        s->site = mem_dup(db_text(r, 0, 1));
        s->instansi_id = mem_dup(db_text(r, 0, 2));
        s->instansi_induk_id = mem_dup(db_text(r, 0, 3));
        s->satuan_kerja_id = mem_dup(db_text(r, 0, 4));
        return true;
}

static bool probe_and_build(struct source *s, const struct db_params *params,
                            const struct contract *contract, struct err *err)
{
        struct text problems = {0};

        if (!probe_read(s->db, params->schema, &s->probe, err))
                return false;
        probe_check(s->probe, contract, &problems);
        if (problems.len) {
                for (char *p = problems.s; *p; p++)
                        *p = *p == '\n' ? ';' : *p;
                problems.s[problems.len - 1] = '\0';
                err_set(err, "the source contract is not met: %s", problems.s);
                text_free(&problems);
                return false;
        }
        s->has_changelog = probe_has_view(s->probe, "change_log");
        for (size_t i = 0; i < s->kind_count; i++)
                build_sql(s, s->probe, &s->kinds[i]);
        build_documents(s, s->probe);
        return true;
}

bool source_open(const struct db_params *params, const struct contract *contract,
                 const struct descriptor *const *kinds, size_t kind_count, struct source **ret,
                 struct err *err)
{
        struct source *s = NEW(struct source);

        s->kinds = NEW_ARRAY(struct source_kind, kind_count);
        s->kind_count = kind_count;
        for (size_t i = 0; i < kind_count; i++)
                s->kinds[i].descriptor = kinds[i];
        if (!db_open(params, &s->db, err) || !probe_and_build(s, params, contract, err) ||
            !read_site(s, err)) {
                source_close(s);
                return false;
        }
        *ret = s;
        return true;
}

static void free_kind(struct source_kind *k)
{
        free(k->scan_sql);
        free(k->fetch_sql);
        free(k->stamp_sql);
}

void source_close(struct source *s)
{
        if (!s)
                return;
        for (size_t i = 0; i < s->kind_count; i++)
                free_kind(&s->kinds[i]);
        free_kind(&s->documents);
        free(s->content_sql);
        free(s->kinds);
        free(s->site);
        free(s->instansi_id);
        free(s->instansi_induk_id);
        free(s->satuan_kerja_id);
        probe_free(s->probe);
        db_close(s->db);
        free(s);
}

bool source_problems(struct db *db, const char *schema, const struct contract *contract,
                     struct text *problems, struct err *err)
{
        CLEANUP(probe_free_ptr) struct probe *probe = NULL;

        if (!probe_read(db, schema, &probe, err))
                return false;
        probe_check(probe, contract, problems);
        return true;
}

static const char *either(const char *first, const char *second)
{
        return *first ? first : second;
}

bool source_site(const struct source *source, const struct config *config, struct site *ret,
                 struct err *err)
{
        if (*config->siasn_instansi_id && *source->instansi_id &&
            strcmp(config->siasn_instansi_id, source->instansi_id) != 0)
                return err_set(err, "[siasn] instansi_id differs from v_contract.instansi_id: one "
                                    "of them names another agency");
        ret->instansi_id = either(config->siasn_instansi_id, source->instansi_id);
        ret->satuan_kerja_id = either(config->siasn_satuan_kerja_id, source->satuan_kerja_id);
        ret->instansi_induk_id =
                either(either(config->siasn_instansi_induk_id, source->instansi_induk_id),
                       ret->instansi_id);
        clock_today(&ret->today.year, &ret->today.month, &ret->today.day);
        if (!*ret->instansi_id || !*ret->satuan_kerja_id)
                return err_set(err, "instansi_id or satuan_kerja_id is nowhere given: set them in "
                                    "[siasn] or in view v_contract");
        return true;
}
