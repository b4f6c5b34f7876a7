#include "simpeg/probe.h"

#include <string.h>

#include "ground/mem.h"
#include "sql.h"

/* Type OIDs are fixed in PostgreSQL's catalogue (pg_type.dat). */
static const struct {
        int oid;
        const char *name;
        enum column_type fits;
} types[] = {
        {25, "text", COL_TEXT},         {1043, "varchar", COL_TEXT},
        {1042, "char", COL_TEXT},       {19, "name", COL_TEXT},
        {23, "integer", COL_INT},       {21, "smallint", COL_INT},
        {20, "bigint", COL_INT},        {16, "boolean", COL_BOOL},
        {1082, "date", COL_DATE},       {1184, "timestamptz", COL_TIMESTAMP},
        {1700, "numeric", COL_NUMERIC}, {17, "bytea", COL_BYTES},
};

struct probe {
        char *schema;
        struct db_result *columns; /* relation, column, type OID */
};

bool probe_read(struct db *db, const char *schema, struct probe **ret, struct err *err)
{
        struct db_result *columns = NULL;

        if (!db_query(db, sql_source_columns, DB_ARGS(schema), &columns, err))
                return false;
        struct probe *p = NEW(struct probe);
        p->schema = mem_dup(schema);
        p->columns = columns;
        *ret = p;
        return true;
}

void probe_free(struct probe *p)
{
        if (!p)
                return;
        free(p->schema);
        db_result_free(p->columns);
        free(p);
}

bool probe_has_view(const struct probe *p, const char *view)
{
        for (size_t i = 0; i < db_rows(p->columns); i++) {
                if (strcmp(db_text(p->columns, i, 0), view) == 0)
                        return true;
        }
        return false;
}

/* 0 when there is no such column. */
static int column_oid(const struct probe *p, const char *view, const char *column)
{
        for (size_t i = 0; i < db_rows(p->columns); i++) {
                if (strcmp(db_text(p->columns, i, 0), view) == 0 &&
                    strcmp(db_text(p->columns, i, 1), column) == 0)
                        return (int)db_int(p->columns, i, 2);
        }
        return 0;
}

bool probe_has_column(const struct probe *p, const char *view, const char *column)
{
        return column_oid(p, view, column) != 0;
}

static const char *type_name(int oid)
{
        for (size_t i = 0; i < COUNT_OF(types); i++) {
                if (types[i].oid == oid)
                        return types[i].name;
        }
        return "of another type";
}

/* A number column may be integer where numeric is asked for: no information is lost. */
static bool type_fits(int oid, enum column_type wanted)
{
        for (size_t i = 0; i < COUNT_OF(types); i++) {
                if (types[i].oid == oid)
                        return types[i].fits == wanted ||
                               (wanted == COL_NUMERIC && types[i].fits == COL_INT);
        }
        return false;
}

static void check_column(const struct probe *p, const char *view,
                         const struct contract_column *column, struct text *out)
{
        int oid = column_oid(p, view, column->name);

        if (!oid && column->required)
                text_addf(out, "view %s.%s: column %s (%s) is missing\n", p->schema, view,
                          column->name, column_type_name(column->type));
        if (oid && !type_fits(oid, column->type))
                text_addf(out, "view %s.%s: column %s is %s, the contract wants %s\n", p->schema,
                          view, column->name, type_name(oid), column_type_name(column->type));
}

void probe_check(const struct probe *p, const struct contract *contract, struct text *out)
{
        for (size_t v = 0; v < contract->view_count; v++) {
                const struct contract_view *view = &contract->views[v];

                if (!probe_has_view(p, view->name)) {
                        if (view->required)
                                text_addf(out,
                                          "view %s.%s is missing: create it (see "
                                          "schema/source/contract.sql)\n",
                                          p->schema, view->name);
                        continue;
                }
                for (size_t c = 0; c < view->column_count; c++)
                        check_column(p, view->name, &view->columns[c], out);
        }
}
