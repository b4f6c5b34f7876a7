#include "web/route.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"

#define GET  METHOD_GET
#define POST METHOD_POST

/* clang-format off */
const struct route routes[] = {
        {GET,  "/masuk",                      "Masuk",                 0,         page_login, NULL},
        {POST, "/masuk",                      "Masuk",                 0,         page_login_post, NULL},
        {POST, "/keluar",                     NULL,                    ROLE_ALL,  page_logout, NULL},

        {GET,  "/",                           "Beranda",               ROLE_ALL,  page_home, "Beranda"},
        {GET,  "/antrean",                    "Antrean",               ROLE_ALL,  page_queue, "Antrean"},
        {GET,  "/riwayat",                    "Riwayat sinkronisasi",  ROLE_ALL,  page_history, "Riwayat"},
        {GET,  "/pegawai",                    "Pegawai",               ROLE_ALL,  page_people, "Pegawai"},
        {GET,  "/pegawai/*",                  "Pegawai",               ROLE_ALL,  page_person, NULL},
        {GET,  "/perbaikan",                  "Perlu perbaikan",       ROLE_ALL,  page_fix, "Perbaikan"},
        {GET,  "/perbaikan/cetak",            "Daftar perbaikan",      ROLE_ALL,  page_fix_print, NULL},
        {GET,  "/mutu",                       "Mutu data",             ROLE_ALL,  page_quality, "Mutu data"},
        {GET,  "/indikator",                  "Indikator",             ROLE_ALL,  page_indicators, "Indikator"},
        {GET,  "/indikator/*",                "Potret indikator",      ROLE_ALL,  page_indicator, NULL},
        {GET,  "/indikator/*/pegawai",        "Pegawai di balik angka", ROLE_ALL, page_indicator_persons, NULL},
        {GET,  "/indikator/*/pegawai/*",      "Bukti per pegawai",     ROLE_ALL,  page_evidence, NULL},
        {POST, "/indikator/*/verifikasi",     "Verifikasi potret",     ROLE_AUDITOR | ROLE_ADMIN, page_indicator_verify, NULL},
        {GET,  "/indikator/*/unduh/*",        NULL,                    ROLE_ALL,  page_indicator_file, NULL},
        {GET,  "/pohon",                      "Pohon kinerja",         ROLE_ALL,  page_tree, "Pohon kinerja"},
        {GET,  "/pohon/*",                    "Simpul pohon kinerja",  ROLE_ALL,  page_node, NULL},
        {POST, "/pohon/*",                    "Simpul pohon kinerja",  ROLE_HR | ROLE_ADMIN, page_node_post, NULL},
        {GET,  "/akses",                      "Catatan akses",         ROLE_AUDITOR | ROLE_ADMIN, page_access, "Akses"},
        {GET,  "/sistem",                     "Sistem",                ROLE_ADMIN, page_system, "Sistem"},
        {GET,  "/akun",                       "Akun",                  ROLE_ALL,  page_account, NULL},
        {POST, "/akun",                       "Akun",                  ROLE_ALL,  page_account_post, NULL},
        {POST, "/akun/sesi",                  NULL,                    ROLE_ALL,  page_session_end, NULL},
};
/* clang-format on */

const size_t route_count = COUNT_OF(routes);

/* Does the path fit, and what do the stars stand for? */
static bool fits(const char *pattern, const char *path, char args[ROUTE_ARGS][ROUTE_ARG_MAX])
{
        size_t arg = 0;

        while (*pattern && *path) {
                if (*pattern != '*') {
                        if (*pattern++ != *path++)
                                return false;
                        continue;
                }
                size_t len = strcspn(path, "/");
                if (len == 0 || len >= ROUTE_ARG_MAX || arg == ROUTE_ARGS)
                        return false;
                snprintf(args[arg++], ROUTE_ARG_MAX, "%.*s", (int)len, path);
                path += len;
                pattern++;
        }
        return !*pattern && !*path;
}

enum route_found route_find(enum method method, const char *path, const struct route **ret,
                            char args[ROUTE_ARGS][ROUTE_ARG_MAX])
{
        enum route_found found = ROUTE_NO_PATH;

        for (size_t i = 0; i < route_count; i++) {
                if (!fits(routes[i].path, path, args))
                        continue;
                if (routes[i].method == method) {
                        *ret = &routes[i];
                        return ROUTE_FOUND;
                }
                found = ROUTE_NO_METHOD;
        }
        return found;
}

const char *route_arg(const struct web *w, size_t i, char out[ROUTE_ARG_MAX])
{
        char args[ROUTE_ARGS][ROUTE_ARG_MAX] = {{0}};

        if (i < ROUTE_ARGS && fits(w->route->path, w->request->path, args))
                snprintf(out, ROUTE_ARG_MAX, "%s", args[i]);
        else
                out[0] = '\0';
        return out;
}

bool route_allows(const struct route *route, enum role role)
{
        return route->roles == 0 || (route->roles & (int)role) != 0;
}
