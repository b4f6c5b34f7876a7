#include "pure/drift.h"

#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"

/* Members in which some of SIASN's rows say when they were changed last (siasn-api 5: angka
 * kredit). */
static const char *const stamps[] = {"updated_at", "updatedAt"};

enum { ISO_DATE = 10 };

const char *drift_kind_name(enum drift_kind kind)
{
        static const char *const names[] = {[DRIFT_FIELD] = "field",
                                            [DRIFT_ONLY_SIASN] = "only_siasn",
                                            [DRIFT_ONLY_SIMPEG] = "only_simpeg"};

        return names[kind];
}

const char *drift_newer_name(enum drift_newer newer)
{
        static const char *const names[] = {[NEWER_UNKNOWN] = "unknown",
                                            [NEWER_SIMPEG] = "simpeg",
                                            [NEWER_SIASN] = "siasn",
                                            [NEWER_BOTH] = "both"};

        return names[newer];
}

bool drift_open(const struct drift *drift)
{
        return !*drift->reason || strcmp(drift->reason, DRIFT_MISSING) == 0;
}

static struct drift *add(struct drift_list *list, enum drift_kind kind, const char *src_id,
                         const char *siasn_id, const char *reason)
{
        list->items = mem_resize_array(list->items, list->count + 1, sizeof *list->items);
        struct drift *f = &list->items[list->count++];
        *f = (struct drift){.kind = kind,
                            .src_id = mem_dup(src_id),
                            .siasn_id = mem_dup(siasn_id),
                            .field = "",
                            .reason = mem_dup(reason)};
        return f;
}

/* The natural key's fields by their read names, for people to recognise the row by. */
static char *describe(const struct descriptor *d, const json_t *row, bool ours)
{
        struct text out = {0};

        for (size_t i = 0; row && d->match_count > 0 && i < d->match[0].count; i++) {
                const struct field *field = &d->fields[d->match[0].fields[i]];
                const char *name = ours ? descriptor_payload_name(d, field) : field->read;
                CLEANUP(free_ptr)
                char *value = match_value(field, name ? json_object_get(row, name) : NULL);

                if (*value)
                        text_addf(&out, "%s%s %s", out.len ? ", " : "",
                                  field->read ? field->read : name, value);
        }
        return text_take(&out);
}

static const char *remote_id(const struct descriptor *d, const json_t *remote)
{
        const char *id = json_string_value(json_object_get(remote, d->read_id));

        return id ? id : "";
}

/* Days are compared, not times: whose clock and zone the service writes is not known. */
static bool stamped_after(const json_t *remote, const char *iso_date)
{
        for (size_t i = 0; i < COUNT_OF(stamps); i++) {
                const char *at = json_string_value(json_object_get(remote, stamps[i]));

                if (at && iso_date && strlen(at) >= ISO_DATE && at[4] == '-')
                        return strncmp(at, iso_date, ISO_DATE) > 0;
        }
        return false;
}

static enum drift_newer newer(const struct descriptor *d, const struct drift_row *row,
                              const json_t *remote)
{
        if (!row->delivered_on)
                return NEWER_UNKNOWN;
        if (row->agreed)
                return NEWER_SIASN;
        bool theirs = stamped_after(remote, row->delivered_on) ||
                      (row->delivered && !match_equal(d, row->delivered, remote));
        return theirs ? NEWER_BOTH : NEWER_SIMPEG;
}

static const char *reason_of(const struct drift_row *row)
{
        switch (row->state) {
        case REC_DONE:
                return "";
        case REC_REJECTED:
        case REC_HELD:
                return row->code ? row->code : DRIFT_HELD;
        default:
                return DRIFT_PENDING;
        }
}

static void compare(const struct descriptor *d, const struct drift_row *row, const json_t *remote,
                    struct drift_list *ret)
{
        struct diff_list diffs;

        match_diff(d, row->payload, remote, &diffs);
        ret->compared++;
        ret->equal += diffs.count == 0;
        for (size_t i = 0; i < diffs.count; i++) {
                struct drift *f =
                        add(ret, DRIFT_FIELD, row->src_id, remote_id(d, remote), reason_of(row));

                f->field = diffs.items[i].field->read;
                f->simpeg = TAKE_PTR(diffs.items[i].ours);
                f->siasn = TAKE_PTR(diffs.items[i].theirs);
                f->newer = newer(d, row, remote);
        }
        diff_list_free(&diffs);
}

static void only_simpeg(const struct descriptor *d, const struct drift_row *row,
                        struct drift_list *ret)
{
        const char *reason = reason_of(row);
        bool was_there = row->state == REC_DONE && !row->fresh;

        if (row->state == REC_DONE)
                reason = row->fresh ? DRIFT_PENDING : DRIFT_MISSING;
        struct drift *f = add(ret, DRIFT_ONLY_SIMPEG, row->src_id,
                              row->linked_id ? row->linked_id : "", reason);
        f->simpeg = describe(d, row->payload, true);
        f->siasn = mem_dup("");
        f->newer = was_there && row->agreed ? NEWER_SIASN : NEWER_SIMPEG;
}

static void only_siasn(const struct descriptor *d, const json_t *remote, const char *src_id,
                       const char *reason, struct drift_list *ret)
{
        struct drift *f = add(ret, DRIFT_ONLY_SIASN, src_id, remote_id(d, remote), reason);

        f->simpeg = mem_dup("");
        f->siasn = describe(d, remote, false);
        f->newer = *src_id ? NEWER_SIMPEG : NEWER_SIASN;
}

/* Index of the row with that id, or the number of rows. */
static size_t find_id(const struct descriptor *d, const json_t *remotes, const char *id)
{
        size_t i = 0, n = json_array_size(remotes);

        while (id && i < n && strcasecmp(remote_id(d, json_array_get(remotes, i)), id) != 0)
                i++;
        return id ? i : n;
}

/* One record of ours; returns the index of the row that is its, or the number of rows. */
static size_t find_row(const struct descriptor *d, const struct drift_row *row,
                       const json_t *remotes, struct drift_list *ret)
{
        size_t n = json_array_size(remotes), at = find_id(d, remotes, row->linked_id);

        if (row->is_delete) {
                if (at < n)
                        only_siasn(d, json_array_get(remotes, at), row->src_id,
                                   row->code ? row->code : DRIFT_DELETED, ret);
                return at;
        }
        if (!row->payload) {
                if (at == n)
                        only_simpeg(d, row, ret);
                return at; /* quarantine says what is wrong with ours: there is nothing to compare
                            */
        }
        if (row->match.kind == MATCH_FOUND && row->match.remote < n) {
                compare(d, row, json_array_get(remotes, row->match.remote), ret);
                return row->match.remote;
        }
        only_simpeg(d, row, ret);
        return n;
}

void drift_find(const struct descriptor *d, const struct drift_row *rows, size_t count,
                const json_t *remotes, struct drift_list *ret)
{
        size_t n = json_array_size(remotes);
        CLEANUP(free_ptr) bool *taken = NEW_ARRAY(bool, n + 1);

        for (size_t i = 0; i < count; i++)
                taken[find_row(d, &rows[i], remotes, ret)] = true;
        for (size_t i = 0; i < n && d->mode != MODE_UPDATE; i++) {
                if (!taken[i])
                        only_siasn(d, json_array_get(remotes, i), "", "", ret);
        }
}

void drift_add_person(struct drift_list *list, const char *src_id, const char *code)
{
        struct drift *f = add(list, DRIFT_ONLY_SIMPEG, src_id, "", code);

        f->simpeg = mem_dup("");
        f->siasn = mem_dup("");
        f->newer = NEWER_UNKNOWN;
}

void drift_list_free(struct drift_list *list)
{
        for (size_t i = 0; i < list->count; i++) {
                free(list->items[i].src_id);
                free(list->items[i].siasn_id);
                free(list->items[i].simpeg);
                free(list->items[i].siasn);
                free(list->items[i].reason);
        }
        free(list->items);
        *list = (struct drift_list){0};
}
