#include "engine/catalog.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "data.h"
#include "ground/mem.h"

enum { DESCRIPTOR_FILE_MAX = 1024 * 1024 };

static bool load_shipped(struct catalog *c, struct err *err)
{
        if (!contract_parse("contract.json", embedded_contract[0].text, &c->contract, err))
                return false;
        for (size_t i = 0; i < embedded_records_count; i++) {
                struct descriptor *d = NULL;

                if (!descriptor_parse(embedded_records[i].name, embedded_records[i].text,
                                      c->contract, &d, err))
                        return false;
                descriptor_set_add(&c->all, d);
        }
        return true;
}

static bool load_file(struct catalog *c, const char *path, struct err *err)
{
        FILE *f = fopen(path, "re");

        if (!f)
                return err_set(err, "cannot read %s: %s", path, strerror(errno));
        char *json = mem_new_array(DESCRIPTOR_FILE_MAX + 1, 1);
        size_t len = fread(json, 1, DESCRIPTOR_FILE_MAX, f);
        fclose(f);
        struct descriptor *d = NULL;
        bool ok = len < DESCRIPTOR_FILE_MAX
                          ? descriptor_parse(path, json, c->contract, &d, err)
                          : err_set(err, "%s is larger than 1 MiB: not a descriptor", path);
        free(json);
        if (ok)
                descriptor_set_add(&c->all, d);
        return ok;
}

static int is_json(const struct dirent *entry)
{
        const char *dot = strrchr(entry->d_name, '.');

        return entry->d_name[0] != '.' && dot && strcmp(dot, ".json") == 0;
}

static bool load_overrides(struct catalog *c, const char *dir, struct err *err)
{
        struct dirent **names = NULL;
        int n = scandir(dir, &names, is_json, alphasort);
        bool ok = true;

        if (n < 0)
                return errno == ENOENT ||
                       err_set(err, "cannot read [records] dir %s: %s", dir, strerror(errno));
        for (int i = 0; i < n; i++) {
                struct text path = {0};

                text_addf(&path, "%s/%s", dir, names[i]->d_name);
                ok = ok && load_file(c, path.s, err);
                text_free(&path);
                free(names[i]);
        }
        free(names);
        return ok;
}

/* Applies one comma-separated list of [records]. */
static bool switch_kinds(struct catalog *c, const char *list, bool on, struct err *err)
{
        CLEANUP(free_ptr) char *copy = mem_dup(list);
        char *rest = NULL;

        for (char *name = strtok_r(copy, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest)) {
                struct descriptor *d = (struct descriptor *)descriptor_set_find(&c->all, name);

                if (!d)
                        return err_set(err,
                                       "[records] %s names %s, which is no record kind; "
                                       "`siasnctl endpoints` lists them",
                                       on ? "enable" : "disable", name);
                if (!on && d->person)
                        return err_set(err,
                                       "[records] disable: %s cannot be switched off, the "
                                       "other kinds hang on it",
                                       name);
                d->enabled = on;
        }
        return true;
}

/* Kinds a site may name in [delete] kinds, for the error. */
static char *deletable(const struct catalog *c)
{
        struct text list = {0};

        for (size_t i = 0; i < c->all.count; i++) {
                if (c->all.items[i]->delete_path)
                        text_addf(&list, "%s%s", list.len ? ", " : "", c->all.items[i]->kind);
        }
        return text_take(&list);
}

static bool allow_deletes(struct catalog *c, const struct config *config, struct err *err)
{
        CLEANUP(free_ptr) char *copy = mem_dup(config->delete_kinds);
        CLEANUP(free_ptr) char *choices = deletable(c);
        char *rest = NULL;

        c->delete_scans = config->delete_scans;
        c->deletes = NEW_ARRAY(bool, c->on_count + 1);
        for (char *name = strtok_r(copy, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest)) {
                const struct descriptor *d = descriptor_set_find(&c->all, name);

                if (!d)
                        return err_set(err,
                                       "[delete] kinds names %s, which is no record kind; those "
                                       "that can be deleted at SIASN are: %s",
                                       name, choices);
                if (!d->delete_path)
                        return err_set(err,
                                       "[delete] kinds names %s, for which SIASN has no delete; "
                                       "those that can be deleted there are: %s",
                                       name, choices);
                c->deletes[catalog_index(c, name)] = true;
        }
        return true;
}

/* Lifts the rules that [records] allow names; a name no rule has would be a wish not granted. */
static bool lift_rules(struct catalog *c, const char *list, struct err *err)
{
        CLEANUP(free_ptr) char *copy = mem_dup(list);
        char *rest = NULL;

        for (char *name = strtok_r(copy, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest)) {
                bool known = false;

                for (size_t i = 0; i < c->all.count; i++) {
                        for (size_t r = 0; r < c->all.items[i]->rule_count; r++) {
                                struct rule *rule = &c->all.items[i]->rules[r];

                                if (str_same(rule->allow, name))
                                        known = rule->lifted = true;
                        }
                }
                if (!known)
                        return err_set(
                                err,
                                "[records] allow names %s, which no rule of a record kind is "
                                "called; docs/records.md lists them",
                                name);
        }
        return true;
}

/* One kind says who exists, and what a record waits for must be able to come. */
static bool check_kinds(const struct catalog *c, struct err *err)
{
        size_t persons = 0;

        for (size_t i = 0; i < c->all.count; i++) {
                const struct descriptor *d = c->all.items[i];

                persons += d->person && d->enabled;
                for (size_t f = 0; f < d->field_count && d->enabled; f++) {
                        const char *link = d->fields[f].link;
                        const struct descriptor *to =
                                link ? descriptor_set_find(&c->all, link) : NULL;

                        if (link && (!to || !to->enabled || to->mode != MODE_WRITE ||
                                     to->order >= d->order))
                                return err_set(err,
                                               "record kind %s needs the ids of %s, which must be "
                                               "switched on, be written, and have a lower order",
                                               d->kind, link);
                }
        }
        return persons == 1 || err_set(err,
                                       "exactly one record kind must have \"person\": true "
                                       "(data_utama); there are %zu",
                                       persons);
}

bool catalog_load(const struct config *config, struct catalog **ret, struct err *err)
{
        struct catalog *c = NEW(struct catalog);

        if (!load_shipped(c, err) || !load_overrides(c, config->records_dir, err) ||
            !switch_kinds(c, config->records_enable, true, err) ||
            !switch_kinds(c, config->records_disable, false, err) ||
            !lift_rules(c, config->records_allow, err) || !check_kinds(c, err)) {
                catalog_free(c);
                return false;
        }
        c->on = NEW_ARRAY(const struct descriptor *, c->all.count);
        for (size_t i = 0; i < c->all.count; i++) {
                if (c->all.items[i]->enabled)
                        c->on[c->on_count++] = c->all.items[i];
        }
        if (!allow_deletes(c, config, err)) {
                catalog_free(c);
                return false;
        }
        *ret = c;
        return true;
}

void catalog_free(struct catalog *c)
{
        if (!c)
                return;
        contract_free(c->contract);
        descriptor_set_free(&c->all);
        free(c->on);
        free(c->deletes);
        free(c);
}

size_t catalog_index(const struct catalog *c, const char *kind)
{
        size_t i = 0;

        while (i < c->on_count && strcmp(c->on[i]->kind, kind) != 0)
                i++;
        return i;
}
