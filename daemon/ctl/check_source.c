/*
 * The source: can it be reached, may we read it and nothing else, does it keep the contract, and is
 * there something sensible in it. Written for an administrator who builds the views one by one:
 * each problem is told apart from the others and says what to do next.
 */
#include <string.h>

#include "ctl/check.h"
#include "ground/mem.h"
#include "simpeg/probe.h"
#include "sql.h"

/* ---- Schema and rights ---- */

/* The role cannot even see into the schema: what follows would only confuse. */
static bool check_schema(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *schema = c->config->source_schema;
        struct err err;

        if (!db_query(db, sql_ctl_source_rights, DB_ARGS(schema), &r, &err))
                check_add(c, LEVEL_FAILED, "source schema", "%s", err.text);
        else if (!db_bool(r, 0, 0))
                check_add(c, LEVEL_FAILED, "source schema",
                          "schema %s does not exist in this database: have its owner run "
                          "schema/source/contract.sql, or correct [source] dsn or schema",
                          schema);
        else if (!db_bool(r, 0, 1))
                check_add(c, LEVEL_FAILED, "source schema",
                          "this role may not use schema %s: have its owner run GRANT USAGE ON "
                          "SCHEMA %s TO this role",
                          schema, schema);
        else
                return true;
        return false;
}

/* A column that is no column of the contract is ignored: mostly a slip of the pen. */
static void check_column(struct check *c, const char *view_name, const char *column)
{
        const struct contract_view *view = contract_view_find(c->catalog->contract, view_name);

        if (view && !contract_column_find(view, column))
                check_add(c, LEVEL_WARNING, "source columns",
                          "view %s: column %s is not in the contract and is ignored (misspelt?)",
                          view_name, column);
}

static bool is_known_view(const struct check *c, const char *name)
{
        return contract_view_find(c->catalog->contract, name) || strcmp(name, "change_log") == 0;
}

static void check_columns(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *schema = c->config->source_schema, *last = "";
        struct err err;

        if (!db_query(db, sql_ctl_source_columns, DB_ARGS(schema), &r, &err)) {
                check_add(c, LEVEL_WARNING, "source columns", "%s", err.text);
                return;
        }
        for (size_t i = 0; i < db_rows(r); i++) {
                const char *name = db_text(r, i, 0);

                if (strcmp(name, last) != 0 && is_known_view(c, name) && !db_bool(r, i, 1))
                        check_add(c, LEVEL_FAILED, "source rights",
                                  "this role may not read %s.%s: GRANT SELECT ON it (a view that "
                                  "is dropped and created loses it)",
                                  schema, name);
                check_column(c, name, db_text(r, i, 2));
                last = name;
        }
}

/* ---- Content ---- */

/* In the order of ctl_source_look.sql: pairs of all and of those with the problem. */
static const struct {
        const char *what;
        enum level level; /* when there are some; all of them is LEVEL_WARNING at least */
        const char *problem;
} looks[] = {
        {"v_pegawai", LEVEL_WARNING,
         "with a NIP that is not 18 digits: the view should strip blanks and dots (NIP_FORMAT)"},
        {"v_pegawai", LEVEL_FAILED, "with a src_id that another row has too: it must be a key"},
        {"v_pegawai", LEVEL_OK, "not aktif: nothing of these persons is sent"},
        {"v_unor", LEVEL_OK, "without unor_id: positions there wait for it (UNOR_UNMAPPED)"},
        {"v_jabatan_ref", LEVEL_OK, "without jabatan_id: holders wait for it (JAB_UNMAPPED)"},
        {"v_rw_jabatan", LEVEL_WARNING, "with a NIP that v_pegawai does not have"},
        {"v_rw_jabatan", LEVEL_FAILED, "with a src_id that another row has too: it must be a key"},
        {"v_rw_jabatan", LEVEL_WARNING,
         "with a jenis_jabatan other than 1, 2, 4: map the local codes (JENIS_SWAP)"},
        {"v_rw_jabatan", LEVEL_OK, "not approved (status_verif other than 1): they wait"},
        {"v_rw_jabatan", LEVEL_OK, "without unor_id: they wait for the unit's mapping"},
};

static void add_look(struct check *c, size_t i, int64_t rows, int64_t bad)
{
        bool all = bad == rows;
        enum level level = looks[i].level == LEVEL_OK && all ? LEVEL_WARNING : looks[i].level;

        if (bad > 0)
                check_add(c, level, "source data", "%s: %s%lld of %lld rows %s", looks[i].what,
                          all ? "all " : "", (long long)bad, (long long)rows, looks[i].problem);
}

static void check_content(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *last = "";
        struct err err;

        if (!db_query(db, sql_ctl_source_look, NULL, &r, &err)) {
                check_add(c, LEVEL_FAILED, "source data", "%s", err.text);
                return;
        }
        for (size_t i = 0; i < COUNT_OF(looks); i++) {
                int64_t rows = db_int(r, 0, 2 * i);
                bool first = strcmp(looks[i].what, last) != 0;

                last = looks[i].what;
                if (first && rows == 0)
                        check_add(c, LEVEL_WARNING, "source data",
                                  "%s has no rows: is it still the empty template of contract.sql?",
                                  last);
                else if (first)
                        check_add(c, LEVEL_OK, "source data", "%s: %lld rows", last,
                                  (long long)rows);
                if (rows > 0)
                        add_look(c, i, rows, db_int(r, 0, 2 * i + 1));
        }
}

/* ---- Contract ---- */

/* A finding a line of `problems`, which is taken apart. */
static void add_problems(struct check *c, char *problems)
{
        for (char *line; (line = strsep(&problems, "\n"));) {
                if (*line)
                        check_add(c, LEVEL_FAILED, "source contract", "%s", line);
        }
}

static bool check_contract(struct check *c, struct db *db)
{
        struct text problems = {0};
        struct err err;

        if (!source_problems(db, c->config->source_schema, c->catalog->contract, &problems, &err)) {
                check_add(c, LEVEL_FAILED, "source contract", "%s", err.text);
                return false;
        }
        bool met = problems.len == 0;
        if (!met)
                add_problems(c, problems.s);
        text_free(&problems);
        return met;
}

static void check_read_only(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        if (!db_query(db, sql_source_can_write, NULL, &r, &err))
                check_add(c, LEVEL_WARNING, "source rights", "%s", err.text);
        else if (db_int(r, 0, 0) > 0)
                check_add(c, LEVEL_WARNING, "source rights",
                          "this role could change %s table(s), such as %s: use a role with SELECT "
                          "on schema %s only (siasnd never writes, but a stolen password could)",
                          db_text(r, 0, 0), db_text(r, 0, 1), c->config->source_schema);
        else
                check_add(c, LEVEL_OK, "source rights", "this role can change no table");
}

static void check_changelog(struct check *c, const struct source *s)
{
        if (c->config->collect_mode != COLLECT_CHANGELOG)
                return;
        if (s->has_changelog)
                check_add(c, LEVEL_OK, "source change log", "change_log is there");
        else
                check_add(
                        c, LEVEL_FAILED, "source change log",
                        "[collect] mode = changelog needs the table change_log in schema %s: have "
                        "the DBA run schema/source/changelog.sql, or choose mode = scan",
                        c->config->source_schema);
}

static void check_kinds(struct check *c, const struct source *s)
{
        for (size_t i = 0; i < s->kind_count; i++) {
                const struct descriptor *d = s->kinds[i].descriptor;

                if (!s->kinds[i].available)
                        check_add(c, LEVEL_WARNING, "source kinds",
                                  "%s is on, but view %s.%s does not exist: nothing of it is sent",
                                  d->kind, c->config->source_schema, d->view);
                else if (c->config->collect_mode == COLLECT_STAMP && !s->kinds[i].has_stamp)
                        check_add(c, LEVEL_WARNING, "source kinds",
                                  "%s has no column updated_at: its changes are found by the "
                                  "nightly scan only",
                                  d->view);
                else
                        check_add(c, LEVEL_OK, "source kinds", "%s is on, view %s", d->kind,
                                  d->view);
        }
        for (size_t i = 0; i < c->catalog->all.count; i++) {
                if (!c->catalog->all.items[i]->enabled)
                        check_add(c, LEVEL_OK, "source kinds", "%s is off",
                                  c->catalog->all.items[i]->kind);
        }
}

/* What only shows once the contract is met: the site's row, the views of each kind. */
static void check_open(struct check *c)
{
        CLEANUP(source_close_ptr) struct source *source = NULL;
        struct site site;
        struct err err;

        if (!ctl_open_source(c->config, c->catalog, &source, &err) ||
            !source_site(source, c->config, &site, &err)) {
                check_add(c, LEVEL_FAILED, "source contract", "%s", err.text);
                return;
        }
        check_add(c, LEVEL_OK, "source contract", "met; site %s, instansi %s", source->site,
                  site.instansi_id);
        check_changelog(c, source);
        check_kinds(c, source);
        check_content(c, source->db);
}

void check_source(struct check *c)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct err err;

        if (!ctl_open_source_db(c->config, &db, &err)) {
                check_add(c, LEVEL_FAILED, "source database", "%s", err.text);
                return;
        }
        if (!check_connection(c, "source database", db))
                return;
        if (!check_schema(c, db))
                return;
        check_read_only(c, db);
        if (!c->catalog)
                return;
        check_columns(c, db);
        if (check_contract(c, db))
                check_open(c);
}
