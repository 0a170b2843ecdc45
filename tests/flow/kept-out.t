#!/bin/sh
# A message that is read but that the ledger will not have takes no other of
# its batch with it, and opens a case with its original all the same.
. "$(dirname "$0")/lib.sh"
plan 8

configure_local </dev/null
box=$work/mail/new
for name in a bad c; do
	printf 'From: %s@example.org\nSubject: %s\nMessage-ID: <%s@id.example>

%s\n' \
		"$name" "$name" "$name" 'Nobody came to mend the roof.' \
		>"$box/$name"
done
ok "all are taken in" postroom poll --once
ok "the ledger is made" postroom intake --once
is "$(query 'SELECT count(*) FROM case_file')" 3 "three cases"

# The same again under other names, with a ledger that refuses one of them.
sqlite3 "$work/data/ledger.sqlite" "CREATE TRIGGER refuse BEFORE INSERT ON item
	WHEN NEW.message_id = 'bad2@id.example'
	BEGIN SELECT RAISE (ABORT, 'refused'); END"
for name in a2 bad2 c2; do
	printf 'From: %s@example.org\nSubject: %s\nMessage-ID: <%s@id.example>

%s\n' \
		"$name" "$name" "$name" 'Nobody came again.' >"$box/$name"
done
ok "three more are taken in" postroom poll --once
ok "they are filed" postroom intake --once
is "$(query "SELECT count(*) FROM item WHERE state = 'case'")" 5 \
	"those beside it are filed as usual"
is "$(query "SELECT count(*) FROM item WHERE state = 'unreadable' AND
	why LIKE '%could not be filed%'")" 1 "it is a case for a person"
is "$(query "SELECT count(*) || ' ' || count(DISTINCT case_id) FROM letter
	WHERE kind = 'receipt'")" "5 5" "nobody is answered twice"
finish
