#include "engine/indicator_export.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/arrays.h"
#include "engine/indicator_private.h"
#include "ground/mem.h"
#include "sql.h"

static const char readme[] =
        "Bundel snapshot indikator siasn-sync\n"
        "\n"
        "header.json      apa yang dihitung, dari apa, oleh siapa; hash semua berkas; hash "
        "snapshot "
        "sebelumnya\n"
        "signature.json   tanda tangan Ed25519 atas header.json dan kunci publiknya\n"
        "rule.json        berkas aturan, byte demi byte\n"
        "results.tsv      dimensi, nilai, memenuhi, tidak, belum diketahui, dikecualikan, memenuhi "
        "(ketat), memenuhi (longgar)\n"
        "chain.ndjson     header semua snapshot sebelumnya\n"
        "inputs.ndjson    data masukan yang dibekukan, satu baris satu orang atau satu riwayat\n"
        "verdicts.tsv     nip, putusan, ketat, longgar, alasan, opd, unor, kelas, jenis, "
        "penugasan, "
        "jenis kelamin, tmt, baris jabatan, mendekati BUP\n"
        "evidence.tsv     nip, klausul, hasil, longgar, alasan, ditemukan, disyaratkan, jenis "
        "data, "
        "id SIMPEG, id SIASN, dokumen\n"
        "\n"
        "Empat berkas terakhir memuat NIP: hanya untuk auditor internal, tidak untuk umum.\n"
        "Periksa dengan: siasnctl indicator verify FOLDER --key KUNCI_PUBLIK\n";

static const char readme_public[] =
        "Snapshot indikator siasn-sync untuk umum: hanya angka gabungan\n"
        "\n"
        "header.json      apa yang dihitung, dari apa, oleh siapa; hash semua berkas bundel utuh\n"
        "signature.json   tanda tangan Ed25519 atas header.json dan kunci publiknya\n"
        "rule.json        berkas aturan; tidak disertakan bila memuat pengecualian perorangan\n"
        "results.tsv      dimensi, nilai, memenuhi, tidak, belum diketahui, dikecualikan, memenuhi "
        "(ketat), memenuhi (longgar)\n"
        "chain.ndjson     header semua snapshot sebelumnya\n"
        "\n"
        "Nilai yang memuat kurang dari lima orang digabung menjadi \"lainnya\", supaya tidak "
        "menunjuk orang.\n"
        "Karena itu hash results.tsv di sini bukan yang tercatat di header.json. Perhitungan ulang "
        "memerlukan bundel\n"
        "utuh, yang memuat NIP dan hanya untuk auditor internal.\n";

static FILE *create(const char *folder, const char *name, struct err *err)
{
        struct text path = {0};

        text_addf(&path, "%s/%s", folder, name);
        int fd = open(path.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
        if (!f)
                err_set(err, "cannot create %s: %s", path.s, strerror(errno));
        text_free(&path);
        return f;
}

static bool finish(FILE *f, const char *folder, const char *name, struct err *err)
{
        bool written = !ferror(f);

        return (fclose(f) == 0 && written) ||
               err_set(err, "cannot write %s/%s: is the disk full?", folder, name);
}

static bool put(const char *folder, const char *name, const char *text, const char *end,
                struct err *err)
{
        FILE *f = create(folder, name, err);

        if (!f)
                return false;
        fputs(text, f);
        fputs(end, f);
        return finish(f, folder, name, err);
}

static bool put_line(void *arg, const char *line, struct err *err)
{
        FILE *f = arg;

        return (fputs(line, f) >= 0 && putc('\n', f) != EOF) ||
               err_set(err, "cannot write: is the disk full?");
}

static bool put_lines(const struct export_params *p, enum indicator_lines sort, const char *name,
                      struct err *err)
{
        FILE *f = create(p->folder, name, err);

        if (!f)
                return false;
        bool ok = indicator_each_line(p->state, sort, p->snapshot, put_line, f, err);
        struct err ignored;
        return finish(f, p->folder, name, ok ? err : &ignored) && ok;
}

static bool put_signature(const struct export_params *p, struct err *err)
{
        json_t *json = json_pack("{s:s, s:s, s:s}", "hash", p->hash, "signature", p->signature,
                                 "public_key", p->public_key);
        CLEANUP(free_ptr) char *text = json_dumps(json, JSON_INDENT(1) | JSON_SORT_KEYS);

        json_decref(json);
        return put(p->folder, "signature.json", text, "\n", err);
}

static bool put_chain(const struct export_params *p, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct text out = {0};

        if (!db_query(p->state, sql_indicator_chain, DB_ARGS(NUMBER(p->snapshot)), &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                json_t *json = json_pack("{s:s, s:s, s:s}", "header", db_text(r, i, 0), "signature",
                                         db_text(r, i, 1), "public_key", db_text(r, i, 2));
                CLEANUP(free_ptr) char *line = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);

                json_decref(json);
                text_addf(&out, "%s\n", line);
        }
        bool ok = put(p->folder, "chain.ndjson", text_str(&out), "", err);
        text_free(&out);
        return ok;
}

/* Waivers carry a hash of a NIP, from which the NIP can be guessed: not for the public. */
static bool put_rule(const struct export_params *p, struct err *err)
{
        return (p->public_only && p->rule->waiver_count > 0) ||
               put(p->folder, "rule.json", p->rule->text, "", err);
}

static bool put_persons(const struct export_params *p, struct err *err)
{
        return put_lines(p, LINES_INPUTS, "inputs.ndjson", err) &&
               put_lines(p, LINES_VERDICTS, "verdicts.tsv", err) &&
               put_lines(p, LINES_EVIDENCE, "evidence.tsv", err);
}

bool indicator_export(const struct export_params *p, struct err *err)
{
        if (mkdir(p->folder, 0700) != 0)
                return err_set(err, "cannot create folder %s: %s; give one that does not exist",
                               p->folder, strerror(errno));
        return put(p->folder, "BACA.txt", p->public_only ? readme_public : readme, "", err) &&
               put(p->folder, "header.json", p->header, "\n", err) && put_signature(p, err) &&
               put_rule(p, err) &&
               put_lines(p, p->public_only ? LINES_PUBLIC : LINES_RESULTS, "results.tsv", err) &&
               put_chain(p, err) && (p->public_only || put_persons(p, err));
}
