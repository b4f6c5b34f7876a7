#include "web/words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"

static struct word find(const struct word *list, size_t count, const char *name)
{
        for (size_t i = 0; i < count; i++) {
                if (strcmp(list[i].name, name) == 0)
                        return list[i];
        }
        return (struct word){name, name, "calm"};
}
#define FIND(list, name) find((list), COUNT_OF(list), (name))

static const struct {
        enum role role;
        const char *name, *words;
} roles[] = {{ROLE_HR, "hr", "Petugas kepegawaian"},
             {ROLE_AUDITOR, "auditor", "Auditor"},
             {ROLE_ADMIN, "admin", "Pengelola"}};

const char *role_words(enum role role)
{
        for (size_t i = 0; i < COUNT_OF(roles); i++) {
                if (roles[i].role == role)
                        return roles[i].words;
        }
        return "";
}

const char *role_name(enum role role)
{
        for (size_t i = 0; i < COUNT_OF(roles); i++) {
                if (roles[i].role == role)
                        return roles[i].name;
        }
        return "";
}

enum role role_parse(const char *name)
{
        for (size_t i = 0; i < COUNT_OF(roles); i++) {
                if (strcmp(roles[i].name, name) == 0)
                        return roles[i].role;
        }
        return ROLE_NOBODY;
}

struct word state_word(const char *state)
{
        static const struct word list[] = {
                {"ready", "Menunggu giliran", "info"},
                {"waiting", "Menunggu riwayatnya", "info"},
                {"inflight", "Sedang dikirim", "info"},
                {"doubt", "Sedang dipastikan", "warn"},
                {"retry", "Akan dicoba lagi", "warn"},
                {"done", "Sama dengan SIASN", "good"},
                {"rejected", "Perlu perbaikan", "bad"},
                {"held", "Ditahan petugas", "warn"},
                {"shadowed", "Ada berkas lebih baru", "calm"},
        };

        return FIND(list, state);
}

const char *outcome_words(const char *outcome)
{
        static const struct word list[] = {
                {"created", "ditambahkan", ""}, {"updated", "diperbarui", ""},
                {"adopted", "sudah ada", ""},   {"same", "sudah sama", ""},
                {"deleted", "dihapus", ""},     {"read", "dibaca", ""},
        };

        return FIND(list, outcome).words;
}

const char *event_words(const char *what)
{
        static const struct word list[] = {
                {"delivered", "Sama dengan SIASN", ""},
                {"delivered_old", "Terkirim, lalu berubah lagi", ""},
                {"intent", "Akan dikirim", ""},
                {"write", "Dikirim ke SIASN", ""},
                {"read", "Dibaca dari SIASN", ""},
                {"lookup", "Pegawai dicari di SIASN", ""},
                {"refused", "Ditolak", ""},
                {"after", "Jabatan terakhir diselaraskan", ""},
                {"quarantine", "Perlu perbaikan", ""},
                {"upload", "Berkas diunggah", ""},
                {"undone", "Belum berhasil, dicoba lagi", ""},
                {"unclear", "Hasil belum jelas", ""},
                {"crashed", "Terputus di tengah jalan", ""},
                {"absent", "Dipastikan belum ada di SIASN", ""},
                {"target_ill", "Layanan SIASN terganggu", ""},
                {"overwrite", "Menimpa perubahan di SIASN", ""},
                {"delete", "Dihapus dari SIASN", ""},
                {"gone", "Hilang dari SIMPEG", ""},
                {"retry", "Pengulangan diminta petugas", ""},
                {"hold", "Ditahan petugas", ""},
                {"release", "Dilepas petugas", ""},
                {"reconcile", "Dibandingkan dengan SIASN", ""},
                {"reconcile_all", "Pembandingan semua diminta", ""},
                {"reconcile_push", "Pengiriman ulang diminta", ""},
                {"guard_hold", "Perubahan massal ditahan", ""},
                {"guard_release", "Perubahan massal dilepas", ""},
                {"indicator_snapshot", "Potret indikator", ""},
                {"reference", "Daftar kode diperbarui", ""},
                {"reference_refused", "Daftar kode tidak diterima", ""},
                {"training_file", "Berkas pelatihan dibaca", ""},
                {"training_handed_over", "Diambil alih riwayat SIMPEG", ""},
                {"map_confirm", "Pemetaan ditetapkan", ""},
                {"map_reject", "Pemetaan ditolak", ""},
                {"pohon_entry", "Isian pohon kinerja", ""},
                {"user_add", "Pengguna ditambahkan", ""},
                {"user_disable", "Pengguna dinonaktifkan", ""},
                {"user_enable", "Pengguna diaktifkan", ""},
                {"user_password", "Kata sandi pengguna diganti", ""},
                {"user_rights", "Hak halaman ditetapkan", ""},
        };

        return FIND(list, what).words;
}

struct word verdict_word(const char *verdict)
{
        static const struct word list[] = {
                {"pass", "Memenuhi", "good"},
                {"fail", "Tidak memenuhi", "bad"},
                {"unknown", "Belum dapat dinilai", "warn"},
                {"excluded", "Tidak dihitung", "calm"},
                {"not_applicable", "Tidak berlaku", "calm"},
        };

        return FIND(list, verdict);
}

struct word severity_word(const char *severity)
{
        static const struct word list[] = {
                {"error", "Wajib diperbaiki", "bad"},
                {"warning", "Sebaiknya diperbaiki", "warn"},
                {"info", "Keterangan", "info"},
        };

        return FIND(list, severity);
}

struct word signature_word(const char *worth)
{
        static const struct word list[] = {
                {"", "Belum diperiksa", "calm"},
                {"none", "Tidak ada tanda tangan elektronik", "calm"},
                {"valid", "Tanda tangan sah", "good"},
                {"expired", "Sertifikat tidak berlaku saat ditandatangani", "warn"},
                {"untrusted", "Penerbit sertifikat tidak dipercaya", "warn"},
                {"extended", "Berkas ditambah setelah ditandatangani", "warn"},
                {"broken", "Tanda tangan tidak terbaca", "bad"},
                {"altered", "Isi berubah setelah ditandatangani", "bad"},
        };

        return FIND(list, worth);
}

const char *newer_words(const char *newer)
{
        static const struct word list[] = {
                {"simpeg", "SIMPEG berubah", ""},
                {"siasn", "SIASN diubah langsung", ""},
                {"both", "Keduanya berubah", ""},
                {"unknown", "Tidak diketahui", ""},
        };

        return FIND(list, newer).words;
}

const char *finding_words(const char *finding)
{
        static const struct word list[] = {
                {"field", "Isi berbeda", ""},
                {"only_siasn", "Hanya ada di SIASN", ""},
                {"only_simpeg", "Hanya ada di SIMPEG", ""},
        };

        return FIND(list, finding).words;
}

const char *drift_reason_words(const char *reason)
{
        static const struct word list[] = {
                {"", "Belum ditangani", ""},          {"pending", "Sedang dikirim", ""},
                {"missing", "Hilang dari SIASN", ""}, {"deleted", "Sudah dihapus di SIMPEG", ""},
                {"held", "Ditahan petugas", ""},
        };

        return FIND(list, reason).words;
}

const char *access_words(const char *what)
{
        static const struct word list[] = {
                {"pegawai", "Melihat data pegawai", ""},
                {"daftar", "Melihat daftar", ""},
                {"unduhan", "Mengunduh", ""},
                {"masuk", "Masuk", ""},
                {"keluar", "Keluar", ""},
                {"gagal", "Gagal masuk", ""},
                {"sandi", "Mengganti kata sandi", ""},
                {"ditolak", "Ditolak: bukan haknya", ""},
        };

        return FIND(list, what).words;
}
