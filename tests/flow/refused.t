#!/bin/sh
# A mail server that knows no such mailbox: the guard's letter is refused
# once. It is not written again at each look, and a person is told by name.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 7

certs_make
configure_local </dev/null
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$here/faulty-smtp.py" \
	implicit:rcpt-550 "$CERTS/good.pem" "$CERTS/good.key" >"$work/port" &
servers="$servers $!"
wait_until 10 test -s "$work/port"
port=$(head -n 1 "$work/port")
server="smtp = \"smtps://localhost:$port\" ca_file = \"certs/ca.pem\""
sed -i "s|^send .*|send { $server }|" "$work/postroom.conf"
printf '%s\n' 'From: ann@example.org' 'Subject: Complaint' \
	'Message-ID: <ann@x>' '' 'I want to complain. Nobody mended the roof.' \
	>"$work/mail/new/ann"
touch -d 2026-11-16T10:00:00Z "$work/mail/new/ann"
export POSTROOM_NOW=2026-11-16T10:30:00Z
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
for minute in 30 31 32 33 34; do
	export POSTROOM_NOW=2026-11-19T10:$minute:00Z
	postroom watch --once >"$work/told" 2>>"$work/log"
	postroom send --once 2>>"$work/log"
done
is "$(query "SELECT group_concat(state) FROM letter WHERE
	kind = 'acknowledgement-1'")" failed "one letter of the guard is refused"
like "$(cat "$work/told")" 'cannot acknowledge by itself.*refused' \
	"then it says that it cannot"
is "$(query "SELECT count(*) FROM duty WHERE kind = 'answer-other-route' AND
	met IS NULL")" 1 "a person is to answer by another way"
is "$(query "SELECT count(*) FROM duty WHERE kind = 'acknowledge-1' AND
	met IS NULL")" 1 "and the acknowledgement stays owed"
is "$(query "SELECT count(*) FROM history WHERE event = 'refused'")" 2 \
	"two refusals in all: the receipt and this"
finish
