/*
 * Deletes: what stands between a row that is gone from SIMPEG and its removal at SIASN.
 *
 * Only a row we are linked to can be deleted, only of a kind the site has opted in, only after the
 * configured number of complete scans without it, and never when the row may have come back under
 * another key or the person would be left without a position.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "engine/session_private.h"
#include "ground/mem.h"

/* The kind whose rows a person can never be without (siasn-api 4.1: the portal refuses that too).
 */
#define POSITION_KIND "jabatan"

/* Assignments beside a position: a person with only such rows has none. */
static const char *const not_definitive[] = {"PLT", "PLH", "PJ", "TT"};

void session_forget(struct session *s, struct record *r)
{
        bool was_doubt = r->state == REC_DOUBT;
        struct change *c = session_change(s, r, EV_DELIVERED);

        c->outcome = "deleted";
        c->remove = true;
        /* The delete in doubt did happen: what has to follow a write follows now. */
        if (was_doubt && r->d->after_path)
                s->views[r->kind].followup = FOLLOWUP_NEW;
}

static const char *policy_code(const struct session *s, const struct record *r)
{
        if (!r->d->delete_path)
                return "DELETE_NO_ENDPOINT";
        if (!s->catalog->deletes[r->kind])
                return "DELETE_OFF";
        return r->gone_scans < s->catalog->delete_scans ? "DELETE_WAIT" : NULL;
}

void session_hold_delete(struct session *s, struct record *r)
{
        const char *code = policy_code(s, r);
        char value[48] = "";

        if (!r->linked_id) {
                session_forget(s, r); /* never written, or an update in place: nothing to delete */
                return;
        }
        if (!code)
                return;
        if (strcmp(code, "DELETE_WAIT") == 0)
                snprintf(value, sizeof value, "%lld/%lld", (long long)r->gone_scans,
                         (long long)s->catalog->delete_scans);
        struct change *c = session_change(s, r, EV_HOLD);
        c->code = code;
        c->message = mem_dup(value);
}

struct match session_match_delete(const struct session *s, const struct record *r)
{
        const json_t *remotes = s->views[r->kind].rows, *remote;
        size_t i;

        json_array_foreach (remotes, i, remote) {
                const char *id = json_string_value(json_object_get(remote, r->d->read_id));

                if (id && r->linked_id && strcasecmp(id, r->linked_id) == 0)
                        return (struct match){.kind = MATCH_FOUND, .remote = i};
        }
        return (struct match){.kind = r->linked_id ? MATCH_GONE : MATCH_NEW};
}

/* A row SIMPEG still has that may be the one at SIASN, under another key. */
static bool may_be(const struct record *other, const struct record *gone)
{
        if (other->kind != gone->kind || other->is_delete || other == gone)
                return false;
        if (other->match.kind == MATCH_FOUND && other->payload)
                return other->match.remote == gone->match.remote;
        if (other->hint_id && strcasecmp(other->hint_id, gone->linked_id) == 0)
                return true;
        return !other->linked_id && (other->faulty || other->match.kind == MATCH_AMBIGUOUS);
}

static bool definitive(const struct session *s, const struct record *r)
{
        const char *how = json_string_value(json_object_get(
                json_array_get(s->views[r->kind].rows, r->match.remote), "jenisPenugasanId"));

        for (size_t i = 0; how && i < COUNT_OF(not_definitive); i++) {
                if (strcmp(how, not_definitive[i]) == 0)
                        return false;
        }
        return true;
}

/* Another position of the person that both SIMPEG and SIASN's list of this session have. */
static bool keeps_position(const struct session *s, const struct record *gone)
{
        for (size_t i = 0; i < s->record_count; i++) {
                const struct record *r = &s->records[i];

                if (r->kind == gone->kind && !r->is_delete && r->match.kind == MATCH_FOUND &&
                    r->match.remote != gone->match.remote && definitive(s, r))
                        return true;
        }
        return false;
}

const char *session_delete_obstacle(const struct session *s, const struct record *r,
                                    const char **ret_value)
{
        for (size_t i = 0; i < s->record_count; i++) {
                if (may_be(&s->records[i], r)) {
                        *ret_value = s->records[i].src_id;
                        return "DELETE_UNSURE";
                }
        }
        if (strcmp(r->d->kind, POSITION_KIND) == 0 && !keeps_position(s, r))
                return "DELETE_LAST";
        return NULL;
}
