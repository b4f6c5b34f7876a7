/*
 * read.c - the read services. See read.h for what they promise.
 */
#include "read.h"

#include "http.h"
#include "jscan.h"
#include "reply.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NOT_FOUND "Data tidak ditemukan"

static const char *seen(const struct sandbox *sb, const struct row *r)
{
        return row_visible(r, now_ms(), sb->read_delay_ms);
}

/* The visible rows of one list, shuffled. Returns how many; the caller frees *ret_texts. */
static size_t collect(struct sandbox *sb, const struct person *p, int list, const char ***ret_texts)
{
        const char **texts = NULL;
        size_t n = 0;

        for (const struct row *r = p == NULL ? NULL : p->rows; r != NULL; r = r->next) {
                const char *text = r->list == list ? seen(sb, r) : NULL;

                if (text == NULL)
                        continue;
                texts = xgrow(texts, n + 1, sizeof(*texts));
                texts[n++] = text;
        }
        for (size_t i = n; i > 1; i--) {
                size_t k = dice_below(&sb->shuffle, i);
                const char *swap = texts[k];

                texts[k] = texts[i - 1];
                texts[i - 1] = swap;
        }
        *ret_texts = texts;
        return n;
}

static void reply_rows(struct sandbox *sb, struct reply *rp, const char *const *texts, size_t n)
{
        buf_str(&rp->body, "[");
        for (size_t i = 0; i < n; i++) {
                buf_str(&rp->body, i == 0 ? "" : ",");
                reply_row(sb, rp, texts[i]);
        }
        buf_str(&rp->body, "]");
}

void read_list(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        const struct list *l = &lists[rq->target.list];
        struct person *p = store_by_nip(&sb->store, rq->target.tail);
        const char **texts = NULL;
        size_t n = collect(sb, p, rq->target.list, &texts);

        request_about(rq, p, rq->target.tail, NULL);
        if (n == 0) {
                reply_code0(rp, 404, l->empty == NULL ? NOT_FOUND : l->empty);
                return;
        }
        reply_open(rp);
        switch (l->shape) {
        case SHAPE_OBJECT:
                reply_row(sb, rp, texts[0]);
                break;
        case SHAPE_ARRAY:
                reply_rows(sb, rp, texts, n);
                break;
        case SHAPE_COUPLE:
                buf_str(&rp->body, "{\"listPasangan\":");
                reply_rows(sb, rp, texts, n);
                buf_str(&rp->body, "}");
                break;
        }
        reply_close(sb, rp, -1);
        free(texts);
}

/* Part-time PPPK: the same record, but only for those whose legal status says so. */
void read_paruhwaktu(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct person *p = store_by_nip(&sb->store, rq->target.tail);
        const char *text = p == NULL || p->pns == NULL ? NULL : seen(sb, p->pns);
        char *status = text == NULL ? NULL : jscan_string(text, "kedudukanPnsNama");

        request_about(rq, p, rq->target.tail, NULL);
        if (status != NULL && strcasestr(status, "paruh waktu") != NULL) {
                reply_open(rp);
                reply_row(sb, rp, text);
                reply_close(sb, rp, -1);
        } else {
                reply_code0(rp, 404, NOT_FOUND);
        }
        free(status);
}

void read_row(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct row *r = store_row(&sb->store, rq->target.list, rq->target.tail);
        const char *text = r == NULL ? NULL : seen(sb, r);

        request_about(rq, r == NULL ? NULL : r->owner, NULL, rq->target.tail);
        if (text == NULL) {
                reply_code0(rp, 404, NOT_FOUND);
                return;
        }
        reply_open(rp);
        reply_row(sb, rp, text);
        reply_close(sb, rp, -1);
}

static size_t query_number(const struct request *rq, const char *name, size_t fallback)
{
        const char *text = http_query(rq, name);
        char *end;

        if (text == NULL || text[0] < '0' || text[0] > '9')
                return fallback;
        unsigned long n = strtoul(text, &end, 10);

        return *end == '\0' ? (size_t)n : fallback;
}

/* Rows of a reference table between limit and offset, as a JSON array. */
static void reply_page(struct sandbox *sb, struct request *rq, struct reply *rp,
                       const struct reftab *tab)
{
        size_t total = tab == NULL ? 0 : tab->n;
        size_t from = query_number(rq, "offset", 0);
        size_t limit = query_number(rq, "limit", total);

        buf_str(&rp->body, "[");
        for (size_t i = from; i < total && i - from < limit; i++) {
                buf_str(&rp->body, i == from ? "" : ",");
                reply_row(sb, rp, tab->rows[i]->text);
        }
        buf_str(&rp->body, "]");
}

static void reply_table(struct sandbox *sb, struct request *rq, struct reply *rp, const char *name)
{
        const struct reftab *tab = store_reftab(&sb->store, name);

        if (tab == NULL || query_number(rq, "offset", 0) >= tab->n) {
                reply_code0(rp, 404, NOT_FOUND);
                return;
        }
        reply_open(rp);
        reply_page(sb, rq, rp, tab);
        reply_close(sb, rp, (long)tab->n);
}

void read_unor(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        reply_table(sb, rq, rp, "ref-unor");
}

void read_agency(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        reply_table(sb, rq, rp, strrchr(rq->target.label, '/') + 1);
}

/* The tables the reference API serves; the rest exists only as local copies at its clients. */
static const char *const served[] = {
        "agama",
        "alasan-hukuman-disiplin",
        "asn-jenis-jabatan",
        "asn-jenjang-jabatan",
        "eselon",
        "golongan",
        "instansi",
        "jabatan-fungsional",
        "jabatan-fungsional-umum",
        "jenis-anak",
        "jenis-diklat",
        "jenis-hukuman",
        "jenis-jabatan",
        "kanreg",
        "kedudukan-hukum",
        "kel-jabatan",
        "latihan-struktural",
        "lokasi",
        "pendidikan",
        "ref-dokumen",
        "ref-jenjang-jf",
        "satuan-kerja",
        "tingkat-pendidikan",
};

void read_referensi(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        const char *tail = rq->target.tail;
        size_t n = strcspn(tail, "/");

        for (size_t i = 0; i < COUNT(served); i++) {
                if (strlen(served[i]) != n || strncmp(served[i], tail, n) != 0 ||
                    (tail[n] != '\0' && strcmp(tail + n, "/search") != 0))
                        continue;
                rp->status = 200;
                buf_str(&rp->body, "{\"results\":");
                reply_page(sb, rq, rp, store_reftab(&sb->store, served[i]));
                buf_str(&rp->body, "}");
                return;
        }
        reply_text(rp, 404, "{\"message\":\"Not Found\"}");
}

static void reply_doc(struct sandbox *sb, struct reply *rp, const char *uri, const char *type)
{
        const struct doc *d = store_doc(&sb->store, uri);

        if (d == NULL) {
                reply_code0(rp, 404, NOT_FOUND);
                return;
        }
        rp->status = 200;
        rp->type = type;
        buf_add(&rp->body, d->data, d->len);
}

void read_photo(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct buf uri = {0};

        request_about(rq, store_by_pns_id(&sb->store, rq->target.tail), rq->target.tail, NULL);
        buf_fmt(&uri, "photo/%s", rq->target.tail);
        reply_doc(sb, rp, uri.data, "image/jpeg");
        buf_free(&uri);
}

void read_document(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        const char *uri = http_query(rq, "filePath");

        reply_doc(sb, rp, uri == NULL ? "" : uri, "application/pdf");
}
