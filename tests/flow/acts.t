#!/bin/sh
# What people do with a case besides settling it: who has it and who must not
# see it, calls and files, links, messages on the wrong case, closing. Each
# stands in the history with a name, and what may not be is refused.
. "$(dirname "$0")/lib.sh"

configure_local </dev/null
export POSTROOM_NOW=2026-11-23T09:00:00Z

field() { # REF PATH: of "case show --json", as Python's expression of d
	postroom case show "$1" --json |
		/usr/bin/python3 -c "import json, sys
d = json.load(sys.stdin)
print($2)"
}

event() { # REF EVENT: how often it stands in the history
	query "SELECT count(*) FROM history h JOIN case_file c ON
	c.id = h.case_id WHERE c.ref = '$1' AND event = '$2'"
}

case_of() { # NAME
	query "SELECT ref FROM case_file WHERE from_address =
	'$1@example.org' ORDER BY id LIMIT 1"
}

plan 61

monday_mail ann 'damp' 'I want to make a complaint about the damp.'
monday_mail bob 'tap' 'Please mend the dripping tap in my kitchen.'
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
ann=$(case_of ann)
bob=$(case_of bob)

# --- who has it -------------------------------------------------------------
is "$(field "$ann" "d['assignee']")" None "nobody has a case at first"
ok "it is given to somebody" postroom case assign "$ann" sam --by Meg
is "$(field "$ann" "d['assignee']")" sam "who then has it"
is "$(query 'SELECT cleared IS NULL FROM assignment')" 1 \
	"the conflict question is open"
ok "he has no conflict" postroom case assign "$ann" sam --by Sam --no-conflict
is "$(query 'SELECT cleared IS NOT NULL FROM assignment')" 1 "and has said so"
is "$(event "$ann" assigned)" 2 "both stand in the history"
like "$(postroom case show "$ann")" '^With +sam' "the case shows who has it"
status 1 "a name is no login" postroom case assign "$ann" 'Sam Smith' --by Meg
status 2 "nobody gives it without a name" postroom case assign "$ann" sam
status 1 "a bar needs a reason" postroom case bar "$ann" sam --by Meg
ok "who is complained of is barred" postroom case bar "$ann" sam --by Meg \
	--reason 'the complaint is about him'
is "$(field "$ann" "d['assignee']")" None "and has it no more"
status 1 "nor can it be given back" postroom case assign "$ann" sam --by Meg
like "$(cat "$work/err")" 'barred from.*5\.8c' "the refusal says why"
ok "the bar is lifted" postroom case bar "$ann" sam --by Meg --lift \
	--reason 'another Sam'
status 1 "once" postroom case bar "$ann" sam --by Meg --lift --reason 'again'
is "$(event "$ann" barred) $(event "$ann" bar-lifted)" "1 1" \
	"the history has both, and nothing of what was refused"
ok "given again" postroom case assign "$ann" sam --by Meg
ok "and taken away" postroom case assign "$ann" --nobody --by Meg
is "$(query 'SELECT count(*) FROM assignment')" 0 "nobody has it"
ok "somebody is away" postroom away sam --until 2026-11-30 --by Meg
is "$(query 'SELECT until FROM absence')" 2026-11-30 "until that day"
status 1 "not until a day that has passed" postroom away sam \
	--until 2026-11-22 --by Meg
ok "and back" postroom away sam --by Sam
is "$(query 'SELECT count(*) FROM absence')" 0 "so he is here"

# --- what happened elsewhere ------------------------------------------------
printf 'pretend that this is a survey\n' >"$work/Survey of flat 2.pdf"
printf 'and this a picture' >"$work/wall.jpg"
ok "a visit is entered with its files" postroom case log "$ann" visit \
	--by Sam --day 2026-11-20 --file "$work/Survey of flat 2.pdf" \
	--file "$work/wall.jpg" 'Looked at the wall with the surveyor.'
is "$(field "$ann" "[f['filename'] for f in d['files']]")" \
	"['Survey of flat 2.pdf', 'wall.jpg']" "they are on the case"
like "$(postroom case show "$ann")" 'Sam: visit; Looked at the wall' \
	"as it happened"
sha=$(sha256sum "$work/wall.jpg" | cut -c1-64)
is "$(tail -c 18 "$work/data/archive/$(echo "$sha" | cut -c1-2)/$sha")" \
	'and this a picture' "the bytes are in the archive"
ok "the ledger is whole with them" postroom verify
ok "and a backup has them" postroom backup "$work/copy"
is "$(find "$work/copy" -name "$sha" | wc -l)" 1 "under their hash"
status 1 "an entry says something" postroom case log "$ann" call --by Sam ' '
status 1 "a day yet to come is none" postroom case log "$ann" call --by Sam \
	--day 2026-11-24 'Called.'
status 1 "a kind that there is not" postroom case log "$ann" dream --by Sam x
: >"$work/empty"
status 1 "an empty file is none" postroom case log "$ann" report --by Sam \
	--file "$work/empty" 'See the file.'
is "$(event "$ann" call) $(event "$ann" report)" "0 0" "nothing was entered"

# --- links ------------------------------------------------------------------
ok "two cases are linked" postroom case link "$ann" "$bob" --by Sam \
	--reason 'one stairwell'
is "$(field "$bob" "d['links'][0]['ref']")" "$ann" "the other one shows it"
status 1 "once" postroom case link "$bob" "$ann" --by Sam
status 1 "and not with itself" postroom case link "$bob" "$bob" --by Sam
ok "the link is taken back" postroom case link "$bob" "$ann" --by Sam --undo
is "$(field "$ann" "d['links']")" "[]" "on both sides"

# --- messages on the wrong case ---------------------------------------------
printf 'From: bob@example.org\nTo: complaints@landlord.example
Subject: Re: tap [%s]\nMessage-ID: <bob2@example.org>
In-Reply-To: <bob@example.org>
Date: Mon, 23 Nov 2026 08:30:00 +0000\n\n%s\n' "$bob" \
	'By the way, please mend the light in the hall, too.' \
	>"$work/mail/new/bob2"
ok "an answer is fetched" postroom poll --once
ok "and filed on its case" postroom intake --once
second=$(query "SELECT sha256 FROM item WHERE state = 'reply'")
first=$(query "SELECT item FROM case_file WHERE ref = '$bob'")
status 1 "what opened a case stays on it" postroom case move "$bob" "$first" \
	"$ann" --by Sam --reason 'wrong'
ok "an answer is moved" postroom case move "$bob" "$second" "$ann" --by Sam \
	--reason 'it is about the damp'
is "$(field "$ann" "len(d['messages'])") $(field "$bob" \
	"len(d['messages'])")" "2 1" "from one case to the other"
is "$(query "SELECT count(*) FROM duty d JOIN case_file c ON c.id = d.case_id
	WHERE c.ref = '$ann' AND kind = 'look' AND met IS NULL")" 1 \
	"where somebody must look at it"
ok "or becomes a case of its own" postroom case split "$ann" \
	"$(echo "$second" | cut -c1-12)" --by Sam --reason 'the light is new'
light=$(query "SELECT ref FROM case_file ORDER BY id DESC LIMIT 1")
like "$(cat "$work/out")" "on $light now" "which is told"
is "$(field "$light" "d['messages'][0]['state']")" case "which it opened"
is "$(query "SELECT count(*) FROM letter l JOIN case_file c ON c.id =
	l.case_id WHERE c.ref = '$light' AND kind = 'receipt'")" 1 \
	"with its receipt"
ok "the ledger is whole with it" postroom verify

# --- closing ----------------------------------------------------------------
status 1 "a case for which something is owed stays open" \
	postroom case close "$bob" --by Sam
ok "confirmed" postroom case confirm "$bob" --by Sam \
	--category service_request
ok "a case for which nothing is owed is closed" postroom case close "$bob" \
	--by Sam
printf 'From: bob@example.org\nTo: complaints@landlord.example
Subject: Re: tap [%s]\nMessage-ID: <bob3@example.org>
In-Reply-To: <bob@example.org>
Date: Mon, 23 Nov 2026 08:45:00 +0000\n\n%s\n' "$bob" \
	'When will the plumber be here?' \
	>"$work/mail/new/bob3"
postroom poll --once 2>/dev/null
postroom intake --once 2>/dev/null
is "$(field "$bob" "d['status']")" open "a new message opens it again"
finish
