/*
 * Content: the bytes of a document, read and judged right before they are sent.
 *
 * A file below [documents] root, or the content column of v_dokumen, fetched without waiting over a
 * connection of its own. One at a time, at most [documents] max_size bytes. What is read is hashed
 * and its signatures are checked here, so that what is recorded is about the bytes that leave.
 */
#pragma once

#include "edge/cms.h"
#include "edge/file.h"
#include "engine/catalog.h"
#include "ground/secret.h"
#include "pure/digest.h"

enum doc_origin { FROM_PATH, FROM_BYTES, FROM_BASE64 };

/* What came of reading one. Starts as {0}. */
struct content {
        const char *code;    /* fault: it cannot be sent; NULL: it can, or `later` */
        char *value;         /* owned: of the fault, or why later */
        const char *warning; /* what is wrong with its signatures though it is sent, or NULL */
        bool later;          /* could not be read now: no verdict on the document */
        char *bytes;         /* owned; NULL unless it can be sent */
        size_t len;
        char stamp[FILE_STAMP];
        char sha256[DIGEST_HEX]; /* "" when nothing was read */
        struct signature_report signature;
};

void content_clear(struct content *content);

struct contents;

/*
 * The error names what is wrong in [documents]. `config` and `catalog` are borrowed, the password
 * (NULL: none) too.
 */
bool contents_new(const struct config *config, const struct catalog *catalog,
                  const struct secret *source_password, struct contents **ret, struct err *err);
void contents_free(struct contents *c);

struct content_wanted {
        const char *doc_id, *path; /* path: for FROM_PATH */
        enum doc_origin origin;
        const char *kind; /* of the record, for the signature policy */
};

/* Starts reading; only while contents_idle(). `wanted` is not kept. */
void contents_start(struct contents *c, const struct content_wanted *wanted);
bool contents_idle(const struct contents *c);
/* True when it is done: `*ret` belongs to the caller, and another may be started. */
bool contents_take(struct contents *c, struct content *ret);
/* Gives up on what is being read. */
void contents_drop(struct contents *c);
/* Socket to watch while something is being read, -1 for none. */
int contents_fd(const struct contents *c);
