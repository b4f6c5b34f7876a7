/* Text that goes into and comes out of statements: templates, arrays, COPY lines. */
#include <stdio.h>
#include <string.h>

#include "edge/db_private.h"
#include "ground/mem.h"
#include "sql.h"

static const char *pair_value(const char *const *pairs, const char *name, size_t len)
{
        for (; pairs[0]; pairs += 2) {
                if (strlen(pairs[0]) == len && memcmp(pairs[0], name, len) == 0)
                        return pairs[1];
        }
        fprintf(stderr, "<2>template names unknown piece {%.*s}\n", (int)len, name);
        abort();
}

char *db_expand(const char *sql_template, const char *const *pairs)
{
        struct text out = {0};
        const char *open;

        while ((open = strchr(sql_template, '{'))) {
                const char *close = strchr(open, '}');

                text_add_n(&out, sql_template, (size_t)(open - sql_template));
                text_add(&out, pair_value(pairs, open + 1, (size_t)(close - open - 1)));
                sql_template = close + 1;
        }
        text_add(&out, sql_template);
        return text_take(&out);
}

char *db_identifier(struct db *db, const char *name)
{
        char *quoted = PQescapeIdentifier(db->conn, name, strlen(name));
        char *copy = mem_dup(quoted ? quoted : "\"\"");

        PQfreemem(quoted);
        return copy;
}

bool db_listen(struct db *db, const char *channel, struct err *err)
{
        CLEANUP(free_ptr) char *quoted = db_identifier(db, channel);
        CLEANUP(free_ptr)
        char *sql = db_expand(sql_listen, (const char *[]){"channel", quoted, NULL});

        return db_script(db, sql, err);
}

char *db_literal(struct db *db, const char *value)
{
        char *quoted = PQescapeLiteral(db->conn, value, strlen(value));
        char *copy = mem_dup(quoted ? quoted : "''");

        PQfreemem(quoted);
        return copy;
}

char *db_copy_unescape(char *column)
{
        static const char from[] = "bfnrtv", to[] = "\b\f\n\r\t\v";
        char *out = column;

        if (strcmp(column, "\\N") == 0)
                return NULL;
        for (char *in = column; *in; in++) {
                if (*in == '\\' && in[1]) {
                        const char *known = strchr(from, *++in);

                        *out++ = known ? to[known - from] : *in;
                } else {
                        *out++ = *in;
                }
        }
        *out = '\0';
        return column;
}

void db_array_add(struct text *array, const char *value_or_null)
{
        text_add_char(array, array->len ? ',' : '{');
        if (!value_or_null) {
                text_add(array, "NULL");
                return;
        }
        text_add_char(array, '"');
        for (const char *s = value_or_null; *s;) {
                size_t plain = strcspn(s, "\"\\");

                text_add_n(array, s, plain);
                s += plain;
                if (*s) {
                        text_add_char(array, '\\');
                        text_add_char(array, *s++);
                }
        }
        text_add_char(array, '"');
}

const char *db_array_end(struct text *array)
{
        text_add(array, array->len ? "}" : "{}");
        return array->s;
}
