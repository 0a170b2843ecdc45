-- Step 5: letters that may be written again; how many were written lately.

-- The letters before it of its kind that have left: 0 for the first, and
-- for every letter that is written only once.
ALTER TABLE letter ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
DROP INDEX letter_live;
CREATE UNIQUE INDEX letter_live ON letter (case_id, kind, stage, turn)
	WHERE state IN ('queued', 'claimed', 'sent', 'uncertain', 'held',
		'printed');

-- For the caps on automatic mail.
CREATE INDEX letter_created ON letter (created);

PRAGMA user_version = 5;
