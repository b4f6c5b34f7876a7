/*
 * lists.h - the kinds of rows the service keeps, as data.
 *
 * Promise: everything that differs between two histories on the read, by-id and delete paths is a
 * column here, so a new history is one line.
 */
#ifndef SANDBOX_LISTS_H
#define SANDBOX_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum list_shape {
        SHAPE_ARRAY,  /* "data":[row,...] */
        SHAPE_OBJECT, /* "data":row - the first one */
        SHAPE_COUPLE, /* "data":{"listPasangan":[row,...]} */
};

struct list {
        const char *name;   /* seed "t", log "list" */
        const char *read;   /* GET prefix, the NIP follows; NULL = cannot be read */
        const char *by_id;  /* GET prefix, the row id follows; NULL = none */
        const char *remove; /* DELETE prefix, the row id follows; NULL = none */
        enum list_shape shape;
        bool owner;        /* saved rows carry nipBaru and nipLama of their person */
        const char *empty; /* text for "no rows"; NULL = "Data tidak ditemukan" */
};

#define LIST_PNS 0 /* the master record; exactly one a person */

extern const struct list lists[];
extern const size_t list_count;

/* Index of the list, or -1. */
int list_find(const char *name);

#endif
