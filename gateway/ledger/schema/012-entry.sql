-- Step 12: web forms. An entry is known by its source and its id there, as a
-- mail by its Message-ID; one that was changed at the source comes again.

ALTER TABLE item ADD COLUMN entry TEXT NOT NULL DEFAULT ''; -- its id; ''
CREATE INDEX item_entry ON item (source, entry) WHERE entry <> '';

PRAGMA user_version = 12;
