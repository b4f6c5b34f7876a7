/*
 * store_ref.h - what store.c needs from its other half to tear a store down.
 */
#ifndef SANDBOX_STORE_REF_H
#define SANDBOX_STORE_REF_H

#include "store.h"

void store_free_refs(struct store *st);
void store_free_docs(struct store *st);

#endif
