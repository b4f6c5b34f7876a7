#include "pure/rule_words.h"

#include <string.h>

#include "ground/mem.h"

static const struct rule_word words[] = {
        {"", "Tidak ada; syarat dipenuhi.", "Tidak ada."},
        {"COM_3", "Riwayat pendidikan yang disetujui tidak ada di SIMPEG.",
         "Lengkapi riwayat pendidikan dan unggah ijazah."},
        {"pendidikan_kurang", "Tingkat pendidikan tertinggi di bawah syarat jabatan.",
         "Teliti ijazah terakhir; bila sudah benar, tugaskan belajar atau tata ulang jabatan."},
        {"tergantung_jenjang",
         "Jenjang jabatan fungsional tidak diketahui, dan pendidikan cukup hanya bagi sebagian "
         "jenjang.",
         "Petakan jabatan ke id SIASN (siasnctl map) dan tarik daftarnya (siasnctl reference "
         "pull)."},
        {"kode_kosong", "Kode SIASN pada riwayat belum diisi.",
         "Petakan kode lokal ke kode SIASN."},
        {"kode_tidak_dikenal", "Kode pada riwayat tidak ada dalam urutan aturan.",
         "Perbaiki kode, atau tambahkan kode itu pada versi aturan berikutnya."},
        {"tanggal_kosong", "Tanggal riwayat kosong, padahal syarat dinilai pada TMT jabatan.",
         "Isi tanggal riwayat sesuai dokumen."},
        {"tmt_kosong", "TMT jabatan kosong.", "Isi TMT jabatan sesuai SK."},
        {"pangkat_kosong", "Riwayat pangkat yang disetujui tidak ada.",
         "Lengkapi riwayat golongan dan unggah SK."},
        {"pangkat_kurang", "Pangkat di bawah pangkat terendah untuk eselon jabatan.",
         "Teliti SK pangkat terakhir; bila sudah benar, pertimbangkan dalam penataan jabatan."},
        {"tidak_ada_pelatihan", "Tidak ada pelatihan yang dipersyaratkan.",
         "Teliti sertifikat yang belum dicatat; bila tidak ada, usulkan mengikuti pelatihan."},
        {"hanya_lebih_tinggi", "Hanya memiliki pelatihan di tingkat yang lebih tinggi.",
         "Tetapkan dengan keputusan apakah tingkat lebih tinggi memenuhi syarat."},
        {"hanya_lebih_rendah", "Hanya memiliki pelatihan di tingkat yang lebih rendah.",
         "Usulkan mengikuti pelatihan setingkat jabatan."},
        {"tanpa_sertifikat",
         "Pelatihan setingkat ada, tetapi nomor atau berkas sertifikat tidak ada.",
         "Unggah sertifikat dan isi nomornya."},
        {"dokumen_tidak_diketahui",
         "Keberadaan berkas tidak dapat dibaca dari SIMPEG maupun SIASN.",
         "Sediakan view v_dokumen atau unggah berkas ke SIASN."},
        {"perlu_ditelaah",
         "Kode pelatihan tidak menunjukkan tingkat (kode 8, kode asing, atau kursus).",
         "Telaah sertifikat dan putuskan tingkatnya oleh dua orang (indicator review)."},
        {"belum_asesmen", "Belum ada hasil asesmen.", "Jadwalkan asesmen kompetensi."},
        {"kedaluwarsa", "Hasil asesmen terakhir sudah lewat masa berlakunya.",
         "Jadwalkan asesmen ulang."},
        {"jpm_kosong", "Hasil asesmen tidak memuat JPM.", "Lengkapi JPM dari laporan asesmen."},
        {"jpm_kurang", "JPM di bawah ambang pada skala yang ditetapkan.",
         "Susun pengembangan kompetensi, atau tata ulang jabatan."},
        {"standar_tidak_ada", "Jabatan belum memiliki standar.",
         "Susun standar kompetensi jabatan."},
        {"standar_tidak_dikenal", "Tingkat pendidikan dalam standar tidak dikenal aturan.",
         "Perbaiki kode tingkat pendidikan pada standar jabatan."},
        {"standar_tanpa_kode", "Standar menyebut bidang pendidikan tanpa kode SIASN.",
         "Lengkapi kode pendidikan SIASN pada standar jabatan."},
        {"bidang_kosong", "Kode bidang pendidikan pada riwayat kosong.",
         "Petakan jurusan ke kode pendidikan SIASN."},
        {"bidang_lain", "Bidang pendidikan tidak termasuk yang disebut standar.",
         "Teliti kesesuaian bidang; bila benar, tata ulang jabatan atau perbarui standar."},
        {"nama_tidak_terbukti", "Pelatihan yang diminta standar tidak terbukti dari namanya.",
         "Telaah sertifikat; samakan nama pelatihan pada standar dan riwayat."},
        {"pelatihan_kurang", "Pelatihan yang diminta standar belum diikuti.",
         "Usulkan mengikuti pelatihan tersebut."},
        {"pengalaman_kurang", "Masa kerja dalam jabatan kurang dari yang diminta standar.",
         "Teliti riwayat jabatan yang belum dicatat."},
};

static const struct rule_word other = {"", "Lihat dokumen yang disebut.",
                                       "Teliti dokumen yang disebut."};

const struct rule_word *rule_word_find(const char *reason)
{
        for (size_t i = 0; i < COUNT_OF(words); i++) {
                if (strcmp(words[i].reason, reason) == 0)
                        return &words[i];
        }
        return &other;
}

const char *rule_consequence(const char *verdict)
{
        if (strcmp(verdict, "pass") == 0)
                return "Dihitung memenuhi: menambah pembilang.";
        if (strcmp(verdict, "fail") == 0)
                return "Dihitung tidak memenuhi: menurunkan persentase.";
        return "Belum dapat dinilai: tidak menambah pembilang dan memperlebar rentang.";
}
