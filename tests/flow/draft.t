#!/bin/sh
# The acknowledgement is edited before it is released: what the complaint is
# about, what is wanted, what we are responsible for (Code 5.6, 5.7). What a
# person wrote is what leaves, and the Code's forbidden words do not.
. "$(dirname "$0")/lib.sh"
plan 50

configure_local </dev/null
export POSTROOM_NOW=2026-11-23T09:00:00Z

letter() { # NAME TEXT
	monday_mail "$1" 'damp' "$2"
}

draft() { # COLUMN
	query "SELECT $1 FROM draft"
}

letter jo 'I want to make a complaint. The damp in my bedroom has been there
since March and nobody has come. This is my informal complaint to you.

I want it mended and an apology.'
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
ref=$(query 'SELECT ref FROM case_file')

ok "the draft is shown as a letter" postroom case draft "$ref"
like "$(cat "$work/out")" 'case release' "with what to type next"
is "$(draft edited_by)" "" "showing it changes nothing"
status 2 "nobody edits without a name" \
	postroom case draft "$ref" --outcomes 'Mend it.'
status 1 "no word that the Code forbids (5.2)" postroom case draft "$ref" \
	--by Ann --responsibility 'At this informal complaint we answer all.'
like "$(cat "$work/err")" '5\.2' "and the refusal names the paragraph"
is "$(draft edited_by)" "" "and keeps nothing"
ok "the resident's own words may hold them" postroom case draft "$ref" \
	--by Ann --definition '1. Damp in the bedroom since March.
2. You said: "informal complaint".'
printf 'We are responsible for the damp.\nThe garden is the council'\''s.\n' \
	>"$work/ours"
ok "a text may come from a file" postroom case draft "$ref" --by Bob \
	--responsibility "@$work/ours" --clarification 'Which wall is it?'
is "$(draft edited_by)" Bob "the last who edited stands on it"
like "$(draft responsibility)" "council's" "what he wrote is kept"
like "$(draft definition)" "since March" "and what was there before"
status 75 "a file that is not there" postroom case draft "$ref" --by Bob \
	--outcomes "@$work/none"
head -c 40000 /dev/zero | tr '\0' x >"$work/big"
status 1 "a file that is too big" postroom case draft "$ref" --by Bob \
	--outcomes "@$work/big"
like "$(query "SELECT detail FROM history WHERE event = 'drafted'
	AND actor = 'Bob'")" 'responsibility.*clarification' \
	"the history tells which parts"
unlike "$(query 'SELECT detail FROM history')" 'council' "and not the words"

ok "confirmed" postroom case confirm "$ref" --by Ann --category complaint
ok "released" postroom case release "$ref" --by Ann
ok "sent" postroom send --once
like "$(query "SELECT body FROM letter WHERE kind = 'acknowledgement-1'")" \
	"council's" "what they wrote is what left"
status 1 "what has left is not edited" postroom case draft "$ref" --by Ann \
	--outcomes 'Something else.'
like "$(cat "$work/err")" 'sent already' "and that is said"

# --- what the guard's letter left open (domain.md 10.2) ------

letter kim 'I want to make a complaint. The lift is broken and nobody answers.'
ok "another" postroom poll --once
ok "is filed" postroom intake --once
export POSTROOM_NOW=2026-11-27T10:30:00Z
status 1 "nobody has looked" postroom watch --once
ok "the guard's letter leaves" postroom send --once
ref=$(query "SELECT ref FROM case_file WHERE from_address LIKE 'kim@%'")
is "$(query "SELECT count(*) FROM duty WHERE kind = 'confirm-definition'
	AND met IS NULL")" 1 "the definition is owed"
ok "confirmed" postroom case confirm "$ref" --by Ann --category complaint
ok "written" postroom case draft "$ref" --by Ann \
	--definition '1. The lift of Elm House has been broken since Monday.' \
	--responsibility 'The lift is ours.'
like "$(cat "$work/out")" 'as we told you' \
	"the letter does not move the day of the response"
ok "released" postroom case release "$ref" --by Ann
ok "sent" postroom send --once
like "$(query "SELECT body FROM letter WHERE kind = 'definition'")" \
	'Elm House' "it says what we understand"
is "$(query "SELECT count(*) FROM duty WHERE kind = 'confirm-definition'
	AND met IS NULL")" 0 "which meets the duty"
is "$(query "SELECT count(*) FROM duty WHERE kind = 'respond-1'
	AND met IS NULL")" 2 "the responses stay owed"
status 1 "nothing is left to release" \
	postroom case release "$ref" --by Ann

# --- and once more at stage 2 -------------------------------------------------

ok "answered" postroom case done "$ref" respond-1 --by Ann --reason 'posted'
token=$(query "SELECT message_id FROM letter WHERE kind = 'definition'")
printf 'From: kim@example.org\nTo: complaints@landlord.example
Subject: Re: lift\nMessage-ID: <kim2@example.org>\nIn-Reply-To: <%s>
Date: Fri, 27 Nov 2026 11:00:00 +0000\n\n%s\n' "$token" \
	'I am not happy with your answer. Please take this to stage 2.' \
	>"$work/mail/new/kim2"
ok "the answer is disputed" postroom poll --once
ok "that is heard" postroom intake --once
export POSTROOM_NOW=2026-12-04T10:30:00Z
status 1 "nobody has looked again" postroom watch --once
ok "the guard's letter of stage 2 leaves" postroom send --once
is "$(query "SELECT count(*) FROM letter
	WHERE kind = 'acknowledgement-2' AND state = 'sent'")" 1 "as it should"
ok "confirmed" postroom case confirm "$ref" --by Ann --category escalation
ok "the reviewer is named" postroom case draft "$ref" --by Ann \
	--definition '1. The lift is still broken.' --reviewer 'The Director'
ok "a second definition is released" postroom case release "$ref" --by Ann
ok "and sent" postroom send --once
is "$(query "SELECT count(*) FROM letter
	WHERE kind = 'definition' AND state = 'sent'")" 2 "one for each stage"
is "$(query "SELECT count(*) FROM duty WHERE kind IN ('confirm-definition',
	'name-reviewer') AND met IS NULL AND ended IS NULL")" 0 \
	"nothing of it stays open"
finish
