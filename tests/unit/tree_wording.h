/*
 * The wording of the source document's 30 operational conditions, letter by letter, its spellings
 * included: the shipped tree must not drift from it.
 */
#pragma once

static const struct {
        const char *csf, *condition;
} wording[] = {
        {"Penyusunan Dokumen Perencanaan Perangkat Daerah",
         "Terpenuhinya dokumen data/informasi perencanaan pelaksanaan dokumen "
         "evaluasi yang disusun"},
        {"Evaluasi Kinerja Perangkat Daerah",
         "Terpenuhinya dokumen perencanaan dan evaluasi kinerja perangkat "
         "daerah yang disusun."},
        {"Penyediaan Gaji dan Tunjangan ASN", "Terpenuhinya ASN yang mendapat gaji dan tunjangan"},
        {"Pelaksanaan Penatausahaan dan Pengujian/Verifikasi Keuangan SKPD",
         "Tercukupinya dokumen penatausahaan dan pengujian/verifikasi keuangan "
         "SKPD yang tersusun"},
        {"Penyediaan Komponen Instalasi Listrik/Penerangan Bangunan Kantor",
         "Terpenuhinya jenis komponen instalasi listrik/penerangan bangunan "
         "kantor."},
        {"Penyediaan Bahan Logistik Kantor", "Terpenuhinya penyediaan bahan logistik kantor"},
        {"Penyediaan Barang Cetak dan Penggandaan",
         "Jumlah bulan penyediaan barang cetak dan penggandaan"},
        {"Meningkatnya kualitas penyusunan peraturan perundang-undangan",
         "Terlaksananya intensifikasi terhadap penyusunan peraturan yang akan "
         "dibuat"},
        {"Penyediaan Bahan/Material", "Terpenuhinya penyediaan bahan/material"},
        {"Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD",
         "Terpenuhinya rapat koordinasi dan konsultasi SKPD yang "
         "diselenggarakan"},
        {"Penatausahaan Arsip Dinamis pada SKPD", "Terlaksananya penataan arsip dinamis"},
        {"Pengadaan Peralatan dan Mesin Lainnya",
         "Terpenuhinya unit pengadaan peralatan gedung kantor"},
        {"Pengadaan Sarana dan Prasarana Gedung Kantor atau Bangunan Lainnya",
         "Terpenuhinya unit pengadaan perlengkapan gedung Kantor"},
        {"Penyediaan Jasa Surat Menyurat", "Terpenuhinya penyediaan jasa surat menyurat"},
        {"Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
         "Terpenuhinya penyediaan jasa komunikasi, sumber daya air dan listrik"},
        {"Penyediaan Jasa Pelayanan Umum Kantor", "Terpenuhinya penyediaan jasa pelayanan umum"},
        {"Penyediaan Jasa Pemeliharaan, Biaya Pemeliharaan, Pajak, dan "
         "Perizinan Kendaraan Dinas Operasional atau Lapangan",
         "Terpenuhinya unit kendaraan dinas operasional atau lapangan"},
        {"Pemeliharaan Peralatan dan Mesin Lainnya",
         "Terpenuhinya unit peralatan dan mesin lainnya yang terpelihara"},
        {"Pemeliharaan/Rehabilitasi Gedung Kantor dan Bangunan Lainnya",
         "Terpenuhinya unit gedung kantor dan bangunan lainnya yang terpelihara"},
        {"Penyusunan Rencana Kebutuhan, Jenis dan Jumlah Jabatan untuk "
         "Pelaksanaan",
         "Terlaksananya kegiatan Pengadaan ASN"},
        {"Koordinasi Pelaksanaan Administrasi Pemberhentian",
         "Terpenuhinya dokumen Pemberhentian Kepegawaian ASN"},
        {"Pengelolaan Sistem Informasi Kepegawaian",
         "Terpenuhinya dokumen Pemutakhiran Data Kepegawaian"},
        {"Pengelolaan Mutasi ASN", "Terlaksananya kegiatan Pengelolaan Mutasi ASN"},
        {"Pengelolaan Promosi ASN", "Terlaksananya kegiatan pengelolaan promosi ASN"},
        {"Pengelolaan Pendidikan Lanjutan ASN",
         "Terpenuhinya orang yang mengikuti Pelaksanaan Pendidikan lanjutan"},
        {"Fasilitasi Pengembangan Karir dalam Jabatan Fungsional",
         "Terpenuhinya dokumen SK Jabatan Fungsional yang diterbitkan"},
        {"Pelaksanaan Penilaian dan Evaluasi Kinerja Aparatur",
         "Terpenuhinya jenis dokumen evaluasi kinerja aparatur"},
        {"Evaluasi Hasil Penilaian dan Evaluasi Kinerja Aparatur",
         "Terpenuhinya Jenis dokumen Hasil Penilaian dan Evaluasi Kinerja "
         "Aparatur"},
        {"Penyelenggaraan Pengembangan Kompetensi Teknis Umum, Inti, dan "
         "pilihan bagi Jabatan Administrasi Penyelenggara Urusan Pemerintahan "
         "Konkuren, Perangkat Daerah Penunjang, dan Urusan Pemerintahan Umum",
         "Terlaksananya Penialian dan Evaluasi"},
        {"Penyusunan Kebijakan Teknis dan Rencana Sertifikasi Kompetensi, "
         "Pengelolaan Kelembagaan, Tenaga Pengembang Kompetensi, Sumber "
         "Belajar, Kerja Sama, Pengembangan Kompetensi Pimpinan Daerah, "
         "Jabatan Pimpinan Tinggi, Kepemimpinan dan Prajabatan, serta Jabatan "
         "Fungsional",
         "Terlaksananya jenis Diklat Penyelenggaraan Pengembangan Kompetensi "
         "bagi Pimpinan Daerah, Jabatan Pimpinan Tinggi, Jabatan Fungsional, "
         "Kepemimpinan, dan Prajabatan"},
};
