#include "web/pool.h"

#include <pthread.h>

#include "engine/migrate.h"
#include "ground/mem.h"
#include "sql.h"

/* Long enough for a page over millions of rows, short enough that nobody can hold a thread. */
enum { TIMEOUT_MS = 10000 };

struct pool {
        const struct config *config;
        struct secret *password;
        pthread_mutex_t lock;
        pthread_cond_t freed;
        struct pair *pairs; /* the free ones are the first `count` */
        size_t count;
};

static bool open_one(const struct pool *pool, bool read_only, struct db **ret, struct err *err)
{
        const struct db_params params = {.label = "web",
                                         .dsn = pool->config->web_dsn,
                                         .password = pool->password,
                                         .schema = pool->config->state_schema,
                                         .read_only = read_only,
                                         .statement_timeout_ms = TIMEOUT_MS};
        CLEANUP(db_close_ptr) struct db *db = NULL;

        /* Filters that are not used must not cost: each statement is planned for its values. */
        if (!db_open(&params, &db, err) || !db_script(db, sql_web_planning, err))
                return false;
        *ret = TAKE_PTR(db);
        return true;
}

static void renew(const struct pool *pool, struct db **db, bool read_only, struct err *err)
{
        if (*db && db_alive(*db))
                return;
        db_close(TAKE_PTR(*db));
        open_one(pool, read_only, db, err);
}

/* The role must not be able to touch what it shows. */
static bool check_rights(struct db *db, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int pending;

        if (!migrate_pending(db, &pending, err))
                return false;
        if (pending)
                return err_set(err,
                               "the state schema lacks %d migration(s): run `siasnctl migrate`",
                               pending);
        if (!db_query(db, sql_web_rights_check, NULL, &r, err))
                return false;
        if (!db_bool(r, 0, 0))
                return err_set(err, "the role of [web] dsn cannot read and keep sessions: run "
                                    "`siasnctl user rights ROLE --by NAME`");
        return !db_bool(r, 0, 1) ||
               err_set(err, "the role of [web] dsn may change synchronised data: give the pages a "
                            "role of their own (`siasnctl user rights ROLE --by NAME`)");
}

bool pool_new(const struct config *config, size_t size, struct pool **ret, struct err *err)
{
        struct pool *pool = NEW(struct pool);
        struct pair first;

        pool->config = config;
        pool->pairs = NEW_ARRAY(struct pair, size);
        pool->count = size;
        pthread_mutex_init(&pool->lock, NULL);
        pthread_cond_init(&pool->freed, NULL);
        bool ok = (!secret_exists(config->credentials_dir, "web_password") ||
                   secret_load(config->credentials_dir, "web_password", &pool->password, err)) &&
                  pool_take(pool, &first, err);
        if (ok) {
                ok = check_rights(first.data, err);
                pool_give(pool, first);
        }
        if (!ok) {
                pool_free(pool);
                return false;
        }
        *ret = pool;
        return true;
}

void pool_free(struct pool *pool)
{
        if (!pool)
                return;
        for (size_t i = 0; i < pool->count; i++) {
                db_close(pool->pairs[i].data);
                db_close(pool->pairs[i].own);
        }
        free(pool->pairs);
        secret_free(pool->password);
        pthread_mutex_destroy(&pool->lock);
        pthread_cond_destroy(&pool->freed);
        free(pool);
}

bool pool_take(struct pool *pool, struct pair *ret, struct err *err)
{
        pthread_mutex_lock(&pool->lock);
        while (pool->count == 0)
                pthread_cond_wait(&pool->freed, &pool->lock);
        *ret = pool->pairs[--pool->count];
        pool->pairs[pool->count] = (struct pair){0};
        pthread_mutex_unlock(&pool->lock);
        renew(pool, &ret->data, true, err);
        renew(pool, &ret->own, false, err);
        if (ret->data && ret->own)
                return true;
        pool_give(pool, *ret);
        return false;
}

void pool_give(struct pool *pool, struct pair pair)
{
        pthread_mutex_lock(&pool->lock);
        pool->pairs[pool->count++] = pair;
        pthread_cond_signal(&pool->freed);
        pthread_mutex_unlock(&pool->lock);
}
