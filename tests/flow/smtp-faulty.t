#!/bin/sh
# A mail server that misbehaves in one way at a time, against the program as
# it is run: what becomes of the letter, that it keeps its Message-ID, and
# that no password crosses the wire in clear.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 66

certs_make
umask 077
echo secret-of-the-test >"$work/password"

# Starts the server with a fault; sets port and talk, the file of its talk.
serve() { # FAULT
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null
	talk=$work/talk.$1
	: >"$talk"
	/usr/bin/python3 "$here/faulty-smtp.py" "$1" "$CERTS/good.pem" \
		"$CERTS/good.key" >"$talk" &
	server=$!
	servers="$servers $server"
	wait_until 10 test -s "$talk"
	port=$(head -n 1 "$talk")
}

settings() {
	configure_local </dev/null
	sed -i "s|^send .*|send { smtp = \"smtp://localhost:$port\" \
user = \"postroom\" password_file = \"password\" \
ca_file = \"$CERTS/ca.pem\" }|" "$work/postroom.conf"
}

# A new workspace with one message in it that gets a receipt.
fresh() {
	rm -rf "$work/data" "$work/mail"
	settings
	printf 'From: Ann Lee <ann@example.org>\nTo: %s\nSubject: %s\n\n%s\n' \
		complaints@landlord.example heating \
		'Nobody has rung me back about the heating and I am fed up.' \
		>"$work/mail/new/one"
	postroom poll --once >/dev/null 2>&1
	postroom intake --once >/dev/null 2>&1
}

letter() { # COLUMN
	query "SELECT $1 FROM letter ORDER BY id LIMIT 1"
}

accepted() {
	grep -c '^accepted ann@example.org' "$talk"
}

fault() { # FAULT STATE PATTERN
	serve "$1"
	fresh
	DEADLINE=100 postroom send --once >"$work/said" 2>&1
	is "$(letter state)" "$2" "$1: the letter is $2"
	like "$(letter reply)" "$3" "$1: the reason is kept"
	is "$(accepted)" 0 "$1: nothing was taken"
	unlike "$(cat "$talk" "$work/said")" secret-of-the-test \
		"$1: the password is nowhere"
}

fault mail-451 queued '451 4\.3\.0'
fault mail-550 queued '550 5\.7\.1'
fault rcpt-450 queued '450 4\.2\.0'
fault rcpt-550 failed '550 5\.1\.1'
fault rcpt-full queued '552 5\.2\.2'
fault data-554 failed '554 5\.5\.1'
fault dot-452 queued '452 4\.3\.1'
fault dot-554 failed '554 5\.6\.0'
fault auth-535 queued 'password'
fault no-starttls queued 'STARTTLS'
fault close-greeting queued '.'
fault close-rcpt queued '.'
fault close-body uncertain '.'

like "$(cat "$work/talk.no-starttls")" 'talk EHLO' \
	"without STARTTLS the server was asked"
unlike "$(cat "$work/talk.no-starttls")" 'talk (AUTH|MAIL)' \
	"and got neither a password nor a letter"

now() { # whatever waits may go
	sqlite3 "$work/data/ledger.sqlite" 'UPDATE letter SET next_at = 0'
}

# The body went out and no answer came: once more, under the same name.
serve once:close-dot
fresh
id=$(letter message_id)
postroom send --once >/dev/null 2>&1
is "$(query "SELECT count(*) FROM history WHERE event = 'uncertain'")" 1 \
	"no answer after the letter: uncertain, which is on record"
now
postroom send --once >/dev/null 2>&1
is "$(letter state)" sent "the second time it is sent"
like "$(cat "$talk")" "^accepted ann@example.org .*$id" \
	"under the same Message-ID"
is "$(accepted)" 1 "once"
now
postroom send --once >/dev/null 2>&1
is "$(accepted)" 1 "and never again"

# Twice without an answer: not a third time, a person must look.
serve close-dot
fresh
for _ in 1 2 3; do
	postroom send --once >/dev/null 2>&1
	now
done
is "$(letter state)" uncertain "no answer twice: uncertain it stays"
is "$(letter attempts)" 2 "it was tried twice"
like "$(postroom due)" 'CR-' "and a person has a duty"

# A refusal for good is not tried again, whatever the time.
serve rcpt-550
fresh
postroom send --once >/dev/null 2>&1
serve none
settings
postroom send --once >/dev/null 2>&1
is "$(letter state)" failed "a refusal for good stays one"
is "$(accepted)" 0 "and the next server is not asked"

# Put off, the letter waits; it is not sent before its time.
serve rcpt-450
fresh
postroom send --once >/dev/null 2>&1
serve none
settings
postroom send --once >/dev/null 2>&1
is "$(accepted)" 0 "a letter that was put off waits for its time"
now
postroom send --once >/dev/null 2>&1
is "$(accepted)" 1 "then it goes out"

finish
