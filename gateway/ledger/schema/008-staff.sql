-- Step 8: who may come in, who is in, and who saw or did what.

-- Members of staff. An account is never deleted: what it did names it.
CREATE TABLE staff (
	id INTEGER PRIMARY KEY,
	login TEXT NOT NULL UNIQUE CHECK (login <> ''), -- in lower case
	name TEXT NOT NULL CHECK (name <> ''), -- as acts are recorded
	email TEXT UNIQUE,		-- in lower case; NULL: none
	roles INTEGER NOT NULL,		-- bits of model/role.h
	created INTEGER NOT NULL,
	disabled INTEGER,		-- NULL while the account is good
	seen INTEGER,			-- last sign-in
	password TEXT,			-- argon2id, or NULL: none set
	totp TEXT,			-- secret of the second factor, sealed
	totp_proven INTEGER NOT NULL DEFAULT 0, -- a code was right once
	totp_step INTEGER NOT NULL DEFAULT 0 -- the last one used
) STRICT;

-- Links with which a password is set: once, and not for long.
CREATE TABLE staff_link (
	hash TEXT PRIMARY KEY,		-- keyed; the link itself is not kept
	staff INTEGER NOT NULL REFERENCES staff (id),
	until INTEGER NOT NULL,
	used INTEGER
) STRICT;

-- Who is signed in.
CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	hash TEXT NOT NULL UNIQUE,	-- keyed; the cookie is not kept
	staff INTEGER NOT NULL REFERENCES staff (id),
	created INTEGER NOT NULL,
	seen INTEGER NOT NULL,		-- to the minute
	ended INTEGER
) STRICT;
CREATE INDEX session_open ON session (staff) WHERE ended IS NULL;

-- Programs that use the API, each with its token.
CREATE TABLE client (
	id INTEGER PRIMARY KEY,
	hash TEXT NOT NULL UNIQUE,	-- keyed; the token is not kept
	name TEXT NOT NULL UNIQUE CHECK (name <> ''),
	roles INTEGER NOT NULL,
	created INTEGER NOT NULL,
	by TEXT NOT NULL,		-- who gave it
	seen INTEGER,
	ended INTEGER
) STRICT;

-- Views and acts: no text of anybody, identifiers only. Only ever added.
CREATE TABLE access (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	staff INTEGER REFERENCES staff (id), -- one of these two
	client INTEGER REFERENCES client (id),
	what TEXT NOT NULL CHECK (what <> ''), -- 'GET /case/{ref}'
	ref TEXT,			-- of the case; NULL: none
	CHECK (staff IS NULL OR client IS NULL)
) STRICT;
CREATE INDEX access_ref ON access (ref, id) WHERE ref IS NOT NULL;
CREATE INDEX access_staff ON access (staff, id);
CREATE TRIGGER access_keeps BEFORE UPDATE ON access BEGIN
	SELECT RAISE (ABORT, 'the log of views is only ever added to');
END;
CREATE TRIGGER access_stays BEFORE DELETE ON access BEGIN
	SELECT RAISE (ABORT, 'the log of views is only ever added to');
END;

PRAGMA user_version = 8;
