/*
 * rowbuild.c - builds read rows. See rowbuild.h for what it promises.
 */
#include "rowbuild.h"

#include "jscan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *text_of(json_t *row, const char *key)
{
        const char *text = json_string_value(json_object_get(row, key));

        return text == NULL ? "" : text;
}

static void set_text(json_t *row, const char *key, const char *text)
{
        json_object_set_new(row, key, json_string(text));
}

/* A member of a loaded reference row, or "". */
static void set_ref(const struct store *st, json_t *row, const char *key, const char *table,
                    const char *id, const char *member)
{
        const char *ref = store_ref(st, table, id);
        char *text = ref == NULL ? NULL : jscan_string(ref, member);

        set_text(row, key, text == NULL ? "" : text);
        free(text);
}

static json_t *zero_of(const struct field *f)
{
        if (f->type == T_PATH || f->type == T_ARRAY)
                return json_null();
        if (f->type == T_INT || f->type == T_NUM)
                return f->as == AS_TEXT ? json_string("0") : json_integer(0);
        return json_string("");
}

/* Written as an array, read as an object keyed by document id. Empty elements say nothing. */
static json_t *path_object(json_t *array)
{
        json_t *object = json_object(), *doc;
        size_t i;

        json_array_foreach (array, i, doc) {
                const char *id = text_of(doc, "dok_id");

                if (id[0] != '\0')
                        json_object_set(object, id, doc);
        }
        return object;
}

static json_t *read_value(const struct field *f, json_t *v)
{
        char text[40];

        if (v == NULL)
                return zero_of(f);
        if (f->type == T_PATH)
                return path_object(v);
        if (f->as == AS_TEXT && json_is_integer(v)) {
                snprintf(text, sizeof(text), "%lld", (long long)json_integer_value(v));
                return json_string(text);
        }
        if (f->as == AS_TIME && json_string_length(v) == 10) {
                const char *d = json_string_value(v);

                snprintf(text, sizeof(text), "%.4s-%.2s-%.2sT00:00:00Z", d + 6, d + 3, d);
                return json_string(text);
        }
        return json_incref(v);
}

static void put_field(const struct store *st, const struct field *f, json_t *v, struct built *b)
{
        if (f->read == NULL) {
                json_object_set_new(b->hidden, f->write, v == NULL ? zero_of(f) : json_incref(v));
                return;
        }
        json_object_set_new(b->row, f->read, read_value(f, v));
        if (f->label == NULL)
                return;
        const char *id = text_of(b->row, f->read);

        set_ref(st, b->row, f->label, f->table, id,
                strcmp(f->table, "ref-unor") == 0 ? "NamaUnor" : "nama");
}

/* ---- what the service derives by itself ---- */

static void extra_jabatan(const struct store *st, struct built *b)
{
        char *induk;
        const char *unor = text_of(b->row, "unorId");
        const char *ref = store_ref(st, "ref-unor", unor);

        set_text(b->row, "namaUnor", text_of(b->row, "unorNama"));
        set_text(b->row, "namaJabatan", "");
        if (strcmp(text_of(b->row, "jenisJabatan"), "1") == 0)
                set_ref(st, b->row, "namaJabatan", "ref-unor", unor, "NamaJabatan");
        induk = ref == NULL ? NULL : jscan_string(ref, "IndukUnorId");
        set_text(b->row, "unorIndukId", induk == NULL ? "" : induk);
        set_ref(st, b->row, "unorIndukNama", "ref-unor", induk == NULL ? "" : induk, "NamaUnor");
        free(induk);
}

static void extra_angkakredit(const struct store *st, struct built *b, json_t *old)
{
        const struct row *rw = store_row(st, list_find("rw-jabatan"), text_of(b->row, "rwJabatan"));
        static const char *const names[] = {"namaJabatan", "jabatanFungsionalNama"};
        char stamp[40] = "";
        time_t now = time(NULL);
        struct tm tm;

        set_text(b->row, "namaJabatan", "");
        for (size_t i = 0; rw != NULL && rw->text != NULL && i < COUNT(names); i++) {
                char *name = jscan_string(rw->text, names[i]);

                if (name != NULL && name[0] != '\0')
                        set_text(b->row, "namaJabatan", name);
                free(name);
        }
        if (gmtime_r(&now, &tm) != NULL)
                strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &tm);
        set_text(b->row, "Sumber", "WS");
        set_text(b->row, "updated_at", stamp);
        set_text(b->row, "created_at",
                 text_of(old, "created_at")[0] == '\0' ? stamp : text_of(old, "created_at"));
}

static void set_grade(json_t *row, const char *key, const char *from, const char *const *names,
                      size_t n)
{
        json_t *v = json_object_get(row, from);
        json_int_t grade =
                json_is_integer(v) ? json_integer_value(v) : strtoll(text_of(row, from), NULL, 10);

        set_text(row, key, grade >= 1 && (size_t)grade <= n ? names[grade - 1] : "");
}

static const char *const espektasi[] = {"DIATAS ESPEKTASI", "SESUAI ESPEKTASI",
                                        "DIBAWAH ESPEKTASI"};
static const char *const kuadran[] = {"SANGAT BAIK", "BAIK", "BUTUH PERBAIKAN", "KURANG",
                                      "SANGAT KURANG"};

static void extra_skp22(struct built *b)
{
        set_grade(b->row, "hasilKinerja", "hasilKinerjaNilai", espektasi, COUNT(espektasi));
        set_grade(b->row, "perilakuKerja", "PerilakuKerjaNilai", espektasi, COUNT(espektasi));
        set_grade(b->row, "kuadranKinerja", "KuadranKinerjaNilai", kuadran, COUNT(kuadran));
}

static void extra_kinerja(struct built *b, const struct person *p)
{
        static const char *const from_master[] = {"nama", "unorId", "unorNama"};

        set_grade(b->row, "hasilKinerja", "hasilKinerjaNilai", espektasi, COUNT(espektasi));
        set_grade(b->row, "perilakuKerja", "perilakuKerjaNilai", espektasi, COUNT(espektasi));
        set_grade(b->row, "kuadranNilai", "kuadranKinerjaNilai", kuadran, COUNT(kuadran));
        set_text(b->row, "nip", p->nip);
        for (size_t i = 0; p->pns != NULL && p->pns->text != NULL && i < COUNT(from_master); i++) {
                char *text = jscan_string(p->pns->text, from_master[i]);

                set_text(b->row, from_master[i], text == NULL ? "" : text);
                free(text);
        }
}

static void add_owner(const struct person *p, struct built *b)
{
        char *old = p->pns == NULL || p->pns->text == NULL ? NULL
                                                           : jscan_string(p->pns->text, "nipLama");

        set_text(b->row, "nipBaru", p->nip);
        set_text(b->row, "nipLama", old == NULL ? "" : old);
        free(old);
}

static void add_extra(const struct store *st, enum extra extra, struct built *b, json_t *old,
                      const struct person *p)
{
        switch (extra) {
        case EXTRA_NONE:
                break;
        case EXTRA_JABATAN:
                extra_jabatan(st, b);
                break;
        case EXTRA_ANGKAKREDIT:
                extra_angkakredit(st, b, old);
                break;
        case EXTRA_SKP22:
                extra_skp22(b);
                break;
        case EXTRA_KINERJA:
                extra_kinerja(b, p);
                break;
        }
}

struct built build_row(const struct store *st, const struct save *sv, json_t *in,
                       const struct row *old, const struct person *p, const char *id)
{
        struct built b = {json_object(), json_object()};
        json_t *was = old == NULL ? NULL : json_loads(old->text, 0, NULL);

        set_text(b.row, "id", id);
        if (lists[list_find(sv->list)].owner)
                add_owner(p, &b);
        for (size_t i = 0; i < sv->n; i++)
                put_field(st, &sv->fields[i], json_object_get(in, sv->fields[i].write), &b);
        if (json_object_get(in, "path") == NULL && json_is_object(json_object_get(was, "path")))
                json_object_set(b.row, "path", json_object_get(was, "path"));
        add_extra(st, sv->extra, &b, was, p);
        json_decref(was);
        return b;
}

/* Documents of the master record come from several services: what is sent joins what is there. */
static void merge_path(struct built *b, json_t *sent)
{
        json_t *path = json_object_get(b->row, "path");
        json_t *more = path_object(sent);

        if (json_is_object(path))
                json_object_update(path, more);
        else
                json_object_set(b->row, "path", more);
        json_decref(more);
}

struct built build_master(const struct store *st, const struct save *sv, json_t *in,
                          const struct row *old)
{
        struct built b = {json_loads(old->text, 0, NULL), NULL};

        b.hidden = old->hidden == NULL ? NULL : json_loads(old->hidden, 0, NULL);
        if (b.row == NULL)
                b.row = json_object();
        if (b.hidden == NULL)
                b.hidden = json_object();
        for (size_t i = 0; i < sv->n; i++) {
                json_t *v = json_object_get(in, sv->fields[i].write);

                if (v == NULL || strcmp(sv->fields[i].write, sv->person) == 0)
                        continue;
                if (sv->fields[i].type == T_PATH)
                        merge_path(&b, v);
                else
                        put_field(st, &sv->fields[i], v, &b);
        }
        return b;
}

char *built_text(struct built *b, char **ret_hidden)
{
        char *text =
                json_dumps(b->row, JSON_COMPACT | JSON_REAL_PRECISION(15)); /* 34.1 stays 34.1 */

        *ret_hidden = json_object_size(b->hidden) == 0 ? NULL : json_dumps(b->hidden, JSON_COMPACT);
        json_decref(b->row);
        json_decref(b->hidden);
        *b = (struct built){NULL, NULL};
        return text;
}
