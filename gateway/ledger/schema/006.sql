-- Step 6: what is open or unsettled is found without walking through all
-- that is over. A letter carries its mail, so that walking is dear.

CREATE INDEX letter_unsettled ON letter (id)
	WHERE state NOT IN ('sent', 'bounced', 'withdrawn', 'printed');
CREATE INDEX case_open ON case_file (received, id) WHERE status = 'open';

PRAGMA user_version = 6;
