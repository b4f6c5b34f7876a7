/* Verb check: configuration, record kinds and credentials; the databases and the service follow. */
#include "ctl/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/content.h"
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

/* The folder and the trust store of [documents], as the daemon will want them. */
static void check_documents(struct check *c)
{
        struct contents *contents = NULL;
        const char *root = c->config->documents_root;
        struct stat st;
        struct err err;

        if (!c->catalog)
                return;
        if (contents_new(c->config, c->catalog, NULL, &contents, &err))
                check_add(c, LEVEL_OK, "documents", "up to %lld KiB; signatures: %s",
                          (long long)c->config->documents_max_size,
                          *c->config->documents_trust_store ? c->config->documents_trust_store
                                                            : "read, but no trust_store is set");
        else
                check_add(c, LEVEL_FAILED, "documents", "%s", err.text);
        contents_free(contents);
        if (*root && (stat(root, &st) != 0 || !S_ISDIR(st.st_mode) || access(root, X_OK) != 0))
                check_add(
                        c, LEVEL_FAILED, "documents",
                        "[documents] root %s is no folder that can be read: documents with a path "
                        "are not sent",
                        root);
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

static void check_credential(struct check *c, const char *file, bool required)
{
        CLEANUP(secret_free_ptr) struct secret *secret = NULL;
        const char *dir = c->config->credentials_dir;
        CLEANUP(free_ptr) char *what = NULL;
        struct text text = {0};
        struct stat st = {0};
        struct err err;

        text_addf(&text, "credential %s", file);
        what = text_take(&text);
        if (!required && !secret_exists(dir, file)) {
                check_add(c, LEVEL_OK, what,
                          "not there, and not needed where the database asks no "
                          "password");
                return;
        }
        if (!secret_load(dir, file, &secret, &err)) {
                check_add(c, LEVEL_FAILED, what, "%s", err.text);
                c->credentials_missing = c->credentials_missing || required;
                return;
        }
        text_addf(&text, "%s/%s", dir, file);
        stat(text_str(&text), &st);
        check_add(c, LEVEL_OK, what, "present, mode %04o", (unsigned)(st.st_mode & 07777));
        text_free(&text);
}

static void check_credentials(struct check *c)
{
        check_credential(c, "consumer_key", true);
        check_credential(c, "consumer_secret", true);
        check_credential(c, c->config->siasn_sso_password ? "sso_password" : "sso_token", true);
        check_credential(c, "source_password", false);
        check_credential(c, "state_password", false);
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
        check_credentials(&c);
        check_state(&c);
        check_source(&c);
        check_service(&c);
        print(&c);
        catalog_free(c.catalog);
        config_free(c.config);
        return c.failed ? CTL_FAILED : CTL_OK;
}
