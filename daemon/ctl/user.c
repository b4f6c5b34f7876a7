/*
 * Verbs user: who may see the pages of siasn-web, and what its database role may do.
 *
 * Passwords are typed, or come on standard input; never on the command line. One that was set here
 * is to be changed at the first login.
 */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ctl/ctl.h"
#include "edge/password.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

static const struct table_column columns[] = {{"name", "NAME", CELL_TEXT},
                                              {"full_name", "FULL NAME", CELL_TEXT},
                                              {"role", "ROLE", CELL_TEXT},
                                              {"opd_id", "OPD", CELL_TEXT},
                                              {"opd", NULL, CELL_TEXT},
                                              {"disabled", "DISABLED", CELL_BOOL},
                                              {"must_change", NULL, CELL_BOOL},
                                              {"sessions", "SESSIONS", CELL_NUMBER},
                                              {"last_login", "LAST LOGIN", CELL_TEXT},
                                              {"created_by", NULL, CELL_TEXT},
                                              {"created_at", NULL, CELL_TEXT}};

/* ---- Passwords ---- */

/* A line of standard input, without echo on a terminal. */
static bool read_line(const char *prompt, char *out, size_t room, struct err *err)
{
        struct termios old, quiet;
        bool terminal = tcgetattr(STDIN_FILENO, &old) == 0;

        if (terminal) {
                fprintf(stderr, "%s: ", prompt);
                quiet = old;
                quiet.c_lflag &= ~(tcflag_t)ECHO;
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        }
        bool ok = fgets(out, (int)room, stdin) != NULL;
        if (terminal) {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
                fputc('\n', stderr);
        }
        if (!ok)
                return err_set(err, "no password was given: type it, or send it to standard input");
        out[strcspn(out, "\r\n")] = '\0';
        return true;
}

static bool ask_password(const char *user, char kept[PASSWORD_KEPT], struct err *err)
{
        char typed[PASSWORD_MAX + 4], again[PASSWORD_MAX + 4];
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        bool ok = read_line("kata sandi", typed, sizeof typed, err);

        if (ok && isatty(STDIN_FILENO))
                ok = read_line("sekali lagi", again, sizeof again, err) &&
                     (strcmp(typed, again) == 0 || err_set(err, "the two passwords differ"));
        if (ok) {
                password = secret_new(typed, strlen(typed));
                ok = password_fits(password, user, err) && password_keep(password, kept, err);
        }
        explicit_bzero(typed, sizeof typed);
        explicit_bzero(again, sizeof again);
        return ok;
}

/* ---- Changes, each with its event ---- */

static bool tell_event(struct db *db, const struct ctl *ctl, const char *what, struct err *err)
{
        struct arrays events = {0};
        const char *actor = "siasnctl";
        json_t *detail = json_pack("{s:s, s:s}", "user", ctl->words[0], "by", ctl->option[OPT_BY]);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, what, "", "", "", text);
        bool ok = arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5},
                               1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool change(const struct ctl *ctl, const char *sql, const struct db_args *args,
                   const char *event, const char *unchanged, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!ctl_open_writable_state(ctl->config, &db, err) || !db_begin(db, err) ||
            !db_query(db, sql, args, &r, err))
                return false;
        if (db_rows(r) == 0)
                return err_set(err, "%s %s", unchanged, ctl->words[0]);
        return tell_event(db, ctl, event, err) && db_commit(db, err);
}

static enum ctl_exit done(const struct ctl *ctl, bool ok, const char *words)
{
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:b}", "user", ctl->words[0], "done", 1));
        else if (ok)
                printf("%s %s\n", ctl->words[0], words);
        return ok ? CTL_OK : CTL_FAILED;
}

static bool check_opd(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *opd = ctl->option[OPT_OPD];

        if (!opd)
                return true;
        if (strcmp(ctl->option[OPT_ROLE], "hr") != 0)
                return err_set(err, "--opd limits the role hr; %s sees everybody",
                               ctl->option[OPT_ROLE]);
        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_web_opds, NULL, &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                if (strcmp(db_text(r, i, 0), opd) == 0)
                        return true;
        }
        return err_set(err, "no OPD has the id %s: `siasnctl quality --csv` lists them", opd);
}

static bool is_role(const char *role, struct err *err)
{
        static const char *const roles[] = {"hr", "auditor", "admin"};

        for (size_t i = 0; i < COUNT_OF(roles); i++) {
                if (strcmp(role, roles[i]) == 0)
                        return true;
        }
        return err_set(err, "--role %s: give hr, auditor or admin", role);
}

static bool is_name(const char *name, struct err *err)
{
        static const char first[] = "abcdefghijklmnopqrstuvwxyz0123456789";
        size_t len = strlen(name);

        return (len >= 2 && len <= 40 && strchr(first, *name) &&
                name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-")] == '\0') ||
               err_set(err,
                       "a user's name has 2 to 40 small letters, digits, '.', '_' and '-', such as "
                       "siti.rahayu; not \"%s\"",
                       name);
}

enum ctl_exit ctl_user_add(const struct ctl *ctl, struct err *err)
{
        char kept[PASSWORD_KEPT];
        const char *full = ctl->option[OPT_FULL_NAME] ? ctl->option[OPT_FULL_NAME] : ctl->words[0];

        if (!is_name(ctl->words[0], err) || !is_role(ctl->option[OPT_ROLE], err))
                return CTL_USAGE;
        return done(ctl,
                    check_opd(ctl, err) && ask_password(ctl->words[0], kept, err) &&
                            change(ctl, sql_user_add,
                                   DB_ARGS(ctl->words[0], full, ctl->option[OPT_ROLE],
                                           ctl->option[OPT_OPD], kept, ctl->option[OPT_BY]),
                                   "user_add", "there is already a user", err),
                    "may log in and must then change the password");
}

enum ctl_exit ctl_user_password(const struct ctl *ctl, struct err *err)
{
        char kept[PASSWORD_KEPT];

        return done(ctl,
                    ask_password(ctl->words[0], kept, err) &&
                            change(ctl, sql_user_password, DB_ARGS(ctl->words[0], kept),
                                   "user_password", "there is no user", err),
                    "has a new password, to be changed at the next login; sessions have ended");
}

enum ctl_exit ctl_user_disable(const struct ctl *ctl, struct err *err)
{
        return done(ctl,
                    change(ctl, sql_user_disable, DB_ARGS(ctl->words[0]), "user_disable",
                           "there is no user that may log in named", err),
                    "may no longer log in; sessions have ended");
}

enum ctl_exit ctl_user_enable(const struct ctl *ctl, struct err *err)
{
        return done(ctl,
                    change(ctl, sql_user_enable, DB_ARGS(ctl->words[0]), "user_enable",
                           "there is no disabled user", err),
                    "may log in again");
}

enum ctl_exit ctl_user_list(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_user_list, NULL, &r, err))
                return CTL_FAILED;
        table_add_result(table, r);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "users", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
        return CTL_OK;
}

/* ---- The role of siasn-web ---- */

enum ctl_exit ctl_user_rights(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;

        if (!ctl_open_writable_state(ctl->config, &db, err))
                return CTL_FAILED;
        bool ok = db_begin(db, err) &&
                  db_query(db, sql_user_rights, DB_ARGS(ctl->words[0]), NULL, err) &&
                  tell_event(db, ctl, "user_rights", err) && db_commit(db, err);
        return done(ctl, ok, "may read the state, keep sessions, and nothing else");
}
