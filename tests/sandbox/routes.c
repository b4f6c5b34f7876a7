/*
 * routes.c - the table of paths. Histories, saves and deletes come from their own tables.
 */
#include "routes.h"

#include "auth.h"
#include "read.h"
#include "reply.h"
#include "save.h"
#include "sync.h"
#include "upload.h"

#include <string.h>

struct route {
        const char *method;
        const char *path; /* a trailing slash makes it a prefix */
        handler_fn *handler;
        const char *list; /* or NULL */
        bool write;
};

/* More special before more general. */
static const struct route routes[] = {
        {"GET", "/pns/data-utama-jabatansync", sync_jabatan, "pns", true},
        {"GET", "/pns/data-utama-golongansync", sync_golongan, "pns", true},
        {"GET", "/pns/data-utama/paruhwaktu/", read_paruhwaktu, "pns", false},
        {"GET", "/jabatan/pns/", read_list, "rw-jabatan", false},
        {"GET", "/pns/photo/", read_photo, NULL, false},
        {"GET", "/referensi/ref-unor", read_unor, NULL, false},
        {"GET", "/pns/list-kp-instansi", read_agency, NULL, false},
        {"GET", "/pns/list-pensiun-instansi", read_agency, NULL, false},
        {"GET", "/pengadaan/list-pengadaan-instansi", read_agency, NULL, false},
        {"GET", "/download-dok", read_document, NULL, false},
        {"POST", "/upload-dok", upload_dok, NULL, true},
        {"POST", "/upload-dok-rw", upload_dok_rw, NULL, true},
        {"POST", "/upload-photo", upload_photo, NULL, true},
};

static const struct {
        const char *base;
        enum area area;
} areas[] = {
        {"/_sandbox/", AREA_CONTROL},
        {"/oauth2/token", AREA_APIM},
        {"/auth/realms/public-siasn/protocol/openid-connect/token", AREA_SSO},
        {"/apisiasn/1.0/", AREA_API},
        {"/referensi_siasn/1/", AREA_REFERENSI},
};

enum area route_area(const char *path, const char **ret_sub)
{
        for (size_t i = 0; i < COUNT(areas); i++) {
                size_t n = strlen(areas[i].base);
                bool prefix = areas[i].base[n - 1] == '/';

                if (strncmp(path, areas[i].base, n) != 0 || (!prefix && path[n] != '\0'))
                        continue;
                *ret_sub = prefix ? path + n - 1 : path;
                return areas[i].area;
        }
        *ret_sub = path;
        return AREA_NONE;
}

static void wrong_method(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        (void)sb;
        (void)rq;
        reply_text(rp, 405, "{\"message\":\"Method Not Allowed\"}");
}

/* What follows a prefix, when there is exactly one more segment. */
static const char *tail_of(const char *sub, const char *prefix)
{
        size_t n = prefix == NULL ? 0 : strlen(prefix);

        if (n == 0 || strncmp(sub, prefix, n) != 0 || sub[n] == '\0')
                return NULL;
        return strchr(sub + n, '/') == NULL ? sub + n : NULL;
}

static bool list_target(const char *sub, struct target *t, const char **ret_method)
{
        for (size_t i = 0; i < list_count; i++) {
                const struct {
                        const char *prefix, *method;
                        handler_fn *handler;
                } ways[] = {
                        {lists[i].read, "GET", read_list},
                        {lists[i].by_id, "GET", read_row},
                        {lists[i].remove, "DELETE", delete_row},
                };

                for (size_t k = 0; k < COUNT(ways); k++) {
                        t->tail = tail_of(sub, ways[k].prefix);
                        if (t->tail == NULL)
                                continue;
                        t->label = ways[k].prefix;
                        t->handler = ways[k].handler;
                        t->list = (int)i;
                        t->write = t->handler == delete_row;
                        *ret_method = ways[k].method;
                        return true;
                }
        }
        return false;
}

static bool fixed_target(const char *sub, struct target *t, const char **ret_method)
{
        for (size_t i = 0; i < COUNT(routes); i++) {
                const struct route *r = &routes[i];
                bool prefix = r->path[strlen(r->path) - 1] == '/';
                const char *tail = prefix ? tail_of(sub, r->path) : "";

                if (tail == NULL || (!prefix && strcmp(sub, r->path) != 0))
                        continue;
                *t = (struct target){.handler = r->handler,
                                     .label = r->path,
                                     .tail = tail,
                                     .list = r->list == NULL ? -1 : list_find(r->list),
                                     .write = r->write};
                *ret_method = r->method;
                return true;
        }
        return false;
}

static struct target api_target(const char *method, const char *sub)
{
        struct target t = {.label = "other", .tail = "", .list = -1};
        const char *want = "POST";

        t.save = save_find(sub);
        if (t.save != NULL) {
                t.handler = save_row;
                t.label = t.save->path;
                t.list = list_find(t.save->list);
                t.write = true;
        } else if (!fixed_target(sub, &t, &want) && !list_target(sub, &t, &want)) {
                return (struct target){.label = "other", .tail = "", .list = -1};
        }
        if (strcmp(method, want) != 0) {
                t.handler = wrong_method;
                t.write = false;
        }
        return t;
}

struct target route_target(enum area area, const char *method, const char *sub)
{
        static const struct {
                const char *label, *method;
                handler_fn *handler;
        } fixed[] = {
                [AREA_APIM] = {"/oauth2/token", "POST", auth_apim_token},
                [AREA_SSO] = {"sso-token", "POST", auth_sso_token},
                [AREA_REFERENSI] = {"/referensi_siasn", "GET", read_referensi},
        };

        if (area == AREA_API)
                return api_target(method, sub);
        if (area != AREA_APIM && area != AREA_SSO && area != AREA_REFERENSI)
                return (struct target){.label = "other", .tail = "", .list = -1};
        bool right = strcmp(method, fixed[area].method) == 0;

        return (struct target){.handler = right ? fixed[area].handler : wrong_method,
                               .label = fixed[area].label,
                               .tail = area == AREA_REFERENSI ? sub + 1 : "",
                               .list = -1};
}
