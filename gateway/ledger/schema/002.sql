-- Step 2: the history's chain is made with the ledger's own key (token.key
-- beside it), so that nobody can work it out anew without that key.

-- From which entry on the key is needed; earlier ones have a plain SHA-256,
-- which begins with a digit or a to f, while those made with the key begin
-- with k.
CREATE TABLE sealed (
	since INTEGER PRIMARY KEY	-- id of the first such entry
) STRICT;
INSERT INTO sealed (since) SELECT coalesce(max(id), 0) + 1 FROM history;

PRAGMA user_version = 2;
