-- Step 9: who has a case and who must not see it, who is away, what members
-- of staff have seen, how cases belong together, files that people put with
-- a case, and what other systems are to be told. A login is a name of the
-- table staff, in lower case; a command may act before there is any.

-- Who has a case.
CREATE TABLE assignment (
	case_id INTEGER PRIMARY KEY REFERENCES case_file (id),
	login TEXT NOT NULL CHECK (login <> ''),
	since INTEGER NOT NULL,
	given_by TEXT NOT NULL CHECK (given_by <> ''), -- a person's name
	cleared INTEGER			-- when the handler said that he has no
					-- conflict (Code 5.8c); NULL: not yet
) STRICT;
CREATE INDEX assignment_login ON assignment (login);

-- Who must not see a case: whoever it complains of (Code 5.8c).
CREATE TABLE bar (
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	login TEXT NOT NULL CHECK (login <> ''),
	since INTEGER NOT NULL,
	set_by TEXT NOT NULL CHECK (set_by <> ''),
	reason TEXT NOT NULL CHECK (reason <> ''),
	PRIMARY KEY (case_id, login)
) STRICT, WITHOUT ROWID;
CREATE INDEX bar_login ON bar (login);

-- Staff who are away, with the last day of it.
CREATE TABLE absence (
	login TEXT PRIMARY KEY CHECK (login <> ''),
	until TEXT NOT NULL,
	told INTEGER NOT NULL,		-- when it was entered
	told_by TEXT NOT NULL CHECK (told_by <> '')
) STRICT, WITHOUT ROWID;

-- The newest letter sent by the guard that a member of staff has seen.
CREATE TABLE guard_seen (
	login TEXT PRIMARY KEY CHECK (login <> ''),
	letter INTEGER NOT NULL,	-- id of the letter
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_guard ON letter (id) WHERE guard = 1;

-- Cases that a member of staff follows, and how much of each was seen.
CREATE TABLE follow (
	login TEXT NOT NULL CHECK (login <> ''),
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	seen INTEGER NOT NULL,		-- id of the newest history entry seen
	since INTEGER NOT NULL,
	PRIMARY KEY (login, case_id)
) STRICT, WITHOUT ROWID;

-- Two cases that a person found to belong together.
CREATE TABLE case_link (
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	other_id INTEGER NOT NULL REFERENCES case_file (id),
	reason TEXT NOT NULL,		-- '' if none was given
	at INTEGER NOT NULL,
	set_by TEXT NOT NULL CHECK (set_by <> ''),
	PRIMARY KEY (case_id, other_id),
	CHECK (case_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_link_other ON case_link (other_id);

-- A file that a person put with a case: a survey, a photograph, minutes.
CREATE TABLE enclosure (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	event INTEGER NOT NULL REFERENCES history (id), -- what it belongs to
	filename TEXT NOT NULL,		-- its last part, cleaned
	type TEXT NOT NULL,		-- media type as told; '' if not
	size INTEGER NOT NULL,
	sha256 TEXT NOT NULL		-- of its bytes, in the archive
) STRICT;
CREATE INDEX enclosure_case ON enclosure (case_id);
CREATE INDEX enclosure_sha256 ON enclosure (sha256);

-- What another system is to be told by a webhook: the outbox of events. It
-- holds identifiers, labels and days only.
CREATE TABLE hook_event (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of telling
	hook TEXT NOT NULL,		-- its title in the configuration
	key TEXT NOT NULL,		-- the event's own name, for ever
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	body TEXT NOT NULL,		-- JSON, the same at each attempt
	state TEXT NOT NULL CHECK (state IN ('queued', 'told', 'failed')),
	created INTEGER NOT NULL,	-- by the real clock, as what follows
	next_at INTEGER NOT NULL,	-- not to be tried before
	attempts INTEGER NOT NULL DEFAULT 0,
	told INTEGER,			-- when it was taken
	reply TEXT NOT NULL DEFAULT '',	-- the last answer, in words
	UNIQUE (hook, key)
) STRICT;
CREATE INDEX hook_queued ON hook_event (hook, case_id, id)
	WHERE state = 'queued';
CREATE INDEX hook_failed ON hook_event (id) WHERE state = 'failed';

-- A case for which something is owed is open.
CREATE TRIGGER duty_opens AFTER INSERT ON duty BEGIN
	UPDATE case_file SET status = 'open'
	WHERE id = NEW.case_id AND status = 'closed';
END;
CREATE TRIGGER duty_reopens AFTER UPDATE OF met, ended ON duty
WHEN NEW.met IS NULL AND NEW.ended IS NULL BEGIN
	UPDATE case_file SET status = 'open'
	WHERE id = NEW.case_id AND status = 'closed';
END;

PRAGMA user_version = 9;
