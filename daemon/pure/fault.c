#include "pure/fault.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"

enum { VALUE_MAX = 200 };

/* clang-format off */
#define MUST(code, bkn, sentence) {code, FAULT_ERROR, bkn, sentence}
#define NOTE(code, bkn, sentence) {code, FAULT_WARNING, bkn, sentence}
#define INFO(code, bkn, sentence) {code, FAULT_INFO, bkn, sentence}

/*
 * The catalogue. Sentences are for a clerk: what is wrong, where, what to do. BKN codes are those
 * of BKN's data-quality list; NIP_CPNS is CON_1 and NIP_BIRTH is CON_2, not the other way round.
 */
const struct fault_kind fault_kinds[] = {
        /* The employee. */
        MUST("NIP_FORMAT", NULL,
             "NIP \"{value}\" tidak terdiri dari 18 angka. Perbaiki NIP pada menu Data Pegawai: "
             "tulis 18 angka NIP baru tanpa spasi, titik, atau NIP lama."),
        MUST("NIP_BIRTH", "CON_2",
             "Tanggal lahir {value} tidak sama dengan 8 angka pertama NIP. Cocokkan dengan SK CPNS, "
             "lalu perbaiki tanggal lahir atau NIP pada menu Data Pegawai."),
        MUST("NIP_CPNS", "CON_1",
             "TMT CPNS {value} tidak sama dengan angka ke-9 sampai ke-14 NIP (tahun dan bulan). "
             "Cocokkan dengan SK CPNS, lalu perbaiki TMT CPNS atau NIP pada menu Data Pegawai."),
        MUST("NIP_SEX", "CON_3",
             "Jenis kelamin \"{value}\" tidak sama dengan angka ke-15 NIP (1 laki-laki, 2 "
             "perempuan). Perbaiki jenis kelamin atau NIP pada menu Data Pegawai."),
        MUST("NIP_PPPK", "CON_4",
             "TMT pengangkatan PPPK {value} tidak sama dengan angka ke-9 sampai ke-12 NI PPPK "
             "(tahun). Cocokkan dengan SK pengangkatan, lalu perbaiki pada menu Data Pegawai."),
        MUST("NIP_UNKNOWN", NULL,
             "NIP {value} aktif di satu pihak saja: di SIMPEG atau di SIASN. Periksa status pegawai "
             "pada menu Data Pegawai; bila SIMPEG sudah benar, ajukan perbaikan ke BKN."),
        MUST("PEGAWAI_MISSING", NULL,
             "Pegawai dengan NIP {value} tidak ada pada data pegawai SIMPEG atau tidak ditemukan di "
             "SIASN. Periksa NIP pada menu Data Pegawai dan pada riwayat ini."),
        MUST("PERSON_MISMATCH", NULL,
             "SIASN mencatat tanggal lahir {value} untuk NIP ini, berbeda dengan SIMPEG. Pengiriman "
             "ditahan agar data tidak masuk ke orang lain. Cocokkan NIP dan tanggal lahir pada menu "
             "Data Pegawai dengan SK CPNS."),
        MUST("PERSON_BLOCKED", NULL,
             "Riwayat ini menunggu karena data pegawainya sendiri masih salah. Perbaiki dahulu "
             "kesalahan pegawai ini pada menu Data Pegawai; riwayat ini kemudian terkirim sendiri."),
        NOTE("BUP_PASSED", "TIM_5",
             "Pegawai ini mencapai batas usia pensiun pada {value} tetapi masih berstatus aktif. "
             "Perbarui kedudukan hukum atau TMT pensiun pada menu Data Pegawai sesuai SK pensiun."),
        NOTE("CPNS_LONG", "TIM_3",
             "Pegawai ini masih berstatus CPNS lebih dari satu tahun sejak {value}. Isi TMT dan SK "
             "PNS pada menu Data Pegawai, atau proses pengangkatannya menjadi PNS."),
        NOTE("KEDHUK_PPPK", "ACC_4",
             "Kedudukan hukum \"{value}\" bukan kedudukan hukum PPPK. Perbaiki kedudukan hukum atau "
             "status kepegawaian pada menu Data Pegawai."),
        NOTE("NIK_BAD", "ACC_5",
             "NIK kosong atau tidak terdiri dari 16 angka ({value}). Isi NIK sesuai KTP pada menu "
             "Data Pegawai."),
        NOTE("EMAIL_BAD", "COM_6",
             "Alamat email pribadi kosong atau salah tulis: \"{value}\". Isi kolom {field} pada menu "
             "Data Pegawai, misalnya nama@contoh.id."),
        NOTE("HP_BAD", "COM_7",
             "Nomor HP kosong atau salah tulis: \"{value}\". Isi kolom {field} pada menu Data Pegawai "
             "dengan nomor yang aktif, diawali 08 atau 62."),
        INFO("INACTIVE_EMP", NULL,
             "Pegawai ini tidak aktif (pensiun, meninggal, pindah, atau CLTN), sehingga riwayatnya "
             "tidak dikirim. Bila masih aktif, perbaiki kedudukan hukum pada menu Data Pegawai."),

        /* Single columns. */
        MUST("FIELD_MISSING", NULL,
             "Kolom {field} masih kosong, padahal wajib untuk SIASN. Isi kolom {field} pada riwayat "
             "ini sesuai dokumennya."),
        MUST("FIELD_INVALID", NULL,
             "Isi kolom {field}, yaitu \"{value}\", tidak dapat dibaca. Perbaiki kolom {field} pada "
             "riwayat ini sesuai dokumennya."),
        MUST("FIELD_TOO_LONG", NULL,
             "Isi kolom {field} terlalu panjang untuk SIASN. Singkat isi kolom {field}: "
             "\"{value}\"."),
        MUST("REF_UNKNOWN", NULL,
             "Kode \"{value}\" pada kolom {field} tidak ada dalam tabel referensi SIASN. Pilih "
             "kembali isian kolom {field}, atau perbaiki pemetaan kodenya pada menu Referensi."),
        NOTE("REF_GONE", NULL,
             "Isian \"{value}\" pada kolom {field} sudah dihapus atau tidak aktif dalam tabel "
             "referensi SIASN. Data ini tetap dikirim, tetapi dapat ditolak: pilih penggantinya, atau perbarui "
             "pemetaan kodenya pada menu Referensi."),
        MUST("DATE_SENTINEL", NULL,
             "Tanggal {value} pada kolom {field} adalah tanggal pengganti, bukan tanggal "
             "sebenarnya. Isi kolom {field} dengan tanggal pada dokumen, atau kosongkan."),
        MUST("DATE_TEXT", NULL,
             "Tanggal \"{value}\" pada kolom {field} bukan tanggal yang lengkap dan jelas. Tulis "
             "kembali kolom {field} dengan tanggal, bulan, dan tahun empat angka."),
        MUST("ENC_BAD", NULL,
             "Kolom {field} berisi huruf yang rusak: \"{value}\". Ketik ulang isi kolom {field}."),
        NOTE("ID_JUNK", NULL,
             "ID SIASN \"{value}\" yang tersimpan pada kolom {field} bukan ID yang sah. Kosongkan "
             "ID SIASN pada riwayat ini; ID yang benar dicari kembali secara otomatis."),
        NOTE("ID_STALE", NULL,
             "ID SIASN {value} yang tersimpan pada riwayat ini sudah tidak ada di SIASN. Kosongkan "
             "ID SIASN pada riwayat ini bila riwayat masih harus dikirim."),
        NOTE("PK_REUSED", NULL,
             "Nomor baris riwayat ini pernah dipakai pegawai lain, yang riwayat lamanya ({value}) masih "
             "ada di SIASN. Periksa kedua riwayat, lalu hapus yang salah melalui layanan SIASN."),

        /* TMT and letters. */
        MUST("TMT_MISSING", "COM_4",
             "Kolom {field} masih kosong. Isi tanggal mulai berlaku (TMT) sesuai SK pada menu "
             "riwayat pegawai ini."),
        MUST("TMT_ORDER", "ACC_1",
             "Urutan tanggal tidak wajar pada kolom {field}: {value}. TMT CPNS harus sebelum TMT "
             "PNS, umur saat diangkat paling sedikit 18 tahun, dan tanggal tidak boleh di masa "
             "depan. Cocokkan dengan SK, lalu perbaiki."),

        /* Units and positions. */
        MUST("UNOR_UNMAPPED", NULL,
             "Unit kerja \"{value}\" belum dihubungkan dengan unit organisasi SIASN. Hubungkan pada "
             "menu Referensi Unit Kerja, kolom ID unor SIASN."),
        MUST("UNOR_INACTIVE", "TIM_1",
             "Unit kerja \"{value}\" terhubung dengan unor yang sudah tidak aktif di SIASN. "
             "Perbarui ID unor SIASN pada menu Referensi Unit Kerja sesuai susunan terbaru."),
        MUST("UNOR_AMBIGUOUS", NULL,
             "Nama unit kerja \"{value}\" dipakai lebih dari satu unor di SIASN. Pilih ID unor "
             "SIASN yang tepat pada menu Referensi Unit Kerja."),
        MUST("JAB_UNMAPPED", "COM_2",
             "Jabatan \"{value}\" belum dihubungkan dengan jabatan di SIASN. Hubungkan pada menu "
             "Referensi Jabatan, kolom ID jabatan SIASN."),
        MUST("JAB_INACTIVE", NULL,
             "Jabatan \"{value}\" terhubung dengan jabatan yang sudah tidak berlaku di SIASN. "
             "Pilih jabatan penggantinya pada menu Referensi Jabatan."),
        MUST("SUBJAB_MISSING", NULL,
             "Jabatan ini wajib disertai subjabatan (misalnya bidang dokter, guru, atau dosen). Isi "
             "kolom {field} pada menu Riwayat Jabatan."),
        MUST("JAB_FREETEXT", "COM_2",
             "Nama jabatan \"{value}\" hanya diketik, tidak dipilih dari daftar. Pilih jabatan dari "
             "daftar pada menu Riwayat Jabatan."),
        MUST("JENIS_SWAP", NULL,
             "Jenis jabatan \"{value}\" tidak sesuai dengan jabatannya. Periksa jenis jabatan "
             "(struktural, fungsional, pelaksana) pada menu Riwayat Jabatan."),
        NOTE("STRUCT_EARLY", "ACC_3",
             "Pegawai ini menduduki jabatan struktural dengan masa kerja kurang dari dua tahun (TMT "
             "CPNS {value}). Periksa TMT CPNS pada menu Data Pegawai dan menu Riwayat Jabatan."),
        NOTE("PANGKAT_BELOW", "ACC_10",
             "Golongan (kode {value}) di bawah syarat minimal eselon jabatan pegawai ini. Periksa menu "
             "Riwayat Golongan dan eselon pada menu Riwayat Jabatan."),
        NOTE("DUP_POST", "TIM_4",
             "Jabatan struktural \"{value}\" tercatat diduduki lebih dari satu pegawai aktif. "
             "Akhiri jabatan pegawai yang lama pada menu Riwayat Jabatan."),
        INFO("PLT_NOT_PUSHED", NULL,
             "Penugasan Plt/Plh tidak dikirim sebagai jabatan ke SIASN. Tidak ada yang perlu "
             "diperbaiki; bila ini jabatan definitif, ubah jenisnya pada menu Riwayat Jabatan."),

        INFO("PPPK_NOT_PUSHED", NULL,
             "Jabatan PPPK ({value}) tidak dikirim ke SIASN, karena di SIASN hanya boleh diubah oleh "
             "pengelola instansi. Tidak ada yang perlu diperbaiki di SIMPEG; pengiriman jabatan PPPK "
             "diaktifkan oleh admin siasn-sync ([records] allow)."),

        /* Education, training, appraisal. */
        MUST("EDU_AMBIGUOUS", NULL,
             "Jurusan \"{value}\" tidak dapat dipastikan di daftar pendidikan SIASN. Pilih "
             "pendidikan dari daftar pada menu Riwayat Pendidikan."),
        NOTE("EDU_MISSING", "COM_3",
             "Pendidikan terakhir masih kosong. Isi ijazah terakhir pada menu Riwayat Pendidikan dan "
             "tandai sebagai pendidikan terakhir."),
        NOTE("GELAR_MISSING", "COM_5",
             "Gelar masih kosong, padahal pendidikan terakhir (kode {value}) adalah diploma ke atas. "
             "Isi gelar depan atau belakang pada menu Data Pegawai sesuai ijazah."),
        NOTE("EDU_BELOW", "ACC_6/ACC_8",
             "Tingkat pendidikan terakhir (kode {value}) di bawah syarat jabatan pegawai ini. "
             "Lengkapi menu Riwayat Pendidikan dengan ijazah terakhir, atau periksa jabatannya."),
        MUST("JP_RANGE", NULL,
             "Jumlah jam pelajaran (JP) \"{value}\" tidak wajar. Isi kolom {field} dengan angka JP "
             "yang tertulis pada sertifikat."),
        MUST("CERT_MISSING", NULL,
             "Nomor sertifikat masih kosong, padahal wajib untuk SIASN. Isi kolom {field} pada menu "
             "riwayat pelatihan sesuai sertifikat."),
        NOTE("CERT_SHARED", NULL,
             "Nomor sertifikat \"{value}\" dipakai lebih dari satu peserta. Isi nomor sertifikat "
             "milik pegawai ini pada menu riwayat pelatihan."),
        NOTE("SKP_MISSING", "COM_1",
             "Belum ada SKP yang disetujui sejak tahun {value}. Isi SKP pegawai ini pada menu SKP dan "
             "mintakan persetujuannya."),
        MUST("SKP_PARTIAL", "COM_1",
             "SKP belum lengkap: kolom {field} masih kosong. Lengkapi nilai hasil kerja, perilaku, "
             "dan pejabat penilai pada menu SKP."),

        /* The row as a whole. */
        MUST("DUP_ROW", NULL,
             "Riwayat ini tercatat dua kali dengan nomor dan tanggal yang sama ({value}). Hapus "
             "salah satunya di SIMPEG."),
        INFO("STATUS_PENDING", NULL,
             "Riwayat ini belum disetujui, sehingga belum dikirim ke SIASN. Tidak ada yang perlu "
             "diperbaiki; riwayat terkirim sendiri setelah disetujui verifikator."),
        /* Its document. The record itself is delivered all the same. */
        MUST("DOC_MISSING", NULL,
             "Berkas dokumen \"{value}\" tidak ditemukan. Unggah kembali berkas PDF pada riwayat "
             "ini."),
        MUST("DOC_BAD", NULL,
             "Berkas dokumen \"{value}\" bukan PDF yang sah. Unggah kembali dokumen ini sebagai "
             "PDF."),
        MUST("DOC_TOO_LARGE", NULL,
             "Berkas dokumen terlalu besar: {value}. Perkecil berkas PDF (misalnya pindai dengan "
             "resolusi lebih rendah), lalu unggah kembali."),
        MUST("DOC_UNREADABLE", NULL,
             "Berkas dokumen \"{value}\" ada tetapi tidak dapat dibaca. Minta admin SIMPEG "
             "memeriksa hak akses berkas ini, atau unggah kembali berkasnya."),
        MUST("DOC_OUTSIDE", NULL,
             "Letak berkas \"{value}\" berada di luar folder dokumen yang diizinkan. Minta admin "
             "SIMPEG memperbaiki letak berkas ini."),
        MUST("DOC_SOURCE", NULL,
             "Isi dokumen tidak jelas: {value}. Setiap dokumen harus mempunyai tepat satu sumber, "
             "yaitu letak berkas atau isi berkas. Unggah kembali dokumen ini."),
        MUST("DOC_TYPE", NULL,
             "Jenis dokumen {value} tidak dikenal untuk riwayat ini. Pilih jenis dokumen yang "
             "sesuai, atau minta admin SIMPEG memperbaiki pemetaannya."),
        MUST("DOC_SIGNATURE", NULL,
             "Tanda tangan elektronik pada dokumen ini tidak memenuhi syarat: {value}. Unggah "
             "dokumen asli yang ditandatangani secara elektronik, bukan hasil cetak atau pindai."),
        INFO("DOC_SIGNATURE_WARN", NULL,
             "Dokumen sudah dikirim, tetapi tanda tangan elektroniknya perlu diperiksa: {value}. "
             "Bila perlu, ganti dengan dokumen asli yang ditandatangani secara elektronik."),
        MUST("DOC_REJECTED", NULL,
             "SIASN menolak dokumen ini dengan keterangan: \"{value}\". Periksa berkasnya, lalu "
             "unggah kembali di SIMPEG."),
        INFO("DOC_DUPLICATE", NULL,
             "Riwayat ini mempunyai lebih dari satu dokumen dengan jenis yang sama. Hanya dokumen "
             "terbaru yang dikirim; hapus dokumen lama bila tidak diperlukan."),
        INFO("DOC_ROOT", NULL,
             "Berkas dokumen belum dapat dibaca karena folder dokumen belum tersedia. Tidak ada "
             "yang perlu diperbaiki pada riwayat ini; beri tahu admin sistem."),

        INFO("PARENT_WAITS", NULL,
             "Riwayat ini menunggu {value} yang ditunjuknya terkirim ke SIASN lebih dahulu. Tidak ada "
             "yang perlu diperbaiki; riwayat ini kemudian terkirim sendiri."),
        MUST("PARENT_FAULTY", NULL,
             "Riwayat ini menunggu, karena {value} yang ditunjuknya belum dapat dikirim ke SIASN. "
             "Perbaiki dahulu kesalahan pada {value}; riwayat ini kemudian terkirim sendiri."),
        MUST("PARENT_MISSING", NULL,
             "Riwayat ini menunjuk {value}, yang tidak ada pada data pegawai yang sama di SIMPEG. "
             "Pilih kembali isian kolom {field} pada riwayat ini."),

        /* Between SIMPEG and SIASN. */
        MUST("MATCH_AMBIGUOUS", NULL,
             "Lebih dari satu riwayat di SIASN cocok dengan riwayat ini ({value}). Hapus riwayat "
             "ganda melalui layanan SIASN, atau isi ID SIASN yang benar pada riwayat ini."),
        MUST("SIASN_REJECTED", NULL,
             "SIASN menolak riwayat ini dengan keterangan: \"{value}\". Perbaiki isian yang "
             "disebut, lalu simpan kembali di SIMPEG."),
        INFO("SIASN_DIFFERS", NULL,
             "Isi kolom {field} di SIMPEG berbeda dengan SIASN ({value}). Jenis riwayat ini tidak "
             "dapat dikirim otomatis: bila SIMPEG benar, ajukan perbaikan melalui layanan BKN; bila "
             "SIASN benar, perbaiki SIMPEG."),
        INFO("SIASN_MISSING", NULL,
             "Riwayat ini ada di SIMPEG tetapi belum ada di SIASN. Jenis riwayat ini tidak dapat "
             "dikirim otomatis: ajukan melalui layanan BKN."),
        INFO("DELETE_OFF", NULL,
             "Riwayat ini sudah dihapus di SIMPEG tetapi masih ada di SIASN, dan penghapusan "
             "otomatis tidak diaktifkan. Bila memang harus dihapus, hapus melalui layanan SIASN."),
        INFO("DELETE_WAIT", NULL,
             "Riwayat ini sudah dihapus di SIMPEG dan akan dihapus di SIASN setelah tetap tidak ada "
             "pada beberapa pemeriksaan berturut-turut (sekarang {value}). Bila terhapus karena "
             "keliru, masukkan kembali riwayatnya di SIMPEG."),
        INFO("DELETE_LAST", NULL,
             "Riwayat ini sudah dihapus di SIMPEG, tetapi di SIASN inilah jabatan terakhir pegawai, "
             "sehingga tidak dihapus. Masukkan jabatan yang benar di SIMPEG; setelah jabatan itu ada "
             "di SIASN, riwayat ini terhapus sendiri."),
        INFO("DELETE_UNSURE", NULL,
             "Riwayat ini sudah dihapus di SIMPEG, tetapi mungkin dimasukkan kembali sebagai riwayat "
             "lain ({value}), sehingga tidak dihapus di SIASN. Perbaiki dahulu riwayat sejenis milik "
             "pegawai ini yang masih ditahan."),
        INFO("DELETE_NO_ENDPOINT", NULL,
             "Riwayat ini sudah dihapus di SIMPEG tetapi masih ada di SIASN, dan SIASN tidak "
             "menyediakan penghapusan otomatis untuk jenis riwayat ini. Bila memang harus dihapus, "
             "ajukan melalui layanan BKN."),
};
/* clang-format on */

const size_t fault_kinds_count = COUNT_OF(fault_kinds);

const char *fault_severity_name(enum fault_severity severity)
{
        static const char *const names[] = {
                [FAULT_ERROR] = "error", [FAULT_WARNING] = "warning", [FAULT_INFO] = "info"};

        return names[severity];
}

const struct fault_kind *fault_kind_find(const char *code)
{
        for (size_t i = 0; i < fault_kinds_count; i++) {
                if (strcmp(fault_kinds[i].code, code) == 0)
                        return &fault_kinds[i];
        }
        return NULL;
}

/* Cuts before the character that does not fit, so that the text stays UTF-8. */
static char *copy_cut(const char *s, size_t max)
{
        size_t len = strnlen(s, max + 1);

        if (len > max) {
                len = max;
                while (len > 0 && ((unsigned char)s[len] & 0xC0) == 0x80)
                        len--;
        }
        return mem_dup_n(s, len);
}

void fault_add(struct fault_list *list, const char *code, const char *field, const char *value)
{
        const struct fault_kind *kind = fault_kind_find(code);

        if (!kind) {
                fprintf(stderr, "<2>fault code %s is not in the catalogue\n", code);
                abort();
        }
        list->items = mem_resize_array(list->items, list->count + 1, sizeof *list->items);
        list->items[list->count++] = (struct fault){
                .kind = kind,
                .field = mem_dup(field ? field : ""),
                .value = copy_cut(value ? value : "", VALUE_MAX),
        };
}

bool fault_has(const struct fault_list *list, const char *code)
{
        for (size_t i = 0; i < list->count; i++) {
                if (strcmp(list->items[i].kind->code, code) == 0)
                        return true;
        }
        return false;
}

char *fault_sentence(const struct fault_kind *kind, const char *field, const char *value)
{
        /* An empty value still has to read as a sentence. */
        const struct {
                const char *mark;
                const char *filler;
        } marks[] = {
                {"{field}", field && *field ? field : "terkait"},
                {"{value}", value && *value ? value : "(kosong)"},
        };
        struct text out = {0};
        const char *s = kind->sentence;

        /* One pass: a value that itself holds "{field}" is data, not a mark. */
        while (*s) {
                size_t i = 0;

                while (i < COUNT_OF(marks) && !text_has_prefix(s, marks[i].mark))
                        i++;
                if (i < COUNT_OF(marks)) {
                        text_add(&out, marks[i].filler);
                        s += strlen(marks[i].mark);
                } else {
                        text_add_char(&out, *s++);
                }
        }
        return text_take(&out);
}

void fault_list_free(struct fault_list *list)
{
        for (size_t i = 0; i < list->count; i++) {
                free(list->items[i].field);
                free(list->items[i].value);
        }
        free(list->items);
        *list = (struct fault_list){0};
}
