/* What session's files share; nobody else includes it. */
#pragma once

#include "engine/session.h"

/* Decides about one record whose list has been read: adds a change, or sets s->writing. */
void session_decide(struct session *s, struct record *r);
void session_refuse(struct session *s, struct record *r, const char *code, const char *value);
/* Refuses all records that could be worked on now, except those in doubt. */
void session_refuse_all(struct session *s, const char *code, const char *value);
/* Assigns the rows of one kind to what was read. */
void session_match(struct session *s, size_t kind);
