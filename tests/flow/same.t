#!/bin/sh
# The same words by email and by another door: two cases, a proposal that
# they are one, and a person who settles it. Nothing is merged by itself.
. "$(dirname "$0")/lib.sh"
. "$here/automation.sh"
plan 43
house same code </dev/null

words='My roof has leaked since October and nobody has come to mend it. I want
to make a complaint about the repairs team and I would like an apology.'

by_door() { # CHANNEL TIME FROM TEXT
	printf 'From: %s\nSubject: Web form\n\n%s\n' "$3" "$4" >"$work/item"
	at "$2" submit --channel "$1" --received "$2" "$work/item" &&
		at "$2" intake --once 2>>"$work/log"
}

ref() { # NUMBER: of the n-th case
	query "SELECT ref FROM case_file WHERE id = $1"
}

proposed() {
	query "SELECT count(*) FROM likeness WHERE state = 'proposed'"
}

mail ann 2026-11-16T10:00:00Z 'Roof' <<END
$words
END
pass 2026-11-16T10:30:00Z
ok "the same by the form" by_door form 2026-11-18T09:00:00Z \
	'Ann Lee <ANN@example.org>' "$words

What outcome would you like? An apology and a dry roof."
is "$(query 'SELECT count(*) FROM case_file')" 2 "opens a case of its own"
is "$(query "SELECT younger || ' ' || older || ' ' || (share > 0.9) || ' ' ||
	state FROM likeness")" '2 1 1 proposed' "and is proposed to be the same"
one=$(ref 1) two=$(ref 2)
like "$(at 2026-11-18T09:01:00Z case list)" "$two .*\[may be $one\]" \
	"the list says so"
like "$(at 2026-11-18T09:01:00Z case show "$two")" \
	"May be +the same as $one: [0-9]+ % of the words" "the case says so"
like "$(at 2026-11-18T09:01:00Z case show "$one")" "the same as $two" \
	"both of them"
is "$(at 2026-11-18T09:01:00Z case show "$two" --json |
	jq -r '.twins[] | .ref + " " + .state')" "$one proposed" "for programs too"

# --- what is not proposed -----------------------------------------------------

by_door form 2026-11-18T10:00:00Z 'Bo <bo@example.org>' "$words"
is "$(proposed)" 1 "another person's case is not"
by_door form 2026-11-18T11:00:00Z ann@example.org \
	'The lift is out of order today and my shopping is heavy. Please mend it.'
is "$(proposed)" 1 "nor other words"
by_door form 2026-12-05T10:00:00Z ann@example.org "$words"
is "$(proposed)" 1 "nor the same words after more than fourteen days"
mail ann 2026-12-30T10:00:00Z 'Roof' <<END
$words
END
pass 2026-12-30T10:30:00Z
is "$(proposed)" 1 "in whichever order"

# --- by name and postcode -----------------------------------------------------

by_door letter 2027-01-11T09:00:00Z 'Mrs Zoe Poe <>' "3 High Street
Anytown an1 1aa

The heating in our block has failed again this week. I am very unhappy."
ok "told by telephone" at 2027-01-12T09:00:00Z submit --channel phone \
	--by Sam --from-name 'Z. Poe' --address '3 High St, Anytown, AN1 1AA' \
	'The heating in our block has failed again this week. I am very unhappy.'
at 2027-01-12T09:01:00Z intake --once 2>>"$work/log"
is "$(proposed)" 2 "the same name at the same postcode"
ok "a colleague finds that they are two" at 2027-01-12T10:00:00Z case \
	different "$(query 'SELECT ref FROM case_file ORDER BY id DESC LIMIT 1')" \
	"$(query "SELECT ref FROM case_file WHERE channel = 'letter'")" --by Al
is "$(proposed)" 1 "then it is proposed no more"
is "$(query "SELECT count(*) FROM history WHERE event = 'different' AND
	actor = 'Al'")" 2 "both histories say who said so"

# --- one matter ---------------------------------------------------------------

query "SELECT kind, due_day FROM duty WHERE case_id = 1 ORDER BY kind" \
	>"$work/before"
status 2 "nobody joins without a name" at 2026-11-19T09:00:00Z case same \
	"$two" "$one"
status 1 "a case with itself" at 2026-11-19T09:00:00Z case same "$one" \
	"$one" --by Sam
status 1 "a case that is none" at 2026-11-19T09:00:00Z case same "$one" \
	CR-2026-09999-A --by Sam
ok "a person joins them" at 2026-11-19T09:00:00Z case same "$one" "$two" \
	--by Sam
is "$(query "SELECT count(*) FROM item WHERE case_id = 1")" 2 \
	"the older case has both messages"
is "$(query "SELECT status FROM case_file WHERE id = 2")" closed \
	"the younger is closed"
is "$(query "SELECT count(*) FROM duty WHERE case_id = 2 AND met IS NULL AND
	ended IS NULL")" 0 "and owes nothing any more"
is "$(query "SELECT DISTINCT ended_by || ': ' || ended_reason FROM duty WHERE
	case_id = 2")" "Sam: the same matter as $one" "for that reason"
is "$(query "SELECT kind, due_day FROM duty WHERE case_id = 1 ORDER BY kind")" \
	"$(cat "$work/before")" "the older keeps its dates"
is "$(query "SELECT group_concat(event || ' ' || case_id, ', ') FROM (SELECT *
	FROM history WHERE actor = 'Sam' AND event IN ('same', 'joined')
	ORDER BY case_id)")" 'joined 1, same 2' "both histories know"
like "$(at 2026-11-19T09:01:00Z case show "$two")" "same as +$one, says Sam" \
	"who opens the younger is led to the older"
status 1 "once joined it is not joined again" at 2026-11-19T09:02:00Z \
	case same "$two" "$(ref 3)" --by Sam
ok "the ledger is whole" postroom verify
like "$(cat "$work/out")" 'sound|good|well|whole|no fault|nothing' \
	"and says so"

# What is answered to the younger one's receipt belongs to the older.
id=$(query "SELECT message_id FROM letter WHERE case_id = 2 AND
	kind = 'receipt'")
mail ann 2026-11-20T10:00:00Z 'Re: Web form' "In-Reply-To: <$id>" <<'END'
Thank you. It still leaks.
END
at 2026-11-20T10:00:00Z poll --once >>"$work/log" 2>&1
pass 2026-11-20T10:30:00Z
is "$(query "SELECT case_id FROM item WHERE message_id LIKE 'ann.%' ORDER BY
	id DESC LIMIT 1")" 1 "an answer to its receipt comes to the older case"

# What the younger owed, and what has left, counts for the matter.
by_door form 2026-11-23T09:00:00Z 'Kim <kim@example.org>' 'The tap in my
kitchen drips. Please could somebody come and mend it?'
mail kim 2026-11-24T09:00:00Z 'Tap' <<'END'
The tap in my kitchen drips. Please could somebody come and mend it? This is
a complaint: nobody answers, and there is carbon monoxide.
END
pass 2026-11-24T09:30:00Z
older=$(query "SELECT max(id) FROM case_file WHERE source = 'submit' AND
	from_address LIKE 'kim@%'")
younger=$(query "SELECT max(id) FROM case_file WHERE from_address LIKE 'kim@%'")
is "$(query "SELECT younger || ' ' || older FROM likeness WHERE younger =
	$younger")" "$younger $older" "more was written in the second message"
is "$(query "SELECT stage FROM case_file WHERE id = $older")" 0 \
	"the first was a request"
at 2026-11-24T10:00:00Z case confirm "$(ref "$younger")" --by Sam \
	--category complaint >/dev/null 2>&1
at 2026-11-24T10:00:00Z case draft "$(ref "$younger")" --by Sam --definition \
	'Nobody answers about the tap.' --outcomes 'An answer.' \
	--responsibility 'The tap is ours.' >/dev/null 2>&1
ok "the second is acknowledged" at 2026-11-24T10:01:00Z case release \
	"$(ref "$younger")" --by Sam
at 2026-11-24T10:02:00Z send --once >>"$work/log" 2>&1
ok "then they are joined" at 2026-11-24T11:00:00Z case same \
	"$(ref "$younger")" "$(ref "$older")" --by Sam
is "$(query "SELECT stage || ' ' || (acknowledged1 IS NOT NULL) FROM case_file
	WHERE id = $older")" '1 1' "the matter is a complaint, acknowledged"
is "$(query "SELECT due_day FROM duty WHERE case_id = $older AND
	kind = 'respond-1' AND met IS NULL AND ended IS NULL")" \
	"$(query "SELECT due_day FROM duty WHERE case_id = $younger AND
	kind = 'respond-1'")" "whose response is owed"
is "$(query "SELECT count(*) FROM duty WHERE case_id = $older AND
	kind = 'urgent' AND met IS NULL AND ended IS NULL")" 1 \
	"and the danger as well"
ok "and the ledger is whole" postroom verify
all_went_well "the same matter"

# The same message, byte for byte or by its Message-ID, opens no second case.
before=$(query 'SELECT count(*) FROM case_file')
mail dup 2027-01-13T10:00:00Z 'Gate' <<'END'
The gate of the yard squeaks and somebody should look after it, please.
END
pass 2027-01-13T10:30:00Z
laid=$(find "$work/mail" -type f -name '*.dup')
ok "a copy by another door" at 2027-01-13T11:00:00Z submit --channel form \
	"$laid"
at 2027-01-13T11:01:00Z intake --once 2>>"$work/log"
is "$(query 'SELECT count(*) FROM case_file')" $((before + 1)) \
	"is the same message, and one case"
is "$(query 'SELECT count(*) FROM suggestion WHERE case_id IS NULL')" 0 \
	"every proposal has its case"
finish
