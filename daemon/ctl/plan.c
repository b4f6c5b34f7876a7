/*
 * Verb plan: what would be sent, without sending or writing.
 *
 * Source and state are compared as the daemon compares them, each differing row is mapped as the
 * daemon maps it, and the persons concerned are planned (plan_person.c) with what SIASN has: from
 * the mirror for persons it has been read for, or live for a sample or one person. For the others
 * only the daemon's first look can tell create from adopt: they are counted as unread.
 */
#include <stdio.h>

#include "ctl/plan_compare.h"
#include "engine/absorb_document.h"
#include "engine/arrays.h"
#include "engine/guard_limits.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"

enum { SAMPLE_MAX = 500 };

static const struct table_column columns[] = {
        {"kind", "KIND", CELL_TEXT},
        {"mode", NULL, CELL_TEXT},
        {"available", NULL, CELL_BOOL},
        {"rows", "ROWS", CELL_NUMBER},
        {"unchanged", NULL, CELL_NUMBER},
        {"new", "NEW", CELL_NUMBER},
        {"changed", "CHANGED", CELL_NUMBER},
        {"marked_deleted", NULL, CELL_NUMBER}, /* of those, deleted softly in SIMPEG */
        {"quarantine", NULL, CELL_NUMBER},     /* of those, not valid */
        {"send", NULL, CELL_NUMBER},           /* of those; none where only compared */
        {"gone", "GONE", CELL_NUMBER},         /* known to us, not in SIMPEG any more */
        {"waiting", "WAITING", CELL_NUMBER},   /* collected before, not yet delivered */
        /* What would come of them; counts of records. */
        {"create", "CREATE", CELL_NUMBER},
        {"update", "UPDATE", CELL_NUMBER},
        {"adopt", "ADOPT", CELL_NUMBER},
        {"same", "SAME", CELL_NUMBER},
        {"delete", NULL, CELL_NUMBER},
        {"delete_held", "DELETE-HELD", CELL_NUMBER},
        {"quarantined", "QUARANTINED", CELL_NUMBER},
        {"unread", "UNREAD", CELL_NUMBER},
        {"again", NULL, CELL_NUMBER},
};

static const struct table_column code_columns[] = {
        {"kind", "KIND", CELL_TEXT}, {"code", "CODE", CELL_TEXT}, {"rows", "ROWS", CELL_NUMBER}};

static const char *const modes[] = {[MODE_WRITE] = "write",
                                    [MODE_UPDATE] = "update",
                                    [MODE_COMPARE] = "compare",
                                    [MODE_MIRROR] = "mirror"};

/* ---- All ---- */

static void take_action(void *arg, const struct session *s, const struct record *r, size_t kind,
                        enum plan_action action, const char *code, const char *value)
{
        struct plan *p = arg;

        (void)s;
        (void)r;
        (void)value;
        p->counts[kind].actions[action]++;
        if (action == PLAN_DELETE_HELD)
                plan_count_fault(p, kind, code, 1);
}

static bool look_at_state(struct plan_base *b, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!ctl_open_state(b->config, true, &b->state, err) ||
            !db_query(b->state, sql_ctl_has_rows, NULL, &r, err))
                return false;
        b->state_exists = db_bool(r, 0, 0);
        return true;
}

static bool open_base(struct plan_base *b, bool live, struct err *err)
{
        return catalog_load(b->config, &b->catalog, err) && look_at_state(b, err) &&
               ctl_open_source(b->config, b->catalog, &b->source, err) &&
               source_site(b->source, b->config, &b->site, err) &&
               ctl_open_source_db(b->config, &b->fetch, err) &&
               (!live || live_open(b, &b->live, err));
}

static void close_base(struct plan_base *b)
{
        live_close(b->live);
        db_close(b->fetch);
        db_close(b->state);
        source_close(b->source);
        catalog_free(b->catalog);
}

static bool work(const struct ctl *ctl, struct plan *p, struct err *err)
{
        size_t kinds = p->base.catalog->on_count;

        p->counts = NEW_ARRAY(struct plan_count, kinds);
        for (size_t k = 0; k < kinds; k++)
                p->counts[k].faults = NEW_ARRAY(int64_t, fault_kinds_count);
        p->everybody = p->sample > 0;
        if (ctl->option[OPT_NIP]) {
                CLEANUP(free_ptr) char *nip = ctl_plain_nip(ctl->option[OPT_NIP]);

                plan_add_nip(p, nip);
        } else if (!plan_compare(p, err)) {
                return false;
        }
        if (p->sample > 0)
                plan_take_sample(p, (size_t)p->sample);
        return plan_persons(&p->base, p->nips, p->nip_count, take_action, p, err);
}

/* ---- Printing ---- */

static void add_line(struct plan *p, const char *name, const char *mode, bool available, bool sends,
                     const struct plan_count *c)
{
        const int64_t *a = c->actions;

        TABLE_ADD(p->kinds, name, mode, available ? "t" : "f", NUMBER(c->rows),
                  NUMBER(c->unchanged), NUMBER(c->new), NUMBER(c->changed), NUMBER(c->deleted),
                  NUMBER(c->quarantine), sends ? NUMBER(c->send) : NULL, NUMBER(c->gone),
                  NUMBER(c->waiting), NUMBER(a[PLAN_CREATE]), NUMBER(a[PLAN_UPDATE]),
                  NUMBER(a[PLAN_ADOPT]), NUMBER(a[PLAN_SAME]), NUMBER(a[PLAN_DELETE]),
                  NUMBER(a[PLAN_DELETE_HELD]), NUMBER(a[PLAN_QUARANTINED]), NUMBER(a[PLAN_UNREAD]),
                  NUMBER(a[PLAN_AGAIN]));
}

static void add_kind(struct plan *p, size_t kind)
{
        const struct descriptor *d = p->base.catalog->on[kind];
        const struct plan_count *c = &p->counts[kind];

        add_line(p, d->kind, modes[d->mode], p->base.source->kinds[kind].available,
                 descriptor_writes(d), c);
        for (size_t k = 0; k < fault_kinds_count; k++) {
                if (c->faults[k])
                        TABLE_ADD(p->codes, d->kind, fault_kinds[k].code, NUMBER(c->faults[k]));
        }
}

/* Lines that are no kinds; what becomes of completions counts among the kind they become. */
static void add_others(struct plan *p)
{
        bool feed = *p->base.config->sinau_folder || *p->base.config->sinau_dsn;

        add_line(p, document_queue.kind, "upload", p->base.source->documents.available, false,
                 &p->documents);
        add_line(p, GUARD_FEED, "feed", feed, false, &p->feed);
}

/* Which SIASN the right-hand columns speak of; a new string. */
static char *seen_from(const struct ctl *ctl, const struct plan *p)
{
        struct text t = {0};

        if (p->base.live)
                text_addf(&t, "SIASN itself, %lld read(s) for %zu person(s)%s, nothing written",
                          (long long)live_reads(p->base.live), p->nip_count,
                          p->sample ? " as a sample" : "");
        else if (p->first_read && *p->first_read)
                text_addf(&t,
                          "the mirror: SIASN as read between %s and %s, and what was delivered "
                          "since",
                          p->first_read, p->last_read);
        else if (ctl->option[OPT_NIP])
                text_add(&t, "the mirror; --live asks SIASN itself");
        else
                text_add(&t, "nothing: SIASN has not been read yet");
        return text_take(&t);
}

static void print_text(const struct plan *p, const char *from)
{
        int64_t unread = 0;

        for (size_t k = 0; k < p->base.catalog->on_count; k++)
                unread += p->counts[k].actions[PLAN_UNREAD];
        table_print_text(p->kinds);
        printf("\nWhat SIASN has is known from %s.\n", from);
        if (p->sample)
                printf("From CREATE on, the sample only is counted: %zu of %zu person(s) with "
                       "differences.\n",
                       p->nip_count, p->concerned);
        if (unread)
                puts("UNREAD: only a look at SIASN tells create, adopt and update apart; `plan "
                     "--sample 20` looks for some.");
        ctl_print_section("Reasons for quarantine", p->codes);
        if (p->documents.actions[PLAN_UNREAD])
                printf("Of documents, the files of %lld are read when they are sent.\n",
                       (long long)p->documents.actions[PLAN_UNREAD]);
        if (!p->base.state_exists)
                puts("\nThe state has no tables yet: everything counts as new.");
}

static void print(const struct ctl *ctl, struct plan *p)
{
        CLEANUP(free_ptr) char *from = seen_from(ctl, p);

        for (size_t k = 0; k < p->base.catalog->on_count; k++)
                add_kind(p, k);
        if (!ctl->option[OPT_NIP])
                add_others(p);
        switch (ctl->format) {
        case FORMAT_JSON:
                ctl_print_json(json_pack("{s:b, s:s, s:I, s:I, s:o, s:o}", "state_exists",
                                         p->base.state_exists, "siasn_from", from, "persons",
                                         (json_int_t)p->nip_count, "persons_concerned",
                                         (json_int_t)p->concerned, "kinds", table_json(p->kinds),
                                         "quarantine", table_json(p->codes)));
                break;
        case FORMAT_CSV:
                table_print_csv(p->kinds);
                break;
        default:
                print_text(p, from);
        }
}

static void plan_clear(struct plan *p)
{
        for (size_t k = 0; p->counts && k < p->base.catalog->on_count; k++)
                free(p->counts[k].faults);
        for (size_t i = 0; i < p->nip_count; i++)
                free(p->nips[i]);
        free(p->nips);
        free(p->counts);
        free(p->first_read);
        free(p->last_read);
}

static bool arguments_fit(const struct ctl *ctl, int64_t *sample, struct err *err)
{
        const char *const *given = ctl->option;

        if (!ctl_number(ctl, OPT_SAMPLE, 0, 1, SAMPLE_MAX, sample, err))
                return false;
        if (given[OPT_NIP] && given[OPT_SAMPLE])
                return err_set(err, "--nip and --sample exclude each other");
        return !given[OPT_LIVE] || given[OPT_NIP] ||
               err_set(err, "--live asks SIASN for one person (--nip NIP); --sample N for some");
}

enum ctl_exit ctl_plan(const struct ctl *ctl, struct err *err)
{
        CLEANUP(table_free_ptr) struct table *kinds = table_new(columns, COUNT_OF(columns));
        CLEANUP(table_free_ptr)
        struct table *codes = table_new(code_columns, COUNT_OF(code_columns));
        struct plan p = {.base.config = ctl->config, .kinds = kinds, .codes = codes};

        if (!arguments_fit(ctl, &p.sample, err))
                return CTL_USAGE;
        bool ok = open_base(&p.base, ctl->option[OPT_LIVE] || p.sample, err) && work(ctl, &p, err);
        if (ok)
                print(ctl, &p);
        plan_clear(&p);
        close_base(&p.base);
        return ok ? CTL_OK : CTL_FAILED;
}

enum ctl_exit ctl_plan_show(const struct ctl *ctl, struct err *err)
{
        struct plan_base base = {.config = ctl->config};
        enum ctl_exit ret = CTL_FAILED;

        if (open_base(&base, ctl->option[OPT_LIVE], err))
                ret = plan_show(ctl, &base, err);
        close_base(&base);
        return ret;
}
