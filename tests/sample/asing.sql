-- A foreign SIMPEG, smaller and quite different from schema simpeg: the tables that docs/panduan/koneksi.md connects step by
-- step, and koneksi_test.sh with it. Keys are NIPs, short table names, units in one code, positions in two lists, dates as
-- text here and there. All persons are invented.
CREATE SCHEMA kepeg;
CREATE TABLE kepeg.a_skpd (idskpd varchar(35) PRIMARY KEY, skpd varchar(200) NOT NULL, jabatan varchar(200), idesel char(2), status char(1) NOT NULL DEFAULT '1');
CREATE TABLE kepeg.a_jabfung (idjab varchar(10) PRIMARY KEY, jabfung varchar(200) NOT NULL, usiabup smallint);
CREATE TABLE kepeg.a_jabum (idjab varchar(10) PRIMARY KEY, jabum varchar(200) NOT NULL);
CREATE TABLE kepeg.tb_01 (
    nip char(25) PRIMARY KEY, nama varchar(100) NOT NULL, gldepan varchar(20), glblk varchar(40), tplhr varchar(50), tglhr date NOT NULL,
    idjenkel smallint NOT NULL,                     -- 1 man, 2 woman
    idstspeg smallint NOT NULL,                     -- 1 CPNS, 2 PNS, 3 PPPK
    idkedudukan varchar(3) NOT NULL,                -- 1 active, 21 retired, 99 dead
    tmtcpns date, tmtpns date, idskpd varchar(35) REFERENCES kepeg.a_skpd, email varchar(100), hp varchar(30), alamat text, updated_at timestamp);
CREATE TABLE kepeg.r_jab (
    nip char(25) NOT NULL REFERENCES kepeg.tb_01, tmtjab date, nosk varchar(100), tgsk date, idskpd varchar(35), idjenjab smallint NOT NULL,  -- 1 structural, 2 functional, 3 other
    idjab varchar(10), njab varchar(200), idesel char(2), isakhir boolean NOT NULL DEFAULT false, updated_at timestamp);
CREATE TABLE kepeg.r_diktek (
    id serial PRIMARY KEY, nip char(25) NOT NULL, diktek varchar(200), tempat varchar(100), penyelenggara varchar(150), nosttpp varchar(80), tgmulai varchar(10), tgselesai varchar(10), jam varchar(10));

INSERT INTO kepeg.a_skpd VALUES ('01', 'Pemerintah Kabupaten Uji', 'Bupati', NULL), ('01.05', 'Dinas Kesehatan', 'Kepala Dinas', '22'), ('01.05.01', 'Sekretariat', 'Sekretaris', '31'),
    ('01.06', 'Badan Kepegawaian', 'Kepala Badan', '22');
INSERT INTO kepeg.a_jabfung VALUES ('F01', 'Perawat Ahli Pertama', 58), ('F02', 'Analis Kepegawaian Ahli Muda', 58);
INSERT INTO kepeg.a_jabum VALUES ('U01', 'Pengadministrasi Umum');
INSERT INTO kepeg.tb_01 (nip, nama, tglhr, idjenkel, idstspeg, idkedudukan, tmtcpns, tmtpns, idskpd, email, hp)
SELECT nip, nama, to_date(left(nip, 8), 'YYYYMMDD'), substr(nip, 15, 1)::int, 2, '1', to_date(substr(nip, 9, 6), 'YYYYMM'), to_date(substr(nip, 9, 6), 'YYYYMM') + 365, skpd, 'uji' || right(nip, 3) || '@example.org', '081234567890'
  FROM (VALUES ('198001012005011001', 'Uji Satu', '01.05'), ('198502022010012002', 'Uji Dua', '01.05.01'), ('199003032015011003', 'Uji Tiga', '01.06')) AS v (nip, nama, skpd);
INSERT INTO kepeg.r_jab (nip, tmtjab, nosk, tgsk, idskpd, idjenjab, idjab, njab, idesel, isakhir) VALUES
    ('198001012005011001', '2020-01-06', '821/1/2020', '2020-01-02', '01.05', 1, NULL, 'Kepala Dinas Kesehatan', '22', true),
    ('198502022010012002', '2021-03-01', '821/2/2021', '2021-02-20', '01.05.01', 2, 'F01', 'Perawat Ahli Pertama', NULL, true),
    ('199003032015011003', '2019-05-01', '821/3/2019', '2019-04-20', '01.06', 3, 'U01', 'Pengadministrasi Umum', NULL, false),
    ('199003032015011003', '2022-05-01', '821/4/2022', '2022-04-20', '01.06', 2, 'F02', 'Analis Kepegawaian Ahli Muda', NULL, true);
INSERT INTO kepeg.r_diktek (nip, diktek, penyelenggara, nosttpp, tgmulai, tgselesai, jam) VALUES
    ('198502022010012002', 'Pelatihan Keperawatan Dasar', 'BPSDMD Uji', '001/DIKTEK/2022', '07/03/2022', '11/03/2022', '40'),
    ('199003032015011003', 'Bimbingan Teknis Kepegawaian', 'BPSDMD Uji', '', '2/5/23', '04/05/2023', '24');
