-- Step 10: the words of every message can be searched for.

-- The index alone, without the words, which stay in item; rowid is the
-- item's id. Accents do not count.
CREATE VIRTUAL TABLE search USING fts5 (who, subject, words,
	content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search (rowid, who, subject, words)
SELECT id, coalesce (json_extract (wire, '$.from.name'), '') || ' '
	|| from_address, coalesce (json_extract (wire, '$.subject'), ''),
	coalesce (json_extract (wire, '$.text'), '')
FROM item;

-- Cases of one address.
CREATE INDEX case_from ON case_file (from_address COLLATE NOCASE);

-- The list of all cases, with what it is filtered by.
CREATE INDEX case_listed ON case_file (received, id, status, category, channel,
	flags, confirmed, stage);

-- The list of cases of one category.
CREATE INDEX case_category ON case_file (category, received, id);

-- What is owed, by kind.
CREATE INDEX duty_kind ON duty (kind, due_by) WHERE met IS NULL
	AND ended IS NULL;

PRAGMA user_version = 10;
