#!/bin/sh
# What a resident says to a member of staff: it becomes a case like a mail,
# its clock starts when it was said, and the answer finds its way.
. "$(dirname "$0")/lib.sh"
plan 39
configure_local <<'END'
staff = {"@landlord.example"}
END
sed -i 's|^send .*|send { folder = "sent" print = "print" }|' \
	"$work/postroom.conf"
POSTROOM_NOW=2026-11-23T10:00:00Z
export POSTROOM_NOW

tell_us() { # ARGUMENTS
	postroom submit --by 'Sam Hill' "$@"
}

of() { # COLUMN: of the newest case
	query "SELECT $1 FROM case_file ORDER BY id DESC LIMIT 1"
}

# --- by telephone, with an email address --------------------------------------

ok "a call is written down" tell_us --channel phone --from-name 'Ann Lee' \
	--from-email ann@example.org --when 2026-11-20T15:00 \
	'I want to complain. Nobody came to mend the roof.'
ok "the same words again" tell_us --channel phone --from-name 'Ann Lee' \
	--from-email ann@example.org --when 2026-11-20T15:00 \
	'I want to complain. Nobody came to mend the roof.'
ok "they are filed" postroom intake --once
is "$(query 'SELECT count(*) FROM case_file')" 1 "and are one case"
ref=$(of ref)
is "$(of "datetime(received, 'unixepoch') || ' ' || channel")" \
	'2026-11-20 15:00:00 phone' "received when it was said, by telephone"
is "$(of "from_name || ' ' || from_address")" 'Ann Lee ann@example.org' \
	"from whoever said it"
is "$(of "category || ' ' || stage")" 'complaint 1' "it is a complaint"
is "$(query "SELECT due_day FROM duty WHERE kind = 'acknowledge-1'")" \
	2026-11-27 "whose days are counted from then"
is "$(query "SELECT actor FROM history WHERE event = 'told'")" 'Sam Hill' \
	"the history names the member of staff"
postroom case show "$ref" >"$work/shown"
like "$(cat "$work/shown")" \
	'Told to Sam Hill by telephone on Friday 20 November 2026 at 15:00' \
	"case show says who was told, how and when"
is "$(postroom case show "$ref" --json |
	jq -r '.messages[0].new_text')" \
	'I want to complain. Nobody came to mend the roof.' \
	"what was said stands alone"
is "$(query "SELECT count(*) FROM letter WHERE kind = 'receipt'")" 1 \
	"a receipt goes to the address that was given"
sha=$(of item)
like "$(find "$work/data/archive" -name "$sha*" -exec cat {} +)" \
	'^From: "Ann Lee" <ann@example.org>' "anybody can read the original"

# --- on a visit, without one --------------------------------------------------

printf '%s\n' 'The lift is broken again.' '--' \
	'I am fed up; complain, please.' \
	>"$work/words"
ok "a visit, from a file" tell_us --channel visit \
	--from-name 'Zoë "Z" O’Hara' \
	--address '3 High Street, Anytown, AN1 1AA' --telephone '01234 555' \
	--when 2026-11-19 "$work/words"
ok "it is filed" postroom intake --once
is "$(of "datetime(received, 'unixepoch')")" '2026-11-19 00:00:00' \
	"of a day the first minute counts"
is "$(of from_name)" "Zoë 'Z' O’Hara" "the name is kept"
is "$(of 'from_address || reply_address')" '' "there is no email address"
like "$(postroom case show "$(of ref)" --json |
	jq -r '.messages[0].new_text')" \
	'I am fed up' "a line of hyphens ends no text"
is "$(query "SELECT replace(postal, char(10), '|') FROM person WHERE
	case_id = (SELECT max(id) FROM case_file)")" \
	"Zoë 'Z' O’Hara|3 High Street|Anytown|AN1 1AA" \
	"the address is known for post"
like "$(postroom case show "$(of ref)")" 'Their telephone: 01234 555' \
	"the telephone number can be read"
ref=$(of ref)
ok "a person looks" postroom case confirm "$ref" --by Sam --category complaint
ok "says what it is about" postroom case draft "$ref" --by Sam \
	--definition 'The lift is broken.' --outcomes 'A lift that works.' \
	--responsibility 'The lift is ours.'
ok "and releases the acknowledgement" postroom case release "$ref" --by Sam
is "$(query "SELECT route || ' ' || substr(postal, 1, 3) FROM letter WHERE
	kind = 'acknowledgement-1'")" "post Zoë" "which goes by post" ||
	query "SELECT route, postal FROM letter" | sed 's/^/# /'

# --- by pipe; on a social network ---------------------------------------------

echo 'The bin store is dirty.' | tell_us --channel social --from-name Bo - \
	>"$work/out" 2>"$work/err"
is "$?" 0 "words from standard input"
ok "are filed" postroom intake --once
is "$(of "channel || ' ' || subject")" 'social Told on a social network' \
	"with a subject of their own"
like "$(query "SELECT note FROM item ORDER BY id DESC LIMIT 1")" \
	'on a social network on Monday 23 November 2026 at 10:00' \
	"without --when it was said now"

# --- what is refused ----------------------------------------------------------

status 2 "without a member of staff" postroom submit --channel phone \
	--from-name Ann 'It leaks.'
status 2 "by a pigeon" tell_us --channel email --from-name Ann 'It leaks.'
status 2 "when nobody can say" tell_us --channel phone --from-name Ann \
	--when yesterday 'It leaks.'
status 1 "in the future" tell_us --channel phone --from-name Ann \
	--when 2026-11-24 'It leaks.'
like "$(cat "$work/err")" 'in the future' "which it says"
status 1 "more than a year ago" tell_us --channel phone --from-name Ann \
	--when 2025-11-20 'It leaks.'
status 1 "an address that is none" tell_us --channel phone --from-email ann \
	'It leaks.'
status 1 "nothing said" tell_us --channel phone --from-name Ann ' '
status 1 "by nobody at all" tell_us --channel phone 'It leaks.'
ok "and the ledger is whole" postroom verify
finish
