/*
 * save.c - the save and delete services, driven by the tables in saves.c. See save.h.
 */
#include "save.h"

#include "bind.h"
#include "reply.h"
#include "rowbuild.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_JF                                                                                  \
        "Jenis Jabatan fungsional tertentu, namun jabatan yang dimasukkan tidak ditemukan pada " \
        "data referensi"
#define TEXT_UNOR     "Unor yang dimasukkan tidak ditemukan pada data referensi"
#define TEXT_NOMOR_SK "nomor sk tidak valid/mengandung spesial karakter"

/* A refusal in the shape the service's clients know it by. */
static void refuse(const struct save *sv, struct reply *rp, int status, const char *text)
{
        if (sv->reply == REPLY_DATA || sv->reply == REPLY_CODE)
                reply_code0(rp, status, text);
        else
                reply_rejected(rp, status, text);
}

static const char *check_jabatan(const struct store *st, json_t *in)
{
        if (store_reftab(st, "ref-unor") != NULL &&
            store_ref(st, "ref-unor", bound_text(in, "unorId")) == NULL)
                return TEXT_UNOR;
        if (strcmp(bound_text(in, "jenisJabatan"), "2") == 0 &&
            store_reftab(st, "jabatan-fungsional") != NULL &&
            store_ref(st, "jabatan-fungsional", bound_text(in, "jabatanFungsionalId")) == NULL)
                return TEXT_JF;
        return NULL;
}

/* The allowed set is not documented: letters, digits, and what letter numbers are made of. */
static const char *check_angkakredit(json_t *in)
{
        const char *nomor = bound_text(in, "nomorSk");

        if (isspace((unsigned char)nomor[0]) ||
            (nomor[0] != '\0' && isspace((unsigned char)nomor[strlen(nomor) - 1])))
                return TEXT_NOMOR_SK;
        for (; *nomor != '\0'; nomor++)
                if (!isalnum((unsigned char)*nomor) && strchr("/.-_ ", *nomor) == NULL)
                        return TEXT_NOMOR_SK;
        return NULL;
}

static const char *check(const struct store *st, const struct save *sv, json_t *in)
{
        switch (sv->extra) {
        case EXTRA_JABATAN:
                return check_jabatan(st, in);
        case EXTRA_ANGKAKREDIT:
                return check_angkakredit(in);
        default:
                return NULL;
        }
}

static void reply_saved(struct sandbox *sb, const struct save *sv, const char *id, struct reply *rp)
{
        switch (sv->reply) {
        case REPLY_OBJECT:
        case REPLY_STRING:
                rp->status = 200;
                buf_str(&rp->body, "{\"success\":true,\"mapData\":");
                if (sv->reply == REPLY_OBJECT)
                        buf_fmt(&rp->body, "{\"%s\":", sv->id_key);
                buf_json(&rp->body, id);
                buf_fmt(&rp->body, "%s,%s\"message\":\"success\"}",
                        sv->reply == REPLY_OBJECT ? "}" : "",
                        sb->cfg.unknown_keys ? "\"jejak\":null," : "");
                break;
        case REPLY_DATA:
                reply_data_text(sb, rp, "success");
                break;
        case REPLY_CODE:
                reply_message(sb, rp, "success");
                break;
        }
}

static void store_row_text(struct sandbox *sb, struct row *row, struct built *b)
{
        char *hidden = NULL;

        row_commit(row, built_text(b, &hidden), now_ms(), sb->read_delay_ms);
        free(row->hidden);
        row->hidden = hidden;
        row->saves++;
}

static void save_master(struct sandbox *sb, struct request *rq, json_t *in, struct person *p,
                        struct reply *rp)
{
        struct built b = build_master(&sb->store, rq->target.save, in, p->pns);

        store_row_text(sb, p->pns, &b);
        sb->stats.updates[LIST_PNS]++;
        rq->committed = true;
        request_about(rq, p, NULL, row_id(p->pns));
        reply_saved(sb, rq->target.save, row_id(p->pns), rp);
}

static void save_history(struct sandbox *sb, struct request *rq, json_t *in, struct person *p,
                         struct reply *rp)
{
        const struct save *sv = rq->target.save;
        const char *id = bound_text(in, "id");
        int list = rq->target.list;
        struct row *row = NULL;
        char fresh[37];

        if (id[0] != '\0') {
                row = store_row(&sb->store, list, id);
                if (row == NULL || row->text == NULL || row->owner != p) {
                        refuse(sv, rp, 200, "record not found");
                        return;
                }
                sb->stats.updates[list]++;
        } else {
                sandbox_new_id(sb, fresh);
                id = fresh;
                sb->stats.inserts[list]++;
        }
        struct built b = build_row(&sb->store, sv, in, row, p, id);

        if (row == NULL)
                row = store_add(&sb->store, p, list, id);
        store_row_text(sb, row, &b);
        rq->committed = true;
        request_about(rq, p, NULL, id);
        reply_saved(sb, sv, id, rp);
}

static void save_bound(struct sandbox *sb, struct request *rq, json_t *in, struct reply *rp)
{
        const struct save *sv = rq->target.save;
        const char *pns_id = bound_text(in, sv->person);
        struct person *p = store_by_pns_id(&sb->store, pns_id);

        request_about(rq, p, pns_id, bound_text(in, "id"));
        rq->writes = p;
        const char *why = p == NULL || p->pns == NULL || p->pns->text == NULL
                                  ? "Data tidak ditemukan"
                                  : check(&sb->store, sv, in);

        if (why != NULL)
                refuse(sv, rp, 200, why);
        else if (sv->master)
                save_master(sb, rq, in, p, rp);
        else
                save_history(sb, rq, in, p, rp);
}

void save_row(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct buf err = {0};
        json_t *in = NULL;

        switch (bind_body(rq->target.save, &rq->body, &in, &err)) {
        case BIND_OK:
                save_bound(sb, rq, in, rp);
                json_decref(in);
                break;
        case BIND_TYPE:
                refuse(rq->target.save, rp, 400, err.data);
                break;
        case BIND_DATE:
                refuse(rq->target.save, rp, 200, err.data);
                break;
        case BIND_MISSING:
                reply_invalid(rp, err.data);
                break;
        }
        buf_free(&err);
}

void delete_row(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct row *row = store_row(&sb->store, rq->target.list, rq->target.tail);

        request_about(rq, NULL, NULL, rq->target.tail);
        if (row == NULL || row->text == NULL) {
                reply_deleted(rp, false, "Data tidak ditemukan");
                return;
        }
        request_about(rq, row->owner, NULL, NULL);
        rq->writes = row->owner;
        row_commit(row, NULL, now_ms(), sb->read_delay_ms);
        sb->stats.deletes[rq->target.list]++;
        rq->committed = true;
        reply_deleted(rp, true, "success");
}
