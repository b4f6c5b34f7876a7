/*
 * Document: one PDF on its way, within the session of the person it belongs to.
 *
 * Its states are the records' (pure/lifecycle.h), REC_READY being "waiting" in the state. A
 * document is due only when its record stands at SIASN; what is in doubt is settled before anything
 * else of the person is written.
 *
 *   FILE (read, judged) ─► CALL list ─► COMMIT intent ─► CALL upload ─► COMMIT outcome
 *
 * SIASN keeps one document of a type on a row and an upload replaces it (siasn-api 4.14), so one
 * done twice leaves nothing double. An unclear upload is still read back first: the row's `path`
 * names its documents, and another dok_uri than before the upload means that it has arrived. Where
 * the row shows no change, it is sent again once [push] doubt_window is over.
 */
#pragma once

#include "engine/content.h"
#include "pure/lifecycle.h"

struct record;

struct document {
        struct record *record; /* NULL: its kind is off */
        char *doc_id, *path;
        int type;
        enum doc_origin origin;
        int rev, tries, looks;
        enum rec_state state;
        char *intent_sha256, *intent_uri;
        int64_t intent_age_ms;
        char *sent_sha256, *sent_to;
        bool due;
        bool settled;    /* nothing more to do with it in this session */
        bool unresolved; /* in doubt, and too early to look, or looked at in vain */
        bool read;       /* `content` is what it holds */
        struct content content;
};

/* One conclusion about one document, waiting to be committed. */
struct document_change {
        struct document *document;
        enum rec_event event; /* EV_SEND: an intent */
        bool found;           /* what was read is to be recorded */
        bool judged;          /* its reasons are stated anew: `code`, or none */
        const char *code;     /* fault code, or NULL */
        char *value;          /* owned: of the fault */
        char *message;        /* owned: the service's words */
        char *sent_to;        /* owned: the row that holds it now */
        char *sha256;         /* owned: of what the row holds now */
        int64_t asked_ms;
};

void document_clear(struct document *d);
void document_change_clear(struct document_change *c);
/* Such as "waiting"; and back, REC_NONE for an unknown name. */
const char *document_state_name(enum rec_state state);
enum rec_state document_state_parse(const char *name);
