#include "engine/training.h"

#include <string.h>

#include "engine/training_private.h"
#include "ground/log.h"
#include "ground/mem.h"

enum { RETRY_MS = 5000 };

/* Not leading, or the state was lost: what was under way is begun again by whoever leads. */
static void rest(struct training *t)
{
        if (t->file)
                training_file_drop(t);
        if (t->view)
                training_view_drop(t);
        t->believed = false;
        t->keys_waiting = true; /* perhaps left by another life */
        t->look_at_ms = t->poll_at_ms = 0;
        t->idle = true;
}

struct training *training_new(const struct training_settings *settings)
{
        struct training *t = NEW(struct training);
        const struct config *c = settings->config;
        size_t kind = catalog_index(settings->catalog, TRAINING_KIND);

        t->settings = *settings;
        if (kind == settings->catalog->on_count) {
                if (*c->sinau_folder || *c->sinau_dsn)
                        log_warning("[sinau] has no effect while kind " TRAINING_KIND
                                    " is switched off");
                return t;
        }
        t->kursus = settings->catalog->on[kind];
        if (*c->sinau_folder)
                t->folder = folder_new(c->sinau_folder);
        rest(t);
        return t;
}

void training_free(struct training *t)
{
        if (!t)
                return;
        rest(t);
        training_batch_free(&t->batch);
        folder_free(t->folder);
        free(t->fetch_sql);
        free(t->poll_began);
        free(t);
}

void training_complain(struct err *last, const char *message, const struct err *err)
{
        if (strcmp(last->text, err->text) == 0)
                return;
        *last = *err;
        log_warning(message, log_text("error", err->text));
}

static void look(struct training *t, int64_t now_ms)
{
        struct err why;

        t->look_at_ms = now_ms + t->settings.config->sinau_interval_ms;
        if (!folder_look(t->folder, now_ms, &why))
                training_complain(&t->folder_error, "training folder: trying again", &why);
        t->keys_waiting |= t->held; /* released meanwhile? */
        if (folder_pending(t->folder, now_ms) && t->look_at_ms > now_ms + FOLDER_SETTLE_MS)
                t->look_at_ms = now_ms + FOLDER_SETTLE_MS;
}

/* Opens a file that stands ready. */
static void open_next(struct training *t, const char *name, int64_t now_ms)
{
        struct err why;

        t->digested = false;
        if (sinau_file_open(folder_path(t->folder), name, &t->file, &why))
                return;
        training_complain(&t->folder_error, "a training file cannot be read: trying again", &why);
        folder_later(t->folder, name, now_ms + t->settings.config->sinau_interval_ms);
}

/* The folder's part of a turn; `*ret_worked` when it did something. */
static bool turn_folder(struct training *t, struct db *state, int64_t now_ms, bool *ret_worked,
                        struct err *err)
{
        const char *name;

        *ret_worked = true;
        if (t->file)
                return training_file_slice(t, state, now_ms, err);
        if (now_ms >= t->look_at_ms)
                look(t, now_ms);
        else if ((name = folder_ready(t->folder, now_ms)))
                open_next(t, name, now_ms);
        else
                *ret_worked = false;
        return true;
}

static bool has_view(const struct training *t)
{
        return *t->settings.config->sinau_dsn != '\0';
}

static void shorten(int64_t *wait, int64_t other)
{
        if (other >= 0 && other < *wait)
                *wait = other;
}

/* One thing a turn: a file or a poll under way is ended before the other begins. */
static bool turn(struct training *t, struct db *state, const struct site *site, int64_t now_ms,
                 int64_t *wait_ms, struct err *err)
{
        int64_t wait = 0;
        bool worked = false;

        if (t->folder && !t->polling && !turn_folder(t, state, now_ms, &worked, err))
                return false;
        if (!worked && has_view(t) && (t->polling || now_ms >= t->poll_at_ms)) {
                worked = true;
                if (!training_view_slice(t, state, now_ms, &wait, err))
                        return false;
        }
        bool pending = t->folder && folder_pending(t->folder, now_ms);
        bool all_read = !pending && (t->folder || has_view(t)) && (!has_view(t) || t->polled);
        if (!worked && t->keys_waiting) {
                worked = true;
                if (!training_absorb(t, state, site, all_read, err))
                        return false;
        }
        t->idle = !worked && !pending;
        if (worked) {
                shorten(wait_ms, wait);
                return true;
        }
        if (t->folder)
                shorten(wait_ms, t->look_at_ms - now_ms);
        if (has_view(t))
                shorten(wait_ms, t->poll_at_ms - now_ms);
        return true;
}

bool training_turn(struct training *t, struct db *state, const struct site *site, int64_t now_ms,
                   int64_t *wait_ms, struct err *err)
{
        if (!t->kursus)
                return true;
        if (!state || !site) {
                rest(t);
                return true;
        }
        if (now_ms < t->retry_at_ms) {
                shorten(wait_ms, t->retry_at_ms - now_ms);
                return true;
        }
        if (turn(t, state, site, now_ms, wait_ms, err))
                return true;
        rest(t);
        t->retry_at_ms = now_ms + RETRY_MS;
        return false;
}

void training_wake(struct training *t)
{
        t->keys_waiting = true;
        t->believed = false;
}

int training_fd(const struct training *t)
{
        return t->polling ? sinau_view_fd(t->view) : -1;
}

bool training_settled(const struct training *t)
{
        return !t->kursus || t->idle;
}

bool training_take_news(struct training *t)
{
        bool news = t->news;

        t->news = false;
        return news;
}
