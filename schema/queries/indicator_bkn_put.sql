-- $1 NIP, $2 row: BKN's score of the person as just read; one a person.
INSERT INTO remote_row AS r (kind, nip, siasn_id, row) VALUES ('nilai_ip_asn', $1, 'nilaiipasn', $2)
ON CONFLICT (kind, nip, siasn_id) DO UPDATE SET row = EXCLUDED.row, seen_at = now()
