-- $1 nip[]. The same for a state without tables: nobody is known.
SELECT x.nip, NULL::text, 'PEGAWAI_MISSING'::text, 0 FROM unnest($1::text[]) AS x (nip) ORDER BY x.nip;
