#include "engine/document.h"

#include <string.h>

#include "ground/mem.h"

static const char waiting[] = "waiting";

const char *document_state_name(enum rec_state state)
{
        return state == REC_READY ? waiting : rec_state_name(state);
}

enum rec_state document_state_parse(const char *name)
{
        return strcmp(name, waiting) == 0 ? REC_READY : rec_state_parse(name);
}

void content_clear(struct content *content)
{
        free(content->value);
        if (content->bytes)
                explicit_bzero(content->bytes, content->len);
        free(content->bytes);
        *content = (struct content){0};
}

void document_clear(struct document *d)
{
        content_clear(&d->content);
        free(d->doc_id);
        free(d->path);
        free(d->intent_sha256);
        free(d->intent_uri);
        free(d->sent_sha256);
        free(d->sent_to);
}

void document_change_clear(struct document_change *c)
{
        free(c->value);
        free(c->message);
        free(c->sent_to);
        free(c->sha256);
}
