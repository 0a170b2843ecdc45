-- Step 4: letters on paper, and what is known of a person.

-- The outbox with a way out for each letter. One on paper is first printed,
-- which meets no duty, and has left once somebody has said so: then it is
-- sent, and issued on that day.
CREATE TABLE letter4 (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	kind TEXT NOT NULL,		-- 'receipt', 'acknowledgement-1' …
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'sent',
		'uncertain', 'held', 'failed', 'bounced', 'withdrawn',
		'printed')),
	to_name TEXT NOT NULL,
	to_address TEXT NOT NULL,	-- '' where there is none
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
	mail BLOB,			-- RFC 5322, just as it is sent
	envelope_from TEXT NOT NULL,	-- where bounces go
	guard INTEGER NOT NULL CHECK (guard IN (0, 1)), -- nobody read it
	actor TEXT NOT NULL CHECK (actor <> ''), -- who released it
	created INTEGER NOT NULL,
	next_at INTEGER NOT NULL,	-- not to be tried before
	claimed INTEGER,		-- a sender has had it since
	sent INTEGER,			-- when it left, or we were told so
	attempts INTEGER NOT NULL DEFAULT 0,
	uncertain INTEGER NOT NULL DEFAULT 0, -- how often no answer came
	reply TEXT NOT NULL DEFAULT '',	-- the server's last word, or ours
	route TEXT NOT NULL DEFAULT 'email' CHECK (route IN ('email', 'post',
		'notify')),
	pdf BLOB,			-- the pages, just as they are printed
	pages INTEGER NOT NULL DEFAULT 0,
	postal TEXT NOT NULL DEFAULT '', -- the address in the window, lines
	printed INTEGER,		-- when it was handed over to print
	issued TEXT,			-- the day on which it was posted
	remote TEXT NOT NULL DEFAULT '', -- Notify's id of it
	CHECK ((route = 'email' AND mail IS NOT NULL AND pdf IS NULL) OR
		(route <> 'email' AND mail IS NULL AND pdf IS NOT NULL))
) STRICT;
INSERT INTO letter4 (id, case_id, kind, stage, state, to_name, to_address,
	from_name, from_address, reply_to, subject, body, message_id,
	in_reply_to, mail_references, dated, template_hash, mail,
	envelope_from, guard, actor, created, next_at, claimed, sent, attempts,
	uncertain, reply)
SELECT id, case_id, kind, stage, state, to_name, to_address, from_name,
	from_address, reply_to, subject, body, message_id, in_reply_to,
	mail_references, dated, template_hash, mail, envelope_from, guard,
	actor, created, next_at, claimed, sent, attempts, uncertain, reply
FROM letter;
DROP TABLE letter;
ALTER TABLE letter4 RENAME TO letter;
CREATE INDEX letter_case ON letter (case_id);
CREATE INDEX letter_due ON letter (next_at, id)
	WHERE state IN ('queued', 'uncertain');
CREATE INDEX letter_printed ON letter (id) WHERE state = 'printed';
CREATE INDEX letter_to ON letter (to_address COLLATE NOCASE, created);
CREATE UNIQUE INDEX letter_live ON letter (case_id, kind, stage)
	WHERE state IN ('queued', 'claimed', 'sent', 'uncertain', 'held',
		'printed');

-- What is known of a person beyond a message: one row for each address that
-- residents write from, or for a case where there is no such address.
CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	address TEXT UNIQUE,		-- in lower case; NULL: see case_id
	case_id INTEGER UNIQUE REFERENCES case_file (id),
	name TEXT NOT NULL,
	postal TEXT NOT NULL,		-- lines of the address, '' if unknown
	points INTEGER NOT NULL CHECK (points BETWEEN 12 AND 28), -- of print
	language TEXT NOT NULL,		-- 'en-GB'
	contact TEXT NOT NULL CHECK (contact IN ('any', 'post', 'telephone',
		'none-by-mail')),
	adjustments TEXT NOT NULL,	-- in words (Code 5.10)
	adjustments_review TEXT,	-- the day to look at them again
	restriction TEXT NOT NULL,	-- of contact: the evidence (Code 5.14)
	equality TEXT NOT NULL,		-- how the Equality Act was regarded (5.15)
	restriction_review TEXT,	-- the day to look at it again
	by TEXT NOT NULL CHECK (by <> ''), -- who wrote it last
	at INTEGER NOT NULL,
	CHECK ((address IS NULL) <> (case_id IS NULL))
) STRICT;

PRAGMA user_version = 4;
