#!/bin/sh
# Letters on paper, from the resident's wish to the day of posting: what is
# printed meets no duty, what is posted does; the print folder and its list;
# an address that came back; a person who must not be written to.
. "$(dirname "$0")/lib.sh"
plan 41

POSTROOM_NOW=2026-11-23T09:00:00Z
export POSTROOM_NOW
configure_local </dev/null
sed -i 's|^send .*|send { folder = "sent" print = "print" }|' \
	"$work/postroom.conf"

message() { # NAME FROM WORDS
	printf 'From: %s\nTo: complaints@landlord.example\nMessage-ID: <%s>\n' \
		"$2" "$1@example.org" >"$work/mail/new/$1"
	printf 'Subject: heating\nDate: Mon, 23 Nov 2026 08:00:00 +0000\n\n%s\n' \
		"$3" >>"$work/mail/new/$1"
	postroom poll --once >/dev/null 2>&1
	postroom intake --once >/dev/null 2>&1
}

ref_of() { # ADDRESS
	query "SELECT ref FROM case_file WHERE from_address = '$1'"
}

on_case() { # REF COLUMN KIND
	query "SELECT $2 FROM letter l JOIN case_file c ON c.id = l.case_id
		WHERE c.ref = '$1' AND kind = '$3' ORDER BY l.id DESC LIMIT 1"
}

met() { # REF DUTY
	query "SELECT d.met IS NOT NULL FROM duty d JOIN case_file c
		ON c.id = d.case_id WHERE c.ref = '$1' AND kind = '$2'"
}

complaint='I want to complain. The heating has been broken for three weeks.'
ok "a person who wants post only is recorded" postroom person set \
	ann@example.org --by Sam --name 'Mrs Ann Lee' --contact post --print 18 \
	--postal '=Mrs Ann Lee, Flat 2, 1 High Street, Anytown, AN1 1AA'
like "$(postroom person show ann@example.org)" '18 points' "and shown"
status 1 "an address of nine lines is refused at once" postroom person set \
	ann@example.org --by Sam --postal 'a,b,c,d,e,f,g,h,i'
status 1 "print of 13 points is no size" postroom person set \
	ann@example.org --by Sam --print 13
status 1 "a restriction needs its reasons" postroom person set \
	ann@example.org --by Sam --restriction 'threats on 3 May'
like "$(cat "$work/err")" '5\.15' "and the message names the paragraph"
status 2 "who writes it must be told" postroom person set ann@example.org \
	--name Ann

message one 'Ann Lee <ann@example.org>' "$complaint"
ref=$(ref_of ann@example.org)
is "$(on_case "$ref" route receipt)" post "the receipt goes by post"
ok "a person releases the acknowledgement" sh -c "'$PROGRAM' \
	-c '$work/postroom.conf' case confirm $ref --by Sam \
	--category complaint && '$PROGRAM' -c '$work/postroom.conf' \
	case release $ref --by Sam"
is "$(on_case "$ref" route acknowledgement-1)" post "by post too"
ok "the sender prints" postroom send --once
is "$(on_case "$ref" state acknowledgement-1)" printed "it is printed"
is "$(met "$ref" acknowledge-1)" 0 "which meets no duty"
is "$(find "$work/sent" -name '*.eml' 2>/dev/null | wc -l)" 0 "no e-mail went"
pdf=$(find "$work/print" -name "$ref-*.pdf" | sort | tail -n 1)
text=$(pdftotext "$pdf" - 2>/dev/null)
like "$text" 'Flat 2' "the page has the address"
like "$text" "Page 1 of" "and its number"
unlike "$text" 'reply to this email' "and says nothing of e-mail"
like "$(pdfinfo "$pdf")" 'Tagged: +yes' "and has a structure"
list=$work/print/index-2026-11-23.csv
is "$(wc -l <"$list")" 3 "the list has a head and two letters"
like "$(cat "$list")" "\"'=Mrs Ann Lee\",\"AN1 1AA\"" \
	"what looks like a formula is text"
is "$(find "$work/print" -name '*.pdf' | grep -ci lee)" 0 \
	"no name of a person is a file's"
like "$(postroom due)" "$ref .*answer-other-route" "somebody owes the posting"

POSTROOM_NOW=2026-11-24T09:00:00Z
status 1 "the next day it is an alarm" postroom watch --once
like "$(cat "$work/out")" 'postroom posted' "that says what to do"
status 1 "it was not posted before it was printed" postroom posted "$ref" \
	--by Sam --date 2026-11-20
status 1 "nor tomorrow" postroom posted "$ref" --by Sam --date 2026-11-25
ok "it was posted" postroom posted "$ref" --by Sam --date 2026-11-23
is "$(met "$ref" acknowledge-1)" 1 "now the duty is met"
is "$(on_case "$ref" issued acknowledgement-1)" 2026-11-23 "issued that day"
status 1 "a second time there is nothing in print" postroom posted "$ref" \
	--by Sam
ok "the ledger is sound" postroom verify

postroom person set bob@example.org --by Sam --contact telephone
message two 'Bob May <bob@example.org>' "$complaint"
is "$(on_case "$(ref_of bob@example.org)" 'count(*)' receipt)" 0 \
	"who is to be telephoned gets no letter"

# An e-mail that came back: the person releases the letter again, on paper.
message three 'Cat Poe <cat@example.org>' "$complaint"
ref=$(ref_of cat@example.org)
is "$(on_case "$ref" route receipt)" email "others get an e-mail"
postroom send --once
sqlite3 "$work/data/ledger.sqlite" "UPDATE letter SET state = 'bounced'
	WHERE to_address = 'cat@example.org'"
postroom case confirm "$ref" --by Sam --category complaint >/dev/null
status 1 "it came back and no postal address is known" postroom case release \
	"$ref" --by Sam
like "$(cat "$work/err")" 'person set' "and the message says what to do"
postroom person set "$ref" --by Sam --postal 'Cat Poe, 2 Low Road, AN1 2BB'
ok "with an address it is released" postroom case release "$ref" --by Sam
is "$(on_case "$ref" route acknowledgement-1)" post "by post"
like "$(postroom case show "$ref" --json)" '"route": "post"' "as the case says"
postroom send --once
ok "posted by its number" postroom posted --by Sam \
	"$(on_case "$ref" l.id acknowledgement-1)"
is "$(met "$ref" acknowledge-1)" 1 "its duty is met"
ok "the configuration is checked, with the fonts" postroom check --offline
finish
