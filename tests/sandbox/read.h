/*
 * read.h - the read services.
 *
 * Promise: reads show only what is visible at the time, histories come in no order, and "none" is
 * a 404 with code 0, as in production.
 */
#ifndef SANDBOX_READ_H
#define SANDBOX_READ_H

#include "sandbox.h"

handler_fn read_list; /* a history or the master record, by NIP */
handler_fn read_paruhwaktu;
handler_fn read_row;       /* one history row, by its id */
handler_fn read_unor;      /* ref-unor, whole or paged */
handler_fn read_agency;    /* agency lists, seeded as references of that name */
handler_fn read_referensi; /* the reference API */
handler_fn read_photo;
handler_fn read_document;

#endif
