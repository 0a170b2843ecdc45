-- Step 11: what people were told of what is wrong, and the daily statements
-- that each source was taken in completely.

-- An alarm by its identity: one row for a kind and what it is about. A spell
-- goes on until it has been over for a while; then the row waits for the
-- next.
CREATE TABLE alarm (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind <> ''), -- names of desk/alarm.h
	subject TEXT NOT NULL,		-- a reference, source or number; ''
	sentence TEXT NOT NULL,		-- as it was said last
	first_seen INTEGER NOT NULL,	-- when this spell began
	last_seen INTEGER NOT NULL,	-- when it was last looked at and there
	announced INTEGER NOT NULL CHECK (announced IN (0, 1)), -- this spell
	told INTEGER,			-- when a mail last spoke of it
	cleared INTEGER,		-- since when it is gone; NULL: it lasts
	closed INTEGER NOT NULL CHECK (closed IN (0, 1)), -- all-clear given
	UNIQUE (kind, subject),
	CHECK (closed = 0 OR cleared IS NOT NULL)
) STRICT;
CREATE INDEX alarm_live ON alarm (kind, subject) WHERE closed = 0;

-- A statement: each message that a source had between two instants, and
-- where it stands in the ledger. Its history entry seals it.
CREATE TABLE reconciliation (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,		-- name of the source
	day TEXT NOT NULL,		-- London day on which it was made
	since INTEGER,			-- received from; NULL: from the first
	until INTEGER,			-- received before; NULL: to the last
	messages INTEGER NOT NULL,	-- that the source had
	counts TEXT NOT NULL,		-- of them, by place: a JSON object
	missing INTEGER NOT NULL,	-- passed by, and in no place
	fetched INTEGER NOT NULL,	-- of the missing, put into the spool
	finished INTEGER NOT NULL,
	error TEXT NOT NULL		-- why it could not be made; ''
) STRICT;
CREATE INDEX reconciliation_source ON reconciliation (source, finished);

-- What health and metrics count, without a look at the rows themselves.
CREATE INDEX item_arrival ON item (source, received);
CREATE INDEX item_state ON item (state);

-- Whose adjustments or restriction are to be looked at again.
CREATE INDEX person_adjustments ON person (adjustments_review)
	WHERE adjustments_review IS NOT NULL;
CREATE INDEX person_restriction ON person (restriction_review)
	WHERE restriction_review IS NOT NULL;

PRAGMA user_version = 11;
