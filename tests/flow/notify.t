#!/bin/sh
# Letters on paper through GOV.UK Notify, against a stand-in that checks the
# token and the PDF: taken is not posted; what Notify says decides.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 17

certs_make
umask 077
echo "test-26785a09-ab16-4eb0-8407-a37497a57506\
-3d844edf-8d35-48ac-975b-e847b4f122b0" >"$work/key"
POSTROOM_NOW=2026-11-23T09:00:00Z
export POSTROOM_NOW

serve() { # FAULT
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null
	talk=$work/talk.$1
	: >"$talk"
	/usr/bin/python3 "$here/notify.py" "$1" "$CERTS/good.pem" \
		"$CERTS/good.key" >"$talk" &
	server=$!
	servers="$servers $server"
	wait_until 10 test -s "$talk"
	configure_local <<-END
	notify { url = "https://localhost:$(head -n 1 "$talk")"
	  key_file = "key" ca_file = "$CERTS/ca.pem" }
	END
}

letter() { # COLUMN
	query "SELECT $1 FROM letter WHERE kind = 'acknowledgement-1'"
}

again() { # whatever waits may go
	sqlite3 "$work/data/ledger.sqlite" 'UPDATE letter SET next_at = 0'
	postroom send --once >"$work/said" 2>&1
}

serve 403
postroom person set ann@example.org --by Sam --contact post \
	--postal 'Ann Lee, 1 High Street, AN1 1AA'
printf 'From: ann@example.org\nTo: complaints@landlord.example\n%s\n\n%s\n' \
	'Subject: heating' 'I want to complain. The heating is broken.' \
	>"$work/mail/new/one"
postroom poll --once >/dev/null 2>&1
postroom intake --once >/dev/null 2>&1
ref=$(query 'SELECT ref FROM case_file')
postroom case confirm "$ref" --by Sam --category complaint >/dev/null
ok "the letter is released" postroom case release "$ref" --by Sam
is "$(letter route)" notify "it goes through Notify"
status 1 "check tells that the key is refused" postroom check
like "$(cat "$work/err")" '403 AuthError' "in Notify's words"
again
is "$(letter state)" queued "with a key that is refused it waits"
like "$(letter reply)" '403 AuthError' "and says why"

serve none
again
is "$(letter state)" printed "taken: it is in print"
like "$(cat "$talk")" "^letter $ref-[0-9]+ [1-9]" "whole, under its reference"
is "$(query "SELECT count(*) FROM duty WHERE kind = 'acknowledge-1'
	AND met IS NOT NULL")" 0 "which meets no duty"
status 1 "no person says that it was posted" postroom posted "$ref" --by Sam

POSTROOM_NOW=2026-11-24T18:00:00Z
echo 'received 2026-11-24T17:30:00.000000Z' >"$CERTS/status"
again
is "$(letter state)" sent "Notify has posted it"
is "$(letter issued)" 2026-11-24 "on that day"
is "$(query "SELECT count(*) FROM duty WHERE kind = 'acknowledge-1'
	AND met IS NOT NULL")" 1 "the duty is met"
ok "the ledger is sound" postroom verify

# What Notify will never post is handed to a person.
sqlite3 "$work/data/ledger.sqlite" "UPDATE letter SET state = 'printed',
	sent = NULL, issued = NULL WHERE kind = 'acknowledgement-1'"
echo validation-failed >"$CERTS/status"
again
is "$(letter state)" failed "what Notify will not post has failed"
like "$(letter reply)" 'validation-failed' "with its word"
like "$(postroom due)" "$ref .*answer-other-route" "and a person must act"
finish
