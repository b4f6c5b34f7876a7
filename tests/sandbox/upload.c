/*
 * upload.c - the document services. See upload.h.
 */
#include "upload.h"

#include "form.h"
#include "reply.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct {
        const char *id, *name;
} kinds[] = {
        {"872", "SK Jabatan"},
        {"873", "Surat Pelantikan"},
        {"874", "Sertifikat Diklat"},
        {"879", "Dok PAK"},
        {"880", "SK PAK"},
        {"881", "Sertifikat Kursus"},
        {"882", "SK Hukuman Disiplin"},
        {"887", "SK PNS"},
        {"888", "SPMT"},
        {"889", "SK CPNS"},
        {"890", "Dokumen Evaluasi Kinerja"},
        {"891", "Dok Realisasi SKP"},
        {"892", "Sertifikat Penghargaan"},
        {"858", "SK Golongan"},
        {"870", "Ijazah"},
        {"871", "Transkrip"},
        {"1179", "Dokumen Evaluasi Kinerja"},
        {"1683", "Sertifikasi"},
        {"24", "DRH"},
        {"2", "Pertek BKN"},
};

static const char *kind_name(const char *id)
{
        for (size_t i = 0; id != NULL && i < COUNT(kinds); i++)
                if (strcmp(kinds[i].id, id) == 0)
                        return kinds[i].name;
        return NULL;
}

/* A PDF part with a file name; NULL and a refusal otherwise. */
static const struct form_field *pdf_part(const struct form *f, struct reply *rp)
{
        const struct form_field *file = form_field(f, "file");

        if (file == NULL || file->filename == NULL || file->data.len == 0)
                reply_code0(rp, 400, "http: no such file");
        else if (file->data.len < 4 || memcmp(file->data.data, "%PDF", 4) != 0)
                reply_code0(rp, 400, "File harus berformat PDF");
        else if (kind_name(form_text(f, "id_ref_dokumen")) == NULL)
                reply_code0(rp, 400, "Data tidak ditemukan");
        else
                return file;
        return NULL;
}

/* Stores the bytes under a new dok_uri; the document object, or NULL when there is no room. */
static json_t *store_pdf(struct sandbox *sb, const struct form_field *file, const char *kind)
{
        struct buf uri = {0};
        char id[37];

        sandbox_new_id(sb, id);
        buf_fmt(&uri, "peremajaan/usulan/%s_%s.pdf", kind, id);
        json_t *doc = store_add_doc(&sb->store, uri.data, file->data.data, file->data.len)
                              ? json_pack("{s:s, s:s, s:s, s:s, s:s}", "dok_id", kind, "dok_nama",
                                          kind_name(kind), "dok_uri", uri.data, "object", uri.data,
                                          "slug", kind)
                              : NULL;

        buf_free(&uri);
        if (doc == NULL)
                fputs("siasn-sandbox: no room for more documents\n", stderr);
        return doc;
}

void upload_dok(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct form f;

        form_parse(&f, rq);
        const struct form_field *file = pdf_part(&f, rp);
        json_t *doc = file == NULL ? NULL : store_pdf(sb, file, form_text(&f, "id_ref_dokumen"));

        if (doc != NULL) {
                char *text = json_dumps(doc, JSON_COMPACT);

                sb->stats.uploads++;
                rq->committed = true;
                reply_open(rp);
                buf_str(&rp->body, text);
                reply_close(sb, rp, -1);
                free(text);
        } else if (file != NULL) {
                reply_text(rp, 500, "{\"message\":\"Internal Server Error\"}");
        }
        json_decref(doc);
        form_free(&f);
}

/* CPNS documents hang on the master record, whose id is the person's. */
static struct row *find_row(const struct store *st, const char *id)
{
        for (size_t i = 0; id != NULL && i < list_count; i++) {
                struct row *r = store_row(st, (int)i, id);

                if (r != NULL && r->text != NULL)
                        return r;
        }
        return NULL;
}

static void attach(struct sandbox *sb, struct row *r, const char *kind, json_t *doc)
{
        json_t *row = json_loads(r->text, 0, NULL);
        json_t *path = json_object_get(row, "path");

        if (!json_is_object(path)) { /* null, "" or [] all mean none */
                path = json_object();
                json_object_set_new(row, "path", path);
        }
        json_object_set(path, kind, doc);
        row_commit(r, json_dumps(row, JSON_COMPACT), now_ms(), sb->read_delay_ms);
        json_decref(row);
}

static void upload_to_row(struct sandbox *sb, struct request *rq, const struct form *f,
                          const struct form_field *file, struct reply *rp)
{
        const char *id = form_text(f, "id_riwayat");
        const char *kind = form_text(f, "id_ref_dokumen");
        struct row *r = find_row(&sb->store, id);

        request_about(rq, r == NULL ? NULL : r->owner, NULL, id);
        if (r == NULL) {
                reply_code0(rp, 404, "Data tidak ditemukan");
                return;
        }
        json_t *doc = store_pdf(sb, file, kind);

        if (doc == NULL) {
                reply_text(rp, 500, "{\"message\":\"Internal Server Error\"}");
                return;
        }
        rq->target.list = r->list;
        rq->writes = r->owner;
        rq->committed = true;
        attach(sb, r, kind, doc);
        sb->stats.uploads++;
        reply_message(sb, rp, "File berhasil di upload");
        json_decref(doc);
}

void upload_dok_rw(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct form f;

        form_parse(&f, rq);
        const struct form_field *file = pdf_part(&f, rp);

        if (file != NULL)
                upload_to_row(sb, rq, &f, file, rp);
        form_free(&f);
}

void upload_photo(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct form f;
        struct buf uri = {0};

        form_parse(&f, rq);
        const char *pns_id = form_text(&f, "pns_id");
        const struct form_field *file = form_field(&f, "file");
        struct person *p = pns_id == NULL ? NULL : store_by_pns_id(&sb->store, pns_id);

        request_about(rq, p, pns_id, NULL);
        buf_fmt(&uri, "photo/%s", pns_id == NULL ? "" : pns_id);
        if (p == NULL || file == NULL || file->data.len == 0) {
                reply_code0(rp, 404, "Data tidak ditemukan");
        } else if (!store_add_doc(&sb->store, uri.data, file->data.data, file->data.len)) {
                reply_text(rp, 500, "{\"message\":\"Internal Server Error\"}");
        } else {
                rq->writes = p;
                rq->committed = true;
                sb->stats.uploads++;
                reply_message(sb, rp, "File berhasil di upload");
        }
        buf_free(&uri);
        form_free(&f);
}
