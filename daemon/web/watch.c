#include "web/watch.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "ground/clock.h"
#include "ground/mem.h"

struct watched {
        struct watched *next, *before;
        int fd;
        int64_t deadline_ms;
        bool late;
};

struct watch {
        pthread_mutex_t lock;
        struct watched *first;
};

struct watch *watch_new(void)
{
        struct watch *w = NEW(struct watch);

        pthread_mutex_init(&w->lock, NULL);
        return w;
}

void watch_free(struct watch *w)
{
        if (!w)
                return;
        while (w->first)
                watch_end(w, w->first);
        pthread_mutex_destroy(&w->lock);
        free(w);
}

void *watch_begin(struct watch *w, int fd)
{
        struct watched *c = NEW(struct watched);

        c->fd = fd;
        c->deadline_ms = INT64_MAX;
        pthread_mutex_lock(&w->lock);
        c->next = w->first;
        if (c->next)
                c->next->before = c;
        w->first = c;
        pthread_mutex_unlock(&w->lock);
        return c;
}

void watch_end(struct watch *w, void *token)
{
        struct watched *c = token;

        pthread_mutex_lock(&w->lock);
        if (c->next)
                c->next->before = c->before;
        if (c->before)
                c->before->next = c->next;
        else
                w->first = c->next;
        pthread_mutex_unlock(&w->lock);
        free(c);
}

void watch_set(struct watch *w, void *token, int seconds)
{
        struct watched *c = token;

        pthread_mutex_lock(&w->lock);
        c->deadline_ms = clock_mono_ms() + (int64_t)seconds * 1000;
        pthread_mutex_unlock(&w->lock);
}

int watch_sweep(struct watch *w)
{
        int64_t now = clock_mono_ms();
        int closed = 0;

        pthread_mutex_lock(&w->lock);
        for (struct watched *c = w->first; c; c = c->next) {
                if (c->late || c->deadline_ms > now)
                        continue;
                /* The server's thread sees the end and closes; the number stays its own till then.
                 */
                shutdown(c->fd, SHUT_RDWR);
                c->late = true;
                closed++;
        }
        pthread_mutex_unlock(&w->lock);
        return closed;
}
