#include "engine/guard_limits.h"

#include <stddef.h>
#include <string.h>

#include "engine/absorb_document.h"
#include "ground/mem.h"
#include "ground/text.h"

static const struct {
        const char *name;
        size_t offset;
        int64_t max;
} keys[] = {
        {"changed_rows", offsetof(struct guard_limits, changed_rows), INT64_C(1000000000)},
        {"changed_percent", offsetof(struct guard_limits, changed_pct), 100},
        {"gone_rows", offsetof(struct guard_limits, gone_rows), INT64_C(1000000000)},
        {"gone_percent", offsetof(struct guard_limits, gone_pct), 100},
};

static bool set_key(struct guard_limits *limits, const char *name, const char *value)
{
        for (size_t i = 0; i < COUNT_OF(keys); i++) {
                if (strcmp(keys[i].name, name) == 0)
                        return text_to_int(value, 0, keys[i].max,
                                           (int64_t *)((char *)limits + keys[i].offset));
        }
        return false;
}

/* One entry "kind:key=value"; entries of other kinds are read too, so that a slip shows at once. */
static bool apply(const struct catalog *catalog, const char *kind, char *entry,
                  struct guard_limits *limits, struct err *err)
{
        struct guard_limits other = *limits;
        CLEANUP(free_ptr) char *whole = mem_dup(entry);
        char *key = strchr(entry, ':'), *value = strchr(entry, '=');

        if (key && value && key < value) {
                *key++ = *value++ = '\0';
                if (!descriptor_set_find(&catalog->all, entry) &&
                    strcmp(entry, document_queue.kind) != 0 && strcmp(entry, GUARD_FEED) != 0)
                        return err_set(err,
                                       "[guard] per_kind: %s is no record kind; "
                                       "`siasnctl endpoints` lists them",
                                       entry);
                if (set_key(strcmp(entry, kind) == 0 ? limits : &other, key, value))
                        return true;
        }
        return err_set(err,
                       "[guard] per_kind: \"%s\" is not kind:key=value with changed_rows, "
                       "changed_percent, gone_rows or gone_percent",
                       whole);
}

bool guard_limits_of(const struct config *config, const struct catalog *catalog, const char *kind,
                     struct guard_limits *ret, struct err *err)
{
        CLEANUP(free_ptr) char *list = mem_dup(config->guard_per_kind);
        char *rest = NULL;

        *ret = (struct guard_limits){.changed_rows = config->guard_changed_rows,
                                     .changed_pct = config->guard_changed_pct,
                                     .gone_rows = config->guard_gone_rows,
                                     .gone_pct = config->guard_gone_pct,
                                     .hold_first_load = config->guard_hold_first};
        for (char *e = strtok_r(list, ", ", &rest); e; e = strtok_r(NULL, ", ", &rest)) {
                if (!apply(catalog, kind, e, ret, err))
                        return false;
        }
        return true;
}
