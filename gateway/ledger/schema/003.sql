-- Step 3: what staff add to the draft of an acknowledgement.

-- Stage 2: the role of whoever looks at it, who did not do so at stage 1
-- (Code 6.13); '' while nobody has settled it.
ALTER TABLE draft ADD COLUMN reviewer TEXT NOT NULL DEFAULT '';

-- Stage 2 before a panel: day, hour and place of the hearing, in words.
ALTER TABLE draft ADD COLUMN hearing TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 3;
