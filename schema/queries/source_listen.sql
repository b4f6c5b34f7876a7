LISTEN siasn_change;
