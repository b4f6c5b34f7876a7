-- A code that a pulled list never had is told too, where the list names all there is. SIASN's units are
-- those of the own agency: a row of an earlier one rightly names another.
ALTER TABLE reference_use ADD COLUMN whole boolean NOT NULL DEFAULT true;
UPDATE reference_use SET whole = false WHERE list = 'ref-unor';
