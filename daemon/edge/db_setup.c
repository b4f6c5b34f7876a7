/* What setting up a database needs beside statements: names, connection strings, passwords. */
#include <string.h>

#include "edge/db_private.h"
#include "ground/mem.h"

char *db_name(const char *name)
{
        struct text out = {0};

        if (*name && strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(name) &&
            !strchr("0123456789", *name))
                return mem_dup(name);
        text_add_char(&out, '"');
        for (; *name; name++) {
                if (*name == '"')
                        text_add_char(&out, '"');
                text_add_char(&out, *name);
        }
        text_add_char(&out, '"');
        return text_take(&out);
}

char *db_dsn_part(const char *dsn, const char *keyword)
{
        PQconninfoOption *parts = PQconninfoParse(dsn, NULL);
        char *ret = NULL;

        for (PQconninfoOption *p = parts; p && p->keyword && !ret; p++) {
                if (strcmp(p->keyword, keyword) == 0 && p->val)
                        ret = mem_dup(p->val);
        }
        PQconninfoFree(parts);
        return ret ? ret : mem_dup("");
}

bool db_verifier(struct db *db, const char *role, const struct secret *password, char **ret,
                 struct err *err)
{
        char *verifier = PQencryptPasswordConn(db->conn, secret_expose(password), role, NULL);

        if (!verifier)
                return db_fail(db, NULL, err);
        *ret = db_literal(db, verifier);
        explicit_bzero(verifier, strlen(verifier));
        PQfreemem(verifier);
        return true;
}
