-- Wakes the daemon when a trigger of the change log has fired.
LISTEN siasn_change;
