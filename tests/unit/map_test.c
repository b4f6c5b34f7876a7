#include "ground/text.h"
#include "kinds.h"
#include "pure/map.h"
#include "pure/match.h"

#define UNOR   "bbbb0000bbbb0000bbbb0000bbbb0003"
#define JF     "CCCC0000CCCC0000CCCC0000CCCC0004"
#define SUB    "123"
#define EDU    "DDDD0000DDDD0000DDDD0000DDDD0005"
#define AGENCY "AAAA0000AAAA0000AAAA0000AAAA0001"
#define SATKER "AAAA0000AAAA0000AAAA0000AAAA0002"
#define NIP    "199001012015031002"

static const struct site site = {
        .instansi_id = AGENCY,
        .satuan_kerja_id = SATKER,
        .today = {2025, 6, 15},
};

/* One good row a kind, to which the cases below make changes. */
static const struct cell_value data_utama[] = {
        {"src_id", "7"},
        {"nip", NIP},
        {"aktif", "t"},
        {"tgl_lahir", "1990-01-01"},
        {"tmt_cpns", "2015-03-01"},
        {"tmt_pns", "2016-03-01"},
        {"jenis_kelamin", "M"},
        {"status_asn", "PNS"},
        {"kedudukan_hukum_id", "01"},
        {"email", "budi@example.org"},
        {"no_hp", "081200000000"},
        {"alamat", "Jl. Pemuda 1  "},
        {"tgl_npwp", "2016-05-04"},
        {NULL, NULL},
};

static const struct cell_value jabatan[] = {
        {"src_id", "1"},
        {"nip", NIP},
        {"status_verif", "1"},
        {"is_definitif", "t"},
        {"jenis_jabatan", "1"},
        {"unor_src_id", "u1"},
        {"unor_nama", "Bidang Mutasi"},
        {"unor_id", UNOR},
        {"unor_aktif", "t"},
        {"eselon_id", "31"},
        {"no_sk", "800/001/2025"},
        {"tgl_sk", "2025-01-02"},
        {"tmt_jabatan", "2025-01-03"},
        {NULL, NULL},
};

static const struct cell_value diklat[] = {
        {"src_id", "2"},
        {"nip", NIP},
        {"status_verif", "1"},
        {"latihan_struktural_id", "3"},
        {"nomor", "001/PIM3/2024"},
        {"tgl_mulai", "2024-02-01"},
        {"tgl_selesai", "2024-04-30"},
        {"tahun", "2024"},
        {"jp", "900"},
        {"penyelenggara", "LAN RI"},
        {NULL, NULL},
};

static const struct cell_value kursus[] = {
        {"src_id", "3"},
        {"nip", NIP},
        {"status_verif", "1"},
        {"jenis_diklat_id", "3"},
        {"jenis_sertipikat", "T"},
        {"nama", "Pengadaan Barang/Jasa"},
        {"nomor_sertifikat", "12/2024"},
        {"penyelenggara", "LKPP"},
        {"jp", "40"},
        {"tahun", "2024"},
        {"tgl_mulai", "2024-03-04"},
        {"tgl_selesai", "2024-03-08"},
        {NULL, NULL},
};

static const struct cell_value golongan[] = {
        {"src_id", "4"},
        {"nip", NIP},
        {"status_verif", "1"},
        {"golongan_id", "31"},
        {"golongan_raw", "III/a"},
        {"tmt", "2015-03-01"},
        {"no_sk", "823/1/2015"},
        {"tgl_sk", "2015-02-20"},
        {"mk_tahun", "0"},
        {"mk_bulan", "3"},
        {NULL, NULL},
};

static const struct cell_value pendidikan[] = {
        {"src_id", "5"},
        {"nip", NIP},
        {"status_verif", "1"},
        {"tingkat_id", "40"},
        {"pendidikan_id", EDU},
        {"jurusan_raw", "S1 Akuntansi"},
        {"no_ijazah", "IJ-1"},
        {"tgl_lulus", "2012-08-17"},
        {"tahun_lulus", "2012"},
        {"is_pertama", "t"},
        {NULL, NULL},
};

static const struct {
        const char *kind;
        const struct cell_value *row;
} bases[] = {
        {"data_utama", data_utama}, {"jabatan", jabatan},   {"diklat", diklat},
        {"kursus", kursus},         {"golongan", golongan}, {"pendidikan", pendidikan},
};

enum { CHANGES = 10 };

static void map_changed(const char *kind, const struct cell_value *changes, struct mapped *ret)
{
        const struct descriptor *d = kind_named(kind);
        const char *values[ROW_COLUMNS] = {NULL};

        for (size_t i = 0; i < COUNT_OF(bases); i++) {
                if (strcmp(bases[i].kind, kind) == 0)
                        row_set(d, bases[i].row, values);
        }
        row_set(d, changes, values);
        map_row(d, values, &site, ret);
}

/*
 * From a source row to exactly what is sent, and back: what SIASN then shows under its own names
 * (siasn-api section 5) must count as the same.
 */
static const struct {
        const char *kind;
        struct cell_value changes[CHANGES];
        const char *sent, *seen;
} golden[] = {
        {"data_utama",
         {{NULL, NULL}},
         "{\"alamat\":\"Jl. Pemuda 1\",\"email\":\"budi@example.org\",\"nomor_hp\":"
         "\"081200000000\",\"npwp_tanggal\":\"04-05-2016\"}",
         "{\"id\":\"p\",\"alamat\":\"Jl. Pemuda  1\",\"email\":\"budi@example.org\",\"noHp\":"
         "\"081200000000\",\"tglNpwp\":\"04-05-2016\",\"agamaId\":\"1\"}"},
        {"data_utama",
         {{"agama_id", "1"},
          {"kabupaten_id", AGENCY},
          {"no_telp", "0287 1"},
          {"npwp", "1.2"},
          {"no_bpjs", "3"},
          {"no_taspen", "4"},
          {"kelas_jabatan", "9"}},
         "{\"agama_id\":\"1\",\"alamat\":\"Jl. Pemuda 1\",\"email\":\"budi@example.org\","
         "\"kabupaten_id\":\"" AGENCY "\",\"kelas_jabatan\":\"9\",\"nomor_bpjs\":\"3\","
         "\"nomor_hp\":\"081200000000\",\"nomor_telpon\":\"0287 1\",\"npwp_nomor\":\"1.2\","
         "\"npwp_tanggal\":\"04-05-2016\",\"taspen_nomor\":\"4\"}",
         "{\"agamaId\":1,\"alamat\":\"Jl. Pemuda 1\",\"email\":\"budi@example.org\","
         "\"kelas_jabatan\":9,\"bpjs\":\"3\",\"noHp\":\"081200000000\",\"noTelp\":\"0287 1\","
         "\"noNpwp\":\"1.2\",\"tglNpwp\":\"2016-05-04\",\"noTaspen\":\"4\"}"},
        {"jabatan", /* the example of siasn-api section 4.1, without the ids */
         {{"eselon_id", "41"}, {NULL, NULL}},
         "{\"eselonId\":\"41\",\"instansiId\":\"" AGENCY "\",\"instansiIndukId\":\"" AGENCY
         "\",\"jabatanFungsionalId\":\"\",\"jabatanFungsionalUmumId\":\"\",\"jenisJabatan\":\"1\","
         "\"jenisMutasiId\":\"MJ\",\"jenisPenugasanId\":\"D\",\"nomorSk\":\"800/001/2025\","
         "\"satuanKerjaId\":\"" SATKER "\",\"subJabatanId\":\"\",\"tanggalSk\":\"02-01-2025\","
         "\"tmtJabatan\":\"03-01-2025\",\"tmtMutasi\":\"03-01-2025\",\"tmtPelantikan\":"
         "\"03-01-2025\",\"unorId\":\"" UNOR "\"}",
         "{\"id\":\"r\",\"idPns\":\"p\",\"jenisJabatan\":\"1\",\"instansiKerjaId\":\"" AGENCY
         "\",\"satuanKerjaId\":\"" SATKER "\",\"unorId\":\"BBBB0000BBBB0000BBBB0000BBBB0003\","
         "\"eselonId\":\"41\",\"jabatanFungsionalId\":null,\"tmtJabatan\":\"03-01-2025\","
         "\"nomorSk\":\"800/001/2025 \",\"tanggalSk\":\"02-01-2025\",\"tmtPelantikan\":"
         "\"03-01-2025\",\"jenisPenugasanId\":\"D\",\"jenisMutasiId\":\"MJ\",\"subJabatanId\":"
         "\"0\",\"tmtMutasi\":\"03-01-2025\",\"path\":{}}"},
        {"jabatan", /* JF of a group with sub-positions; eselon and penugasan do not apply */
         {{"jenis_jabatan", "2"},
          {"jabatan_src_id", "j1"},
          {"jabatan_id", JF},
          {"sub_jabatan_id", SUB},
          {"sub_wajib", "t"},
          {"jenis_mutasi_id", "MU"},
          {"tmt_pelantikan", "2025-02-01"},
          {"tmt_mutasi", "2025-01-15"}},
         "{\"eselonId\":\"\",\"instansiId\":\"" AGENCY "\",\"instansiIndukId\":\"" AGENCY
         "\",\"jabatanFungsionalId\":\"" JF "\",\"jabatanFungsionalUmumId\":\"\",\"jenisJabatan\":"
         "\"2\",\"jenisMutasiId\":\"MU\",\"jenisPenugasanId\":\"\",\"nomorSk\":\"800/001/2025\","
         "\"satuanKerjaId\":\"" SATKER "\",\"subJabatanId\":\"" SUB
         "\",\"tanggalSk\":\"02-01-2025\",\"tmtJabatan\":\"03-01-2025\",\"tmtMutasi\":"
         "\"15-01-2025\",\"tmtPelantikan\":\"01-02-2025\",\"unorId\":\"" UNOR "\"}",
         "{\"jenisJabatan\":2,\"instansiKerjaId\":\"" AGENCY "\",\"satuanKerjaId\":\"" SATKER
         "\",\"unorId\":\"" UNOR "\",\"eselonId\":\"\",\"jabatanFungsionalId\":\"" JF
         "\",\"tmtJabatan\":\"03-01-2025\",\"nomorSk\":\"800/001/2025\",\"tanggalSk\":"
         "\"02-01-2025\",\"tmtPelantikan\":\"01-02-2025\",\"jenisPenugasanId\":null,"
         "\"jenisMutasiId\":\"MU\",\"subJabatanId\":123,\"tmtMutasi\":\"15-01-2025\"}"},
        {"jabatan", /* pelaksana */
         {{"jenis_jabatan", "4"}, {"jabatan_id", JF}, {"sub_jabatan_id", SUB}, {NULL, NULL}},
         "{\"eselonId\":\"\",\"instansiId\":\"" AGENCY "\",\"instansiIndukId\":\"" AGENCY
         "\",\"jabatanFungsionalId\":\"\",\"jabatanFungsionalUmumId\":\"" JF "\",\"jenisJabatan\":"
         "\"4\",\"jenisMutasiId\":\"MJ\",\"jenisPenugasanId\":\"\",\"nomorSk\":\"800/001/2025\","
         "\"satuanKerjaId\":\"" SATKER "\",\"subJabatanId\":\"\",\"tanggalSk\":\"02-01-2025\","
         "\"tmtJabatan\":\"03-01-2025\",\"tmtMutasi\":\"03-01-2025\",\"tmtPelantikan\":"
         "\"03-01-2025\",\"unorId\":\"" UNOR "\"}",
         "{\"jenisJabatan\":\"4\",\"instansiKerjaId\":\"" AGENCY "\",\"satuanKerjaId\":\"" SATKER
         "\",\"unorId\":\"" UNOR "\",\"jabatanFungsionalUmumId\":\"" JF
         "\",\"tmtJabatan\":\"03-01-2025\",\"nomorSk\":\"800/001/2025\",\"tanggalSk\":"
         "\"02-01-2025\",\"tmtPelantikan\":\"03-01-2025\",\"jenisMutasiId\":\"MJ\","
         "\"subJabatanId\":\"0\",\"tmtMutasi\":\"03-01-2025\"}"},
        {"diklat",
         {{NULL, NULL}},
         "{\"bobot\":0,\"institusiPenyelenggara\":\"LAN RI\",\"jenisKompetensi\":\"\","
         "\"jumlahJam\":900,\"latihanStrukturalId\":\"3\",\"nomor\":\"001/PIM3/2024\","
         "\"tahun\":2024,\"tanggal\":\"01-02-2024\",\"tanggalSelesai\":\"30-04-2024\"}",
         "{\"id\":\"r\",\"latihanStrukturalId\":\"3\",\"latihanStrukturalNama\":\"x\",\"nomor\":"
         "\"001/PIM3/2024\",\"tanggal\":\"01-02-2024\",\"tanggalSelesai\":\"30-04-2024\","
         "\"tahun\":\"2024\",\"jumlahJam\":900,\"institusiPenyelenggara\":\"LAN RI\"}"},
        {"kursus",
         {{NULL, NULL}},
         "{\"instansiId\":\"" AGENCY "\",\"institusiPenyelenggara\":\"LKPP\","
         "\"jenisDiklatId\":\"3\",\"jenisKursus\":\"\",\"jenisKursusSertipikat\":\"T\","
         "\"jumlahJam\":40,\"lokasiId\":\"\",\"namaKursus\":\"Pengadaan Barang/Jasa\","
         "\"nomorSertipikat\":\"12/2024\",\"tahunKursus\":2024,\"tanggalKursus\":\"04-03-2024\","
         "\"tanggalSelesaiKursus\":\"08-03-2024\"}",
         "{\"id\":\"r\",\"jenisDiklatId\":3,\"jenisKursusId\":\"\",\"jenisKursusSertifikat\":"
         "\"T\",\"namaKursus\":\"Pengadaan Barang/Jasa\",\"noSertipikat\":\"12/2024\","
         "\"institusiPenyelenggara\":\"LKPP\",\"jumlahJam\":\"40\",\"tahunKursus\":\"2024\","
         "\"tanggalKursus\":\"04-03-2024\",\"tanggalSelesaiKursus\":\"08-03-2024\"}"},
        {"golongan",
         {{NULL, NULL}},
         "{\"golonganId\":\"31\",\"masaKerjaGolonganBulan\":3,\"masaKerjaGolonganTahun\":0,"
         "\"skNomor\":\"823/1/2015\",\"skTanggal\":\"20-02-2015\",\"tmtGolongan\":"
         "\"01-03-2015\"}",
         "{\"id\":\"r\",\"golonganId\":\"31\",\"golongan\":\"III/a\",\"skNomor\":\"823/1/2015\","
         "\"skTanggal\":\"20-02-2015\",\"tmtGolongan\":\"2015-03-01\",\"noPertekBkn\":\"AB\","
         "\"masaKerjaGolonganTahun\":\"00\",\"masaKerjaGolonganBulan\":\"03\"}"},
        {"pendidikan",
         {{NULL, NULL}},
         "{\"isPendidikanPertama\":true,\"nomorIjasah\":\"IJ-1\",\"pendidikanId\":\"" EDU
         "\",\"tahunLulus\":2012,\"tglLulus\":\"17-08-2012\",\"tkPendidikanId\":\"40\"}",
         "{\"id\":\"r\",\"pendidikanId\":\"dddd0000dddd0000dddd0000dddd0005\",\"tkPendidikanId\":"
         "\"40\",\"tahunLulus\":\"2012\",\"tglLulus\":\"17-08-2012\",\"isPendidikanPertama\":"
         "\"1\",\"nomorIjasah\":\"IJ-1\",\"namaSekolah\":\"X\"}"},
};

static void maps_to_the_letter(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(golden); i++) {
                const struct descriptor *d = kind_named(golden[i].kind);
                struct mapped mapped;

                map_changed(golden[i].kind, golden[i].changes, &mapped);
                if (!mapped.payload)
                        fail_msg("case %zu: %s %s", i, mapped.faults.items[0].kind->code,
                                 mapped.faults.items[0].field);
                CLEANUP(free_ptr) char *sent = map_canonical(mapped.payload);
                assert_string_equal(sent, golden[i].sent);
                json_t *seen = json_loads(golden[i].seen, 0, NULL);
                struct diff_list diffs;
                match_diff(d, mapped.payload, seen, &diffs);
                if (diffs.count > 0)
                        fail_msg("case %zu: %s: %s, seen %s", i, diffs.items[0].field->read,
                                 diffs.items[0].ours, diffs.items[0].theirs);
                assert_true(match_equal(d, mapped.payload, seen));
                json_decref(seen);
                mapped_clear(&mapped);
        }
}

/*
 * One defect, one code: all faults of the row as "CODE column(value)", blank between.
 */
static const struct {
        const char *kind;
        struct cell_value changes[CHANGES];
        const char *faults;
} faulty[] = {
        /* The employee. */
        {"data_utama", {{"nip", "19900101 201503 1 002"}}, "NIP_FORMAT nip(19900101 201503 1 002)"},
        {"data_utama", {{"nip", "199001012015031002 "}}, "NIP_FORMAT nip(199001012015031002 )"},
        {"data_utama", {{"nip", NULL}}, "NIP_FORMAT nip()"},
        {"data_utama", {{"tgl_lahir", "1990-01-02"}}, "NIP_BIRTH tgl_lahir(1990-01-02)"},
        {"data_utama", {{"tmt_cpns", "2015-04-01"}}, "NIP_CPNS tmt_cpns(2015-04-01)"},
        {"data_utama", {{"tmt_cpns", "2018-04-01"}}, "NIP_CPNS tmt_cpns(2018-04-01)"},
        {"data_utama", {{"jenis_kelamin", "F"}}, "NIP_SEX jenis_kelamin(F)"},
        {"data_utama",
         {{"status_asn", "PPPK"}, {"tmt_cpns", "2016-03-01"}},
         "NIP_PPPK tmt_cpns(2016-03-01)"},
        {"data_utama", {{"aktif", "f"}, {"kedudukan_hukum_id", "99"}}, "INACTIVE_EMP aktif(99)"},
        {"data_utama", {{"aktif", NULL}, {"kedudukan_hukum_id", NULL}}, "INACTIVE_EMP aktif()"},
        {"data_utama",
         {{"aktif", "f"}, {"nip", "1"}, {"tgl_lahir", "x"}},
         "INACTIVE_EMP aktif(01)"},
        {"data_utama", {{"tmt_cpns", NULL}}, "TMT_MISSING tmt_cpns()"},
        {"data_utama", {{"tmt_cpns", NULL}, {"status_asn", NULL}}, "TMT_MISSING tmt_cpns()"},
        {"data_utama", {{"tmt_cpns", NULL}, {"status_asn", "PPPK"}}, ""},
        {"data_utama", {{"tmt_cpns", "1970-01-01"}}, "DATE_SENTINEL tmt_cpns(1970-01-01)"},
        {"data_utama", {{"tmt_pns", "2015-02-01"}}, "TMT_ORDER tmt_cpns(2015-03-01)"},
        {"data_utama", {{"tmt_pns", "1900-01-01"}}, "DATE_SENTINEL tmt_pns(1900-01-01)"},
        {"data_utama", {{"tgl_lahir", "0001-01-01"}}, "DATE_SENTINEL tgl_lahir(0001-01-01)"},
        {"data_utama", {{"tgl_npwp", "1970-01-01"}}, "DATE_SENTINEL tgl_npwp(1970-01-01)"},
        {"data_utama", {{"tgl_npwp", "04-05-2016"}}, "DATE_TEXT tgl_npwp(04-05-2016)"},
        {"data_utama", {{"tgl_npwp", "infinity"}}, "DATE_TEXT tgl_npwp(infinity)"},
        {"data_utama", {{"agama_id", "9"}}, "REF_UNKNOWN agama_id(9)"},
        {"data_utama",
         {{"kabupaten_id", AGENCY AGENCY}},
         "FIELD_TOO_LONG kabupaten_id(" AGENCY AGENCY ")"},
        {"data_utama", {{"alamat", "Jl. Ma\\'ruf"}}, "ENC_BAD alamat(Jl. Ma\\'ruf)"},
        {"data_utama", {{"alamat", "Jl.\xE9"}}, "ENC_BAD alamat(Jl.\xEF\xBF\xBD)"},
        {"data_utama",
         {{"kedudukan_hukum_id", "0\x01"}},
         "ENC_BAD kedudukan_hukum_id(0\xEF\xBF\xBD)"},
        {"diklat", {{"nip", "199001012015031002 "}}, "NIP_FORMAT nip(199001012015031002 )"},
        {"diklat", {{"nip", "1990\x01"}}, "ENC_BAD nip(1990\xEF\xBF\xBD)"},
        /* Position: held back on purpose, and then nothing else matters. */
        {"jabatan", {{"status_verif", "0"}}, "STATUS_PENDING status_verif(0)"},
        {"jabatan", {{"status_verif", NULL}}, "STATUS_PENDING status_verif()"},
        {"jabatan",
         {{"status_verif", "2"}, {"nip", ""}, {"unor_id", NULL}},
         "STATUS_PENDING status_verif(2)"},
        {"jabatan", {{"is_definitif", "f"}}, "PLT_NOT_PUSHED is_definitif(f)"},
        {"jabatan",
         {{"is_definitif", "f"},
          {"nama_jabatan", "Plt. Camat"},
          {"jenis_penugasan_id", "PLT"},
          {"eselon_id", NULL}},
         "PLT_NOT_PUSHED is_definitif(Plt. Camat)"},
        {"jabatan", {{"is_definitif", NULL}}, ""},
        {"jabatan", {{"jenis_penugasan_id", "PLH"}}, "PLT_NOT_PUSHED jenis_penugasan_id(PLH)"},
        {"jabatan", {{"jenis_penugasan_id", "TT"}}, ""},
        {"jabatan", {{"jenis_penugasan_id", "X"}}, "REF_UNKNOWN jenis_penugasan_id(X)"},
        {"jabatan", {{"jenis_mutasi_id", "XX"}}, "REF_UNKNOWN jenis_mutasi_id(XX)"},
        /* Its kind. */
        {"jabatan", {{"jenis_jabatan", "3"}}, "JENIS_SWAP jenis_jabatan(3)"},
        {"jabatan", {{"jenis_jabatan", "3"}, {"ref_jenis", "2"}}, "JENIS_SWAP jenis_jabatan(3)"},
        {"jabatan",
         {{"jenis_jabatan", "4"}, {"ref_jenis", "2"}, {"jabatan_id", JF}},
         "JENIS_SWAP jenis_jabatan(4)"},
        {"jabatan", {{"jenis_jabatan", NULL}}, "FIELD_MISSING jenis_jabatan()"},
        {"jabatan", {{"eselon_id", NULL}}, "FIELD_MISSING eselon_id()"},
        {"jabatan", {{"eselon_id", "33"}}, "REF_UNKNOWN eselon_id(33)"},
        /* Its unit and position. */
        {"jabatan", {{"unor_id", NULL}}, "UNOR_UNMAPPED unor_id(Bidang Mutasi)"},
        {"jabatan", {{"unor_id", "  "}, {"unor_nama", NULL}}, "UNOR_UNMAPPED unor_id()"},
        {"jabatan", {{"unor_aktif", "f"}}, "UNOR_INACTIVE unor_aktif(Bidang Mutasi)"},
        {"jabatan", {{"unor_aktif", NULL}}, ""},
        {"jabatan",
         {{"jenis_jabatan", "2"}, {"jabatan_src_id", "j1"}, {"nama_jabatan", "Guru"}},
         "JAB_UNMAPPED jabatan_id(Guru)"},
        {"jabatan",
         {{"jenis_jabatan", "4"}, {"jabatan_src_id", "j1"}, {"nama_jabatan", "Pengadministrasi"}},
         "JAB_UNMAPPED jabatan_id(Pengadministrasi)"},
        {"jabatan",
         {{"jenis_jabatan", "2"}, {"nama_jabatan", "Guru"}},
         "JAB_FREETEXT jabatan_id(Guru)"},
        {"jabatan", {{"jenis_jabatan", "2"}, {"jabatan_id", JF}}, ""},
        {"jabatan",
         {{"jenis_jabatan", "2"}, {"jabatan_id", JF}, {"ref_aktif", "f"}, {"nama_jabatan", "Guru"}},
         "JAB_INACTIVE ref_aktif(Guru)"},
        {"jabatan",
         {{"jenis_jabatan", "2"}, {"jabatan_id", JF}, {"sub_wajib", "t"}},
         "SUBJAB_MISSING sub_jabatan_id()"},
        {"jabatan",
         {{"jenis_jabatan", "2"}, {"jabatan_id", JF}, {"sub_wajib", "t"}, {"sub_jabatan_id", "0"}},
         "SUBJAB_MISSING sub_jabatan_id(0)"},
        {"jabatan", {{"jenis_jabatan", "2"}, {"jabatan_id", JF}, {"sub_jabatan_id", "0"}}, ""},
        /* Its dates. */
        {"jabatan", {{"no_sk", NULL}}, "FIELD_MISSING no_sk()"},
        {"jabatan", {{"no_sk", "800&amp;1"}}, "ENC_BAD no_sk(800&amp;1)"},
        {"jabatan", {{"tgl_sk", NULL}}, "FIELD_MISSING tgl_sk()"},
        {"jabatan", {{"tmt_jabatan", NULL}}, "TMT_MISSING tmt_jabatan()"},
        {"jabatan", {{"tmt_jabatan", "1970-01-01"}}, "DATE_SENTINEL tmt_jabatan(1970-01-01)"},
        {"jabatan", {{"tmt_jabatan", "03/01/2025"}}, "DATE_TEXT tmt_jabatan(03/01/2025)"},
        {"jabatan", {{"tmt_pelantikan", "0001-01-01"}}, "DATE_SENTINEL tmt_pelantikan(0001-01-01)"},
        {"jabatan", {{"tmt_mutasi", "1900-01-01"}}, "DATE_SENTINEL tmt_mutasi(1900-01-01)"},
        {"jabatan",
         {{"tgl_raw", "2/13/99"}, {"tmt_jabatan", NULL}, {"tgl_sk", NULL}},
         "DATE_TEXT tgl_raw(2/13/99)"},
        {"jabatan",
         {{"tgl_raw", "2/1/25 &amp;"}, {"tmt_jabatan", NULL}},
         "ENC_BAD tgl_raw(2/1/25 &amp;)"},
        {"jabatan", {{"tmt_jabatan", "2007-12-31"}}, "TMT_ORDER tmt_jabatan(2007-12-31)"},
        {"jabatan", {{"tmt_jabatan", "2026-06-16"}}, ""},
        {"jabatan", {{"tmt_jabatan", "2026-06-17"}}, "TMT_ORDER tmt_jabatan(2026-06-17)"},
        {"jabatan", {{"tmt_jabatan", "2023-01-03"}}, ""},
        {"jabatan", {{"tmt_jabatan", "2023-01-02"}}, "TMT_ORDER tgl_sk(2025-01-02)"},
        {"jabatan",
         {{"nip", "1990"}, {"tmt_jabatan", "1999-01-01"}, {"tgl_sk", "1999-01-01"}},
         "NIP_FORMAT nip(1990)"},
        /* Two defects, two codes. */
        {"jabatan",
         {{"unor_id", NULL}, {"no_sk", NULL}, {"tmt_jabatan", NULL}},
         "UNOR_UNMAPPED unor_id(Bidang Mutasi) FIELD_MISSING no_sk() TMT_MISSING tmt_jabatan()"},
        /* Training. */
        {"diklat", {{"status_verif", "0"}}, "STATUS_PENDING status_verif(0)"},
        {"diklat", {{"latihan_struktural_id", "9"}}, "REF_UNKNOWN latihan_struktural_id(9)"},
        {"diklat", {{"latihan_struktural_id", NULL}}, "FIELD_MISSING latihan_struktural_id()"},
        {"diklat", {{"nomor", NULL}}, "CERT_MISSING nomor()"},
        {"diklat", {{"jp", "0"}}, "JP_RANGE jp(0)"},
        {"diklat", {{"jp", "2001"}}, "JP_RANGE jp(2001)"},
        {"diklat", {{"jp", NULL}}, "JP_RANGE jp()"},
        {"diklat", {{"tahun", "24"}}, "FIELD_INVALID tahun(24)"},
        {"diklat", {{"tahun", NULL}}, "FIELD_MISSING tahun()"},
        {"diklat", {{"penyelenggara", " "}}, "FIELD_MISSING penyelenggara()"},
        {"diklat", {{"tgl_mulai", NULL}}, "FIELD_MISSING tgl_mulai()"},
        {"diklat", {{"tgl_selesai", "1970-01-01"}}, "DATE_SENTINEL tgl_selesai(1970-01-01)"},
        {"diklat", {{"tgl_mulai", "2024-05-01"}}, "TMT_ORDER tgl_mulai(2024-05-01)"},
        {"diklat", {{"tgl_selesai", "2025-06-16"}}, "TMT_ORDER tgl_selesai(2025-06-16)"},
        {"diklat", {{"tgl_raw", "Feb 2024"}, {"tgl_mulai", NULL}}, "DATE_TEXT tgl_raw(Feb 2024)"},
        {"kursus", {{"status_verif", "0"}}, "STATUS_PENDING status_verif(0)"},
        {"kursus", {{"jenis_diklat_id", "1"}}, "REF_UNKNOWN jenis_diklat_id(1)"},
        {"kursus", {{"jenis_diklat_id", "26"}}, "REF_UNKNOWN jenis_diklat_id(26)"},
        {"kursus", {{"jenis_sertipikat", "X"}}, "REF_UNKNOWN jenis_sertipikat(X)"},
        {"kursus", {{"nama", NULL}}, "FIELD_MISSING nama()"},
        {"kursus", {{"nomor_sertifikat", ""}}, "CERT_MISSING nomor_sertifikat()"},
        {"kursus", {{"jp", "999999"}}, "JP_RANGE jp(999999)"},
        {"kursus", {{"tgl_mulai", "2024-03-09"}}, "TMT_ORDER tgl_mulai(2024-03-09)"},
        {"kursus", {{"tgl_selesai", NULL}}, "FIELD_MISSING tgl_selesai()"},
        /* Only compared. */
        {"golongan", {{"golongan_id", "III/a"}}, "REF_UNKNOWN golongan_id(III/a)"},
        {"golongan", {{"golongan_id", NULL}}, "FIELD_MISSING golongan_id(III/a)"},
        {"golongan", {{"tmt", NULL}}, "TMT_MISSING tmt()"},
        {"golongan", {{"mk_bulan", "12"}}, "FIELD_INVALID mk_bulan(12)"},
        {"golongan", {{"tgl_sk", "2017-03-02"}}, "TMT_ORDER tgl_sk(2017-03-02)"},
        {"pendidikan", {{"pendidikan_id", NULL}}, "EDU_AMBIGUOUS pendidikan_id(S1 Akuntansi)"},
        {"pendidikan", {{"tingkat_id", "S1"}}, "REF_UNKNOWN tingkat_id(S1)"},
        {"pendidikan", {{"tgl_lulus", "2025-06-16"}}, "TMT_ORDER tgl_lulus(2025-06-16)"},
        {"pendidikan", {{"is_pertama", "ya"}}, "FIELD_INVALID is_pertama(ya)"},
};

static void names_the_cause(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(faulty); i++) {
                struct text text = {0};
                struct mapped mapped;

                map_changed(faulty[i].kind, faulty[i].changes, &mapped);
                for (size_t f = 0; f < mapped.faults.count; f++) {
                        const struct fault *fault = &mapped.faults.items[f];

                        text_addf(&text, "%s%s %s(%s)", f > 0 ? " " : "", fault->kind->code,
                                  fault->field, fault->value);
                }
                if (strcmp(text_str(&text), faulty[i].faults) != 0)
                        fail_msg("%s case %zu: \"%s\", not \"%s\"", faulty[i].kind, i,
                                 text_str(&text), faulty[i].faults);
                assert_int_equal(mapped.payload != NULL, mapped.faults.count == 0);
                text_free(&text);
                mapped_clear(&mapped);
        }
}

static void misses_site_values(void **state)
{
        const struct descriptor *d = kind_named("jabatan");
        static const struct site empty = {.instansi_induk_id = "", .today = {2025, 6, 15}};
        const char *values[ROW_COLUMNS] = {NULL};
        struct mapped mapped;

        (void)state;
        row_set(d, jabatan, values);
        map_row(d, values, &empty, &mapped);
        assert_null(mapped.payload);
        assert_int_equal(mapped.faults.count, 3);
        assert_string_equal(mapped.faults.items[0].field, "instansi_id");
        assert_string_equal(mapped.faults.items[1].field, "instansi_induk_id");
        assert_string_equal(mapped.faults.items[2].field, "satuan_kerja_id");
        assert_true(fault_has(&mapped.faults, "FIELD_MISSING"));
        mapped_clear(&mapped);
}

static void takes_site_values(void **state)
{
        static const struct site parent = {
                .instansi_id = AGENCY,
                .instansi_induk_id = UNOR,
                .satuan_kerja_id = SATKER,
                .today = {2025, 6, 15},
        };
        const struct descriptor *d = kind_named("jabatan");
        const char *values[ROW_COLUMNS] = {NULL};
        struct mapped mapped;

        (void)state;
        row_set(d, jabatan, values);
        map_row(d, values, &parent, &mapped);
        assert_string_equal(json_string_value(json_object_get(mapped.payload, "instansiIndukId")),
                            UNOR);
        assert_int_equal(site_values_count, 3);
        mapped_clear(&mapped);
}

/* Constants and numbers, which no shipped kind has. */
static void maps_constants_and_numbers(void **state)
{
        static const char json[] =
                "{\"kind\": \"x\", \"title\": \"X\", \"mode\": \"write\", \"order\": 1,"
                "\"source\": {\"view\": \"v_rw_golongan\"},"
                "\"read\": {\"path\": \"/{nip}\", \"id\": \"id\"},"
                "\"write\": {\"path\": \"/w\", \"person\": \"p\", \"id\": \"id\", \"reply_id\": "
                "\"r\"},"
                "\"rules\": [{\"rule\": \"nip\"}],"
                "\"fields\": [{\"write\": \"jenis\", \"read\": \"j\", \"type\": \"text\", "
                "\"const\": \"1\"},"
                "{\"write\": \"angka\", \"type\": \"number\", \"column\": \"angka_kredit\"}],"
                "\"match\": [[\"jenis\"]]}";
        static const char *const numbers[][2] = {
                {"100.500", "{\"angka\":100.5,\"jenis\":\"1\"}"},
                {NULL, "{\"angka\":null,\"jenis\":\"1\"}"},
        };
        struct descriptor *d = NULL;
        struct err err = {""};

        (void)state;
        if (!descriptor_parse("x.json", json, kinds_contract, &d, &err))
                fail_msg("%s", err.text);
        for (size_t i = 0; i < COUNT_OF(numbers); i++) {
                const struct cell_value row[] = {
                        {"nip", NIP}, {"angka_kredit", numbers[i][0]}, {NULL, NULL}};
                const char *values[ROW_COLUMNS] = {NULL};
                struct mapped mapped;

                row_set(d, row, values);
                map_row(d, values, &site, &mapped);
                CLEANUP(free_ptr) char *sent = map_canonical(mapped.payload);
                assert_string_equal(sent, numbers[i][1]);
                assert_string_equal(mapped.sort_key, ""); /* this kind names no sort column */
                mapped_clear(&mapped);
        }
        descriptor_free(d);
}

static void keeps_the_sort_key(void **state)
{
        static const struct cell_value undated[] = {{"tmt_jabatan", NULL}, {NULL, NULL}};
        static const struct cell_value dated[] = {{"tmt_jabatan", "2020-02-01 "}, {NULL, NULL}};
        struct mapped mapped;

        (void)state;
        map_changed("jabatan", undated, &mapped);
        assert_string_equal(mapped.sort_key, "");
        mapped_clear(&mapped);
        map_changed("jabatan", dated, &mapped);
        assert_string_equal(mapped.sort_key, "2020-02-01");
        mapped_clear(&mapped);
        assert_null(mapped.sort_key);
}

static void refuses_junk_ids(void **state)
{
        static const char *const cases[][2] = {
                {NULL, NULL},
                {"", NULL},
                {"0", NULL},
                {"1", NULL},
                {"-", NULL},
                {"abc", NULL},
                {"abcd", "abcd"},
                {"not-an-id", NULL},
                {"12 34", NULL},
                {"  " AGENCY "\n", AGENCY},
                {"0a580a83-0000-11ee-8000-0123456789ab", "0a580a83-0000-11ee-8000-0123456789ab"},
                {AGENCY AGENCY, AGENCY AGENCY},
                {AGENCY AGENCY "0", NULL},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(free_ptr) char *id = map_siasn_id(cases[i][0]);

                if (!str_same(id, cases[i][1]))
                        fail_msg("case %zu: %s", i, id ? id : "none");
        }
}

/* The content hash must not depend on the order in which members were set. */
static void writes_canonical_text(void **state)
{
        json_t *json = json_pack("{s:s, s:i, s:n, s:f}", "z", "\xC3\xA9\"", "a", 1, "n", "f", 12.3);
        CLEANUP(free_ptr) char *text = map_canonical(json);

        (void)state;
        assert_string_equal(text, "{\"a\":1,\"f\":12.3,\"n\":null,\"z\":\"\xC3\xA9\\\"\"}");
        json_decref(json);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(maps_to_the_letter),
                cmocka_unit_test(names_the_cause),
                cmocka_unit_test(misses_site_values),
                cmocka_unit_test(takes_site_values),
                cmocka_unit_test(maps_constants_and_numbers),
                cmocka_unit_test(keeps_the_sort_key),
                cmocka_unit_test(refuses_junk_ids),
                cmocka_unit_test(writes_canonical_text),
        };

        return cmocka_run_group_tests_name("map", tests, kinds_setup, kinds_teardown);
}
