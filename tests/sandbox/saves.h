/*
 * saves.h - the save services as data: what each accepts, demands, stores and answers.
 *
 * Promise: everything that differs between two saves is here; save.c only walks these tables.
 */
#ifndef SANDBOX_SAVES_H
#define SANDBOX_SAVES_H

#include <stdbool.h>
#include <stddef.h>

enum field_type {
        T_STR,
        T_INT,     /* a JSON number without fraction */
        T_NUM,     /* any JSON number */
        T_INT_STR, /* number or string: both are sent in production */
        T_DATE,    /* string dd-mm-yyyy, or "" */
        T_ARRAY,   /* kept as sent */
        T_PATH,    /* array of documents; read as an object keyed by dok_id */
};

enum read_as {
        AS_SENT, /* same JSON type as written */
        AS_TEXT, /* a written number is read as a string */
        AS_TIME, /* a written date is read as an ISO time stamp */
};

struct field {
        const char *write; /* key in the body; matched case-insensitively */
        const char *read;  /* key in the read row; NULL = cannot be read back */
        enum field_type type;
        enum read_as as;
        const char *required; /* Go field name of "X is required"; NULL = optional */
        const char *label;    /* read key that carries the reference's name; or NULL */
        const char *table;    /* reference table of that name */
};

enum reply_shape {
        REPLY_OBJECT, /* mapData:{id_key:id} */
        REPLY_STRING, /* mapData:id */
        REPLY_DATA,   /* {"code":1,"data":"text"} */
        REPLY_CODE,   /* {"code":1,"message":"text"} */
};

/* What the server adds or checks beyond the field table. */
enum extra { EXTRA_NONE, EXTRA_JABATAN, EXTRA_ANGKAKREDIT, EXTRA_SKP22, EXTRA_KINERJA };

struct save {
        const char *path;
        const char *list;
        const struct field *fields;
        size_t n;
        const char *person; /* write name of the key that holds the pns id */
        enum reply_shape reply;
        const char *id_key; /* for REPLY_OBJECT */
        bool master;        /* changes the master record; only keys that are sent change */
        enum extra extra;
};

extern const struct save saves[];
extern const size_t save_count;

const struct save *save_find(const char *path);

#endif
