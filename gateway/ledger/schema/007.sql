-- Step 7: dangers and who took them on, what the Ombudsman asks for, days of
-- receipt that are uncertain, cases that may be one.

-- A danger for which the rota is called: one row for each duty 'urgent'.
CREATE TABLE danger (
	duty_id INTEGER PRIMARY KEY REFERENCES duty (id),
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	begun INTEGER NOT NULL,		-- when the rota was first to be called
	accepted INTEGER,		-- when somebody took it on
	accepted_by TEXT NOT NULL DEFAULT '', -- the person's name
	accepted_how TEXT NOT NULL DEFAULT '', -- 'command', 'link', 'console'
	CHECK ((accepted IS NULL) = (accepted_by = ''))
) STRICT;
CREATE INDEX danger_case ON danger (case_id);
CREATE INDEX duty_urgent ON duty (id)
	WHERE kind = 'urgent' AND met IS NULL AND ended IS NULL;

-- A call to one of the rota. 'trying' is written before it is made, so that
-- one that was cut off is made again rather than not at all.
CREATE TABLE urgent_call (
	duty_id INTEGER NOT NULL REFERENCES danger (duty_id),
	step TEXT NOT NULL,		-- its title in the configuration
	turn INTEGER NOT NULL,		-- 0 for the first, then the repeats
	how TEXT NOT NULL CHECK (how IN ('email', 'webhook', 'command')),
	target TEXT NOT NULL,		-- address, host of the hook, program
	state TEXT NOT NULL CHECK (state IN ('trying', 'made', 'failed')),
	attempts INTEGER NOT NULL,
	at INTEGER NOT NULL,		-- of the last attempt
	outcome TEXT NOT NULL,		-- in words
	PRIMARY KEY (duty_id, step, turn, how, target)
) STRICT, WITHOUT ROWID;

-- What a letter of the Ombudsman asks for, with the words that say so.
CREATE TABLE asked (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	item TEXT NOT NULL,		-- SHA-256 of the letter
	kind TEXT NOT NULL,		-- name of the duty
	due TEXT,			-- the day; NULL if it sets none
	words TEXT NOT NULL,		-- the sentence it was read from
	settled INTEGER,		-- when a person dealt with it
	settled_by TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX asked_case ON asked (case_id);

-- The Ombudsman's own reference of a case.
CREATE TABLE ombudsman_number (
	number TEXT NOT NULL,		-- '202512345'
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	PRIMARY KEY (number, case_id)
) STRICT, WITHOUT ROWID;

-- Cases whose day of receipt is uncertain: case_file.received is then the
-- earliest plausible one, until a person settles it.
CREATE TABLE uncertain_receipt (
	case_id INTEGER PRIMARY KEY REFERENCES case_file (id),
	arrived INTEGER NOT NULL,	-- when it reached the post room
	why TEXT NOT NULL,		-- why an earlier day counts, in words
	settled INTEGER,
	settled_by TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT ''
) STRICT;

-- By what the cases of one person are found: hashes of the address, and of
-- name and postcode.
CREATE TABLE trait (
	key INTEGER NOT NULL,
	received INTEGER NOT NULL,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	PRIMARY KEY (key, received, case_id)
) STRICT, WITHOUT ROWID;

-- Two cases of which a person says, or is asked, whether they are one.
CREATE TABLE likeness (
	younger INTEGER NOT NULL REFERENCES case_file (id),
	older INTEGER NOT NULL REFERENCES case_file (id),
	share REAL NOT NULL,		-- of the words that are the same
	state TEXT NOT NULL CHECK (state IN ('proposed', 'same', 'different')),
	at INTEGER NOT NULL,		-- of the state
	by TEXT NOT NULL CHECK (by <> ''), -- 'postroom', or a person
	PRIMARY KEY (younger, older),
	CHECK (younger <> older)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_older ON likeness (older);

PRAGMA user_version = 7;
