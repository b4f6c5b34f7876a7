/* Verb check: configuration, record kinds, tree and rules; the other parts follow in their files.
 */
#include "ctl/check.h"

#include <stdarg.h>
#include <stdio.h>

#include "engine/indicator_child.h"
#include "engine/pohon.h"
#include "ground/mem.h"

static const struct table_column columns[] = {{"level", "RESULT", CELL_TEXT},
                                              {"check", "CHECK", CELL_TEXT},
                                              {"text", "WHAT WAS FOUND", CELL_LONG}};

static const char *const levels[] = {
        [LEVEL_OK] = "ok", [LEVEL_WARNING] = "warning", [LEVEL_FAILED] = "FAILED"};

void check_add(struct check *c, enum level level, const char *what, const char *format, ...)
{
        char line[2048];
        va_list args;

        va_start(args, format);
        vsnprintf(line, sizeof line, format, args);
        va_end(args);
        TABLE_ADD(c->findings, levels[level], what, line);
        c->failed = c->failed || level == LEVEL_FAILED;
        c->failures += level == LEVEL_FAILED;
        c->warnings += level == LEVEL_WARNING;
}

static void check_records(struct check *c)
{
        struct err err;

        if (catalog_load(c->config, &c->catalog, &err))
                check_add(c, LEVEL_OK, "record kinds", "%zu known, %zu switched on",
                          c->catalog->all.count, c->catalog->on_count);
        else
                check_add(c, LEVEL_FAILED, "record kinds", "%s", err.text);
}

static void check_tree(struct check *c)
{
        CLEANUP(tree_free_ptr) struct tree *tree = NULL;
        struct err err;

        if (pohon_tree_load(c->config, &tree, &err))
                check_add(c, LEVEL_OK, "performance tree", "%zu nodes, version %s, %s", tree->count,
                          tree->version, *tree->decree ? tree->decree : "belum resmi");
        else
                check_add(c, LEVEL_FAILED, "performance tree", "%s", err.text);
        if (indicator_child_rules(c->config, &err))
                check_add(c, LEVEL_OK, "indicator rules", "%s", c->config->indicator_rules);
        else
                check_add(c, LEVEL_FAILED, "indicator rules", "%s", err.text);
}

/* The last line says what to do next, for whoever does not know the way. */
static void print_verdict(const struct check *c)
{
        if (c->failed)
                printf("\nNot ready: %zu problem(s), %zu warning(s). Correct the first FAILED "
                       "line, "
                       "then check again.\n",
                       c->failures, c->warnings);
        else
                printf("\nReady, %zu warning(s). Next: `siasnctl plan` shows what would be sent; "
                       "nothing is sent by it.\n",
                       c->warnings);
}

static void print(const struct check *c)
{
        switch (c->ctl->format) {
        case FORMAT_JSON:
                ctl_print_json(json_pack("{s:b, s:o}", "ok", !c->failed, "checks",
                                         table_json(c->findings)));
                break;
        case FORMAT_CSV:
                table_print_csv(c->findings);
                break;
        default:
                table_print_text(c->findings);
                print_verdict(c);
        }
}

enum ctl_exit ctl_check(const struct ctl *ctl, struct err *err)
{
        CLEANUP(table_free_ptr) struct table *findings = table_new(columns, COUNT_OF(columns));
        struct check c = {.ctl = ctl, .findings = findings};

        if (!config_load(ctl->config_path, &c.config, err)) {
                check_add(&c, LEVEL_FAILED, "configuration", "%s", err->text);
                err->text[0] = '\0'; /* told as a finding */
                print(&c);
                return CTL_USAGE;
        }
        check_add(&c, LEVEL_OK, "configuration", "%s", ctl->config_path);
        check_records(&c);
        check_tree(&c);
        check_documents(&c);
        check_sinau(&c);
        check_credentials(&c);
        check_state(&c);
        check_source(&c);
        check_hosts(&c);
        check_service(&c);
        check_mail(&c);
        print(&c);
        catalog_free(c.catalog);
        config_free(c.config);
        return c.failed ? CTL_FAILED : CTL_OK;
}
