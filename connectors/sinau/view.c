#include "sinau/view.h"

#include <string.h>

#include "ground/mem.h"
#include "sql.h"

struct sinau_view {
        struct db *db;
        char *copy_sql;
        bool has[COMPLETION_COLUMNS];
        char *line; /* the last row, cut into its columns */
        const char *values[COMPLETION_COLUMNS];
};

static bool has_column(const struct db_result *columns, const char *view, const char *name)
{
        for (size_t i = 0; i < db_rows(columns); i++) {
                if (strcmp(db_text(columns, i, 0), view) == 0 &&
                    (!name || strcmp(db_text(columns, i, 1), name) == 0))
                        return true;
        }
        return false;
}

static bool check_columns(struct sinau_view *v, const struct db_result *columns, const char *schema,
                          const char *name, struct err *err)
{
        CLEANUP(text_free) struct text missing = {0};

        if (!has_column(columns, name, NULL))
                return err_set(err, "[sinau] view %s.%s does not exist or may not be read", schema,
                               name);
        for (size_t i = 0; i < COMPLETION_COLUMNS; i++) {
                v->has[i] = has_column(columns, name, completion_columns[i].name);
                if (!v->has[i] && completion_columns[i].required)
                        text_addf(&missing, "%s%s", missing.len ? ", " : "",
                                  completion_columns[i].name);
        }
        return missing.len == 0 ||
               err_set(err, "[sinau] view %s.%s: columns are missing: %s", schema, name, missing.s);
}

static void build_sql(struct sinau_view *v, const char *name)
{
        CLEANUP(text_free) struct text columns = {0};
        CLEANUP(free_ptr) char *view = db_identifier(v->db, name);

        for (size_t i = 0; i < COMPLETION_COLUMNS; i++) {
                if (v->has[i])
                        text_addf(&columns, "%sr.\"%s\"::text", columns.len ? ", " : "",
                                  completion_columns[i].name);
        }
        v->copy_sql = db_expand(sql_sinau_copy,
                                (const char *[]){"columns", columns.s, "view", view, NULL});
}

bool sinau_view_open(const struct db_params *params, const char *name, struct sinau_view **ret,
                     struct err *err)
{
        struct sinau_view *v = NEW(struct sinau_view);
        CLEANUP(db_result_free_ptr) struct db_result *columns = NULL;

        if (!db_open(params, &v->db, err) ||
            !db_query(v->db, sql_source_columns, DB_ARGS(params->schema), &columns, err) ||
            !check_columns(v, columns, params->schema, name, err)) {
                sinau_view_close(v);
                return false;
        }
        build_sql(v, name);
        *ret = v;
        return true;
}

void sinau_view_close(struct sinau_view *v)
{
        if (!v)
                return;
        db_close(v->db);
        free(v->copy_sql);
        free(v->line);
        free(v);
}

bool sinau_view_start(struct sinau_view *v, struct err *err)
{
        return db_send(v->db, v->copy_sql, NULL, err);
}

/* A NULL in a column there is counts as empty: a status that nobody entered is none. */
static bool cut(struct sinau_view *v, const char *line, struct err *err)
{
        free(v->line);
        v->line = mem_dup(line);
        char *rest = v->line;
        for (size_t i = 0; i < COMPLETION_COLUMNS; i++) {
                char *column = v->has[i] ? strsep(&rest, "\t") : NULL;

                if (v->has[i] && !column)
                        return err_set(err, "sinau database: unexpected line of the view");
                column = column ? db_copy_unescape(column) : NULL;
                v->values[i] = v->has[i] && !column ? "" : column;
        }
        return true;
}

enum sinau_view_step sinau_view_next(struct sinau_view *v, struct err *err)
{
        for (;;) {
                CLEANUP(db_result_free_ptr) struct db_result *status = NULL;
                const char *line = NULL;

                switch (db_poll(v->db, &status, &line, err)) {
                case DB_COPY:
                        return cut(v, line, err) ? SINAU_VIEW_ROW : SINAU_VIEW_FAILED;
                case DB_WAIT:
                        return SINAU_VIEW_WAIT;
                case DB_END:
                        return SINAU_VIEW_END;
                case DB_ROWS:
                        break;
                default:
                        return SINAU_VIEW_FAILED;
                }
        }
}

const char *const *sinau_view_values(const struct sinau_view *v)
{
        return v->values;
}

int sinau_view_fd(const struct sinau_view *v)
{
        return db_fd(v->db);
}
