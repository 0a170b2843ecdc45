-- The ledger, step 1: everything that the first way through needs.
--
-- Instants are whole seconds since 1970-01-01T00:00:00Z; days are ISO dates
-- in Europe/London; labels are the names of docs/LABELLING.md. A text that
-- is unknown is '', a label, an instant or a day that is unknown is NULL.

-- The last case number given out in a year.
CREATE TABLE numbering (
	year INTEGER PRIMARY KEY,	-- London year of receipt
	last INTEGER NOT NULL		-- the number of its newest case
) STRICT;

-- Where messages come from: a mailbox, a folder, a person at a keyboard.
CREATE TABLE source (
	name TEXT PRIMARY KEY,		-- as in the configuration
	kind TEXT NOT NULL,		-- the channel: 'email', 'letter' …
	first_seen INTEGER NOT NULL,	-- when it first brought an item
	last_item INTEGER NOT NULL	-- when it last brought one
) STRICT;

-- A case: one for every message by a person that belongs to no other case.
CREATE TABLE case_file (
	id INTEGER PRIMARY KEY,
	ref TEXT NOT NULL UNIQUE,	-- 'CR-2026-00042-K', for people
	received INTEGER NOT NULL,	-- when the first message reached us
	channel TEXT NOT NULL,		-- 'email', 'form', 'letter' …
	source TEXT NOT NULL,		-- name of the source
	from_name TEXT NOT NULL,	-- the resident's name as written
	from_address TEXT NOT NULL,	-- the resident's address
	reply_address TEXT NOT NULL,	-- where answers go; '' if nowhere
	letter_from TEXT NOT NULL,	-- our address that was written to
	subject TEXT NOT NULL,		-- of the first message
	proposed TEXT,			-- category proposed; NULL: unreadable
	proposed_ground TEXT,		-- ground proposed
	confidence REAL NOT NULL,	-- of the proposal, 0 to 1
	confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)),
	category TEXT,			-- as confirmed, else as proposed
	ground TEXT,			-- the same
	flags TEXT NOT NULL,		-- 'damp_mould, vulnerability'
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
	escalated INTEGER,		-- when stage 2 was asked for
	acknowledged1 INTEGER,		-- when the stage 1 letter left
	acknowledged2 INTEGER,		-- when the stage 2 letter left
	stage1_answered INTEGER,	-- when the stage 1 response left
	stage2_answered INTEGER,	-- when the final response left
	profile TEXT NOT NULL,		-- policy profile and its hash
	token TEXT NOT NULL UNIQUE,	-- reply token of its letters
	answer INTEGER NOT NULL CHECK (answer IN (0, 1)), -- by itself, or not
	silence TEXT NOT NULL,		-- why not; '' if it may
	item TEXT NOT NULL		-- SHA-256 of the message that opened it
) STRICT;
CREATE INDEX case_received ON case_file (received, id);

-- Every message that was ever taken in, known by the hash of its bytes.
CREATE TABLE item (
	id INTEGER PRIMARY KEY,
	sha256 TEXT NOT NULL UNIQUE,	-- of the original bytes, in the archive
	state TEXT NOT NULL CHECK (state IN ('case', 'reply', 'automated',
		'duplicate', 'unreadable')),
	case_id INTEGER REFERENCES case_file (id), -- NULL if it has none
	duplicate_of INTEGER REFERENCES item (id), -- only for a duplicate
	received INTEGER NOT NULL,	-- when it reached us
	channel TEXT NOT NULL,
	source TEXT NOT NULL,
	size INTEGER NOT NULL,		-- of the original, in bytes
	answer INTEGER NOT NULL CHECK (answer IN (0, 1)), -- at intake
	why TEXT NOT NULL,		-- reason of the state, in words
	note TEXT NOT NULL,		-- what the spool remarked
	message_id TEXT NOT NULL,	-- without brackets; '' if none
	from_address TEXT NOT NULL,	-- lower case
	text_hash TEXT NOT NULL,	-- SHA-256 of the new text, no spaces
	wire TEXT			-- the message as read (JSON); NULL: not
) STRICT;
CREATE INDEX item_case ON item (case_id);
CREATE INDEX item_message_id ON item (message_id) WHERE message_id <> '';

-- Where an item was seen: one row a place in a mailbox.
CREATE TABLE sighting (
	source TEXT NOT NULL,		-- name of the source
	uidvalidity INTEGER NOT NULL,	-- RFC 9051, 2.3.1.1; 0 if it has none
	uid INTEGER NOT NULL,		-- 0 if it has none
	sha256 TEXT NOT NULL REFERENCES item (sha256),
	seen INTEGER NOT NULL,		-- when
	PRIMARY KEY (source, uidvalidity, uid, sha256)
) STRICT, WITHOUT ROWID;

-- What the classifier proposed about an item, kept as it was.
CREATE TABLE suggestion (
	id INTEGER PRIMARY KEY,
	item_id INTEGER NOT NULL REFERENCES item (id),
	case_id INTEGER REFERENCES case_file (id),
	ruleset TEXT NOT NULL,		-- hash of the rules that were used
	body TEXT NOT NULL		-- as 'postroom classify' prints it
) STRICT;
CREATE INDEX suggestion_item ON suggestion (item_id);
CREATE INDEX suggestion_case ON suggestion (case_id);

-- Everything that happened, in order; entries are only ever added.
CREATE TABLE history (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- 1, 2, 3 … without a gap
	case_id INTEGER REFERENCES case_file (id), -- NULL: no case
	at INTEGER NOT NULL,
	actor TEXT NOT NULL CHECK (actor <> ''), -- a person, or 'postroom'
	event TEXT NOT NULL CHECK (event <> ''), -- 'received', 'confirmed' …
	detail TEXT NOT NULL,		-- a JSON object
	chain TEXT NOT NULL		-- SHA-256 over this and the one before
) STRICT;
CREATE INDEX history_case ON history (case_id);
CREATE TRIGGER history_keeps BEFORE UPDATE ON history BEGIN
	SELECT RAISE (ABORT, 'history is only ever added to');
END;
CREATE TRIGGER history_stays BEFORE DELETE ON history BEGIN
	SELECT RAISE (ABORT, 'history is only ever added to');
END;

-- What a named person settled about a case; only ever added.
CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	at INTEGER NOT NULL,
	who TEXT NOT NULL CHECK (who <> ''), -- name of the person
	category TEXT NOT NULL,
	ground TEXT,
	reason TEXT NOT NULL		-- '' if none was needed
) STRICT;
CREATE INDEX decision_case ON decision (case_id);
CREATE TRIGGER decision_keeps BEFORE UPDATE ON decision BEGIN
	SELECT RAISE (ABORT, 'decisions are only ever added to');
END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN
	SELECT RAISE (ABORT, 'decisions are only ever added to');
END;

-- What the Code obliges the landlord to do. Open until met or ended.
CREATE TABLE duty (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	kind TEXT NOT NULL CHECK (kind <> ''), -- names of policy/duty.h
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	provision TEXT NOT NULL,	-- paragraph that asks for it
	due_day TEXT,			-- last day on which it is in time
	due_at INTEGER,			-- the same, for duties in clock hours
	due_by INTEGER NOT NULL,	-- first instant at which it is late
	guard_at INTEGER,		-- when the guard acts; NULL: never
	met INTEGER,			-- when it was met
	met_event INTEGER REFERENCES history (id), -- by what
	ended INTEGER,			-- when it was ended without being met
	ended_by TEXT NOT NULL DEFAULT '', -- person or rule
	ended_reason TEXT NOT NULL DEFAULT '',
	CHECK ((due_day IS NULL) <> (due_at IS NULL)),
	CHECK ((met IS NULL) = (met_event IS NULL)),
	CHECK (met IS NULL OR ended IS NULL),
	CHECK (ended IS NULL OR (ended_by <> '' AND ended_reason <> ''))
) STRICT;
CREATE INDEX duty_case ON duty (case_id);
CREATE INDEX duty_due ON duty (due_by, id) WHERE met IS NULL AND ended IS NULL;
CREATE UNIQUE INDEX duty_open ON duty (case_id, kind, stage)
	WHERE met IS NULL AND ended IS NULL;

-- The draft of an acknowledgement, until somebody releases it.
CREATE TABLE draft (
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	stage INTEGER NOT NULL CHECK (stage IN (1, 2)),
	definition TEXT NOT NULL,	-- the complaint, Code 5.6
	outcomes TEXT NOT NULL,		-- what the resident wants, Code 5.6
	responsibility TEXT NOT NULL,	-- what is ours, Code 5.7
	clarification TEXT NOT NULL,	-- what we still ask
	edited_by TEXT NOT NULL,	-- '' while nobody has
	at INTEGER,			-- of the last change
	PRIMARY KEY (case_id, stage)
) STRICT, WITHOUT ROWID;

-- The outbox: letters of ours, written in the case's own transaction.
CREATE TABLE letter (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	kind TEXT NOT NULL,		-- 'receipt', 'acknowledgement-1' …
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'sent',
		'uncertain', 'held', 'failed', 'bounced', 'withdrawn')),
	to_name TEXT NOT NULL,
	to_address TEXT NOT NULL,
	from_name TEXT NOT NULL,
	from_address TEXT NOT NULL,
	reply_to TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,		-- the text as the resident reads it
	message_id TEXT NOT NULL UNIQUE, -- one for all attempts
	in_reply_to TEXT NOT NULL,
	mail_references TEXT NOT NULL,	-- Message-IDs, one a line
	dated INTEGER NOT NULL,		-- printed in the letter
	template_hash TEXT NOT NULL,	-- SHA-256 of the template
	mail BLOB NOT NULL,		-- RFC 5322, just as it is sent
	envelope_from TEXT NOT NULL,	-- where bounces go
	guard INTEGER NOT NULL CHECK (guard IN (0, 1)), -- nobody read it
	actor TEXT NOT NULL CHECK (actor <> ''), -- who released it
	created INTEGER NOT NULL,
	next_at INTEGER NOT NULL,	-- not to be tried before
	claimed INTEGER,		-- a sender has had it since
	sent INTEGER,			-- when the server took it
	attempts INTEGER NOT NULL DEFAULT 0,
	uncertain INTEGER NOT NULL DEFAULT 0, -- how often no answer came
	reply TEXT NOT NULL DEFAULT ''	-- the server's last word, or ours
) STRICT;
CREATE INDEX letter_case ON letter (case_id);
CREATE INDEX letter_due ON letter (next_at, id)
	WHERE state IN ('queued', 'uncertain');
CREATE INDEX letter_to ON letter (to_address COLLATE NOCASE, created);
CREATE UNIQUE INDEX letter_live ON letter (case_id, kind, stage)
	WHERE state IN ('queued', 'claimed', 'sent', 'uncertain', 'held');

PRAGMA user_version = 1;
