/*
 * Descriptor: one SIASN record kind as data (schema/records/KIND.json).
 *
 * A descriptor says where the rows come from, what makes them fit to send, which JSON field each
 * column becomes, where SIASN lists what it has, where it is written, and by which keys a row of
 * ours is recognised there. Adding a kind is one view and one descriptor, no C.
 *
 * The loader is strict: an unknown key, a bad type, a column the contract does not have, a code
 * that is not in the fault catalogue or a reference table we do not know is an error that names the
 * file, the line and the valid choices.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"
#include "pure/contract.h"

enum desc_mode {
        MODE_WRITE,  /* history rows with an id of their own: created, updated, adopted */
        MODE_UPDATE, /* fields of the person itself (data-utama): updated in place, never created */
        MODE_COMPARE, /* the service has no write: compared and reported only */
        MODE_MIRROR,  /* the service's own figures: read, kept and shown; nothing of ours to compare
                       */
};

enum field_type { FIELD_TEXT, FIELD_INT, FIELD_DATE, FIELD_NUMBER, FIELD_BOOL, FIELD_IDS };

enum field_origin { ORIGIN_COLUMN, ORIGIN_SITE, ORIGIN_CONST };

enum empty_style {
        EMPTY_BLANK, /* "" for text and dates, null for numbers: full rows (siasn-api 9.6) */
        EMPTY_OMIT,  /* left out: partial update */
};

/*
 * A condition on one source column: holds when its text is one of the values. Text is right-trimmed
 * before; an empty one counts as SQL NULL.
 */
struct condition {
        size_t column; /* index into descriptor.columns */
        char **values;
        size_t value_count;
        bool or_null; /* a null in the JSON list of values: SQL NULL satisfies too */
};

struct field {
        char *write;     /* name in saves; NULL for MODE_COMPARE */
        char *read;      /* name in reads; NULL when the service does not show it */
        char *read_else; /* another spelling seen in reads, used where `read` is absent; or NULL */
        enum field_type type;
        enum field_origin origin;
        size_t column;    /* ORIGIN_COLUMN: index into descriptor.columns */
        size_t fallback;  /* column used when the first is empty; NO_COLUMN for none */
        char *constant;   /* ORIGIN_CONST: the value; ORIGIN_SITE: the name of the site value */
        char *by_default; /* value when everything else is empty; NULL for none */
        bool required;
        bool zero_is_empty; /* "0" means none, on either side (subJabatanId) */
        bool as_string;     /* numbers and truth as JSON strings: "12.5", "1" (angka kredit) */
        char *member;       /* FIELD_IDS: [{member: id}, ...] of a list of ids by comma */
        /* Kind whose SIASN id is sent: the column holds the src_id of a row of that kind, of the
           same person. The record waits for that row's link. NULL: none. */
        char *link;
        const char *missing; /* fault code when required and empty */
        /* Fault code when not readable, out of range or too long; NULL: the general ones. Dates
           have codes of their own (DATE_TEXT, DATE_SENTINEL). */
        const char *invalid;
        char *ref;              /* code list the value must stand in (REF_UNKNOWN), or NULL */
        struct condition *when; /* all must hold, or the field is empty */
        size_t when_count;
        long min, max; /* FIELD_INT range; equal = no range */
        long max_len;  /* FIELD_TEXT bytes; 0 = no limit */
        size_t show;   /* column shown to people as the faulty value; NO_COLUMN: its own */
};

enum { NO_COLUMN = (size_t)-1 };

enum rule_kind {
        RULE_IN,          /* column's text is one of the values */
        RULE_NOT_IN,      /* column's text is none of the values; [null] means: must be there */
        RULE_ORDER,       /* first date <= second date + slack_days, when both are there */
        RULE_AFTER_BIRTH, /* date is at least `years` after the birth date in the NIP */
        RULE_NOT_FUTURE,  /* date is at most slack_days after today */
        RULE_SAME,        /* two columns are equal, when both are there */
        RULE_NIP,         /* the NIP's digits agree with the person's data (NIP_* codes) */
};

struct rule {
        enum rule_kind kind;
        const char *code;     /* fault code; NULL for RULE_NIP, which has its own */
        char *allow;          /* name by which [records] allow lifts the rule, or NULL */
        bool lifted;          /* this site has */
        struct condition in;  /* RULE_IN, RULE_NOT_IN */
        size_t first, second; /* columns; RULE_NOT_FUTURE and RULE_AFTER_BIRTH use first */
        long slack_days, years;
        size_t show;            /* as in struct field: "unit X is not mapped" tells more than "" */
        struct condition *when; /* all must hold, or the rule does not apply */
        size_t when_count;
        size_t birth, cpns, sex, kedudukan, status; /* RULE_NIP: columns, NO_COLUMN for none */
};

/* A view joined to the main one for facts about a referenced row (unit inactive, ...). */
struct join {
        char *view;
        size_t on; /* column of the main view that holds the joined view's src_id */
};

enum { JOIN_NONE = -1 };

struct column {
        char *name;   /* as fields and rules call it; unique in the descriptor */
        char *source; /* column in its view */
        int join;     /* JOIN_NONE: the main view, else index into descriptor.joins */
        enum column_type type;
        bool required; /* by the contract: the probe insists on it */
        bool hashed;   /* enters the change hash: everything that a field, rule or the order of
                          rows depends on, but neither src_id, siasn_id nor what is only shown */
};

/* Columns every kind reads, at fixed places. */
enum { COLUMN_SRC_ID = 0, COLUMN_NIP = 1, COLUMN_SIASN_ID = 2 };

/* How the service shows what it has of a person. */
enum read_shape {
        READ_ROWS, /* data is an array */
        READ_ONE,  /* data is the one row */
        READ_LIST, /* data is an object with the array in read_list */
};

/* All of these fields alike: the same record. Each has a name in payloads and one in reads. */
struct match_key {
        size_t *fields; /* indexes into descriptor.fields */
        size_t count;
};

struct descriptor {
        char *kind;
        char *title; /* for people, Bahasa Indonesia */
        enum desc_mode mode;
        enum empty_style empty;
        bool enabled;  /* default; a site switches kinds on and off in the configuration */
        bool inactive; /* also worked on for persons who are no longer active (pemberhentian) */
        bool person;   /* its rows say who exists: faults in them stop all the person's records */
        int order;     /* within one employee: lower first */
        char *view;
        bool has_siasn_id; /* the view has siasn_id: it is columns[COLUMN_SIASN_ID] */
        size_t sort;       /* column ordering rows of one employee; NO_COLUMN for none */
        size_t is_deleted; /* column; a true value counts as a row that is gone; NO_COLUMN */
        size_t date_text; /* column with date text the view could not read (DATE_TEXT), or NO_COLUMN
                           */
        struct column *columns;
        size_t column_count;
        struct join *joins;
        size_t join_count;
        struct rule *rules;
        size_t rule_count;
        struct field *fields;
        size_t field_count;
        struct match_key *match; /* keys by falling strength; the first is the natural key */
        size_t match_count;
        /* Fields that tell our rows apart although the service does not show them: rows alike in
           the natural key are the same record only when these are alike too. */
        size_t *distinct;
        size_t distinct_count;

        char *read_path; /* below the API base, with {nip} */
        char *read_id;   /* member that holds the id in reads; NULL: none (MODE_MIRROR) */
        enum read_shape read_shape;
        char *read_list; /* READ_LIST: the member with the rows */
        /* Kinds that share a list: only rows whose member holds a whole number in the range are of
           this kind. NULL: all are. */
        char *rows_member;
        long rows_min, rows_max;
        char *write_path;   /* NULL unless MODE_WRITE or MODE_UPDATE */
        char *write_id;     /* member that carries the id in saves; NULL for MODE_UPDATE */
        char *write_person; /* member that carries the pns id */
        char *reply_id;     /* member of mapData with the new id; NULL: mapData is the id */
        char *after_path;   /* command after the last write of an employee's session, or NULL */
        char *delete_path;  /* with {id}, or NULL: the service has no delete */
        int *documents;     /* types (id_ref_dokumen) of the PDFs that hang on a row */
        size_t document_count;
};

struct descriptor_set {
        struct descriptor **items; /* sorted by order, then kind */
        size_t count;
};

/* `file` is named in errors. `*ret` belongs to the caller. */
bool descriptor_parse(const char *file, const char *json, const struct contract *contract,
                      struct descriptor **ret, struct err *err);
void descriptor_free(struct descriptor *d);
/* Column index by name, NO_COLUMN when there is none. */
size_t descriptor_column(const struct descriptor *d, const char *name);
/* Does a PDF of this type hang on rows of this kind? */
bool descriptor_takes_document(const struct descriptor *d, int type);
/* True when the kind has a write. */
bool descriptor_writes(const struct descriptor *d);
/* The field's name in payloads: that of saves, or of reads where nothing is ever saved. */
const char *descriptor_payload_name(const struct descriptor *d, const struct field *field);

static inline void descriptor_free_ptr(struct descriptor **d)
{
        descriptor_free(*d);
}

/*
 * Adds a parsed descriptor, replacing one of the same kind (a site's override), and keeps the set
 * sorted. Takes ownership.
 */
void descriptor_set_add(struct descriptor_set *set, struct descriptor *d);
const struct descriptor *descriptor_set_find(const struct descriptor_set *set, const char *kind);
void descriptor_set_free(struct descriptor_set *set);
