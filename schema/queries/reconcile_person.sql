-- $1 nip. The person as a reading needs it, without a lease: id at SIASN, block, fence.
SELECT nip, pns_id, blocked, fence FROM employee WHERE nip = $1;
