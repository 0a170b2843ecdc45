#!/bin/sh
# Messages that no reader likes: empty, huge, not mail at all. Each is taken
# in, filed for a person with the original kept, and holds up no other.
. "$(dirname "$0")/lib.sh"
plan 14

configure_local </dev/null
box=$work/mail/new

printf '' >"$box/empty"
{
	printf 'From: a@example.org\nSubject: huge\nMessage-ID: <h@example.org>\n'
	printf 'Content-Type: text/plain\n\nThe ceiling fell in.\n'
	head -c 45000000 /dev/urandom | base64
} >"$box/huge"
head -c 4000 /dev/urandom >"$box/noise"
printf 'From: b@example.org\nSubject: nul\n\nNobody\000 came\000.\n' >"$box/nul"
printf 'From: c@example.org\r\nSubject: cr only\r\rNobody came.\r' >"$box/cr"
printf 'From: d@example.org\nContent-Type: multipart/mixed; boundary="\\""\n' \
	>"$box/quote"
printf 'From: e@example.org\nSubject: plain\n\nNobody came again.\n' >"$box/ok"
is "$(($(stat -c %s "$box/huge") > 60000000))" 1 "one message has over 60 MB"

DEADLINE=120
ok "all are taken in" postroom poll --once
ok "all are filed" postroom intake --once
is "$(find "$work/data/spool/new" -type f | wc -l)" 0 "nothing is left behind"
is "$(query 'SELECT count(*) FROM item')" 7 "seven items"
is "$(query 'SELECT count(*) FROM case_file')" 7 "each is a case"
is "$(query "SELECT count(*) FROM item i WHERE state = 'unreadable' AND NOT
	EXISTS (SELECT 1 FROM duty WHERE case_id = i.case_id AND
	kind = 'read-original')")" 0 \
	"each that could not be read is for a person to read"
is "$(query "SELECT count(*) FROM item i JOIN duty d ON d.case_id = i.case_id
	WHERE d.kind = 'read-original' AND i.size > 60000000")" 1 \
	"so is the huge one, of which only the head was read"
is "$(query "SELECT count(*) FROM case_file c WHERE status = 'open' AND
	NOT EXISTS (SELECT 1 FROM duty WHERE case_id = c.id)")" 0 \
	"there is something to do on every case"
for name in empty huge; do
	hash=$(sha256sum "$box/$name" | cut -d ' ' -f 1)
	kept=$(find "$work/data" -type f -name "*$hash*" | head -n 1)
	# An envelope of 1,024 bytes stands before the original.
	tail -c +1025 "${kept:-/dev/null}" | cmp -s - "$box/$name"
	result $? "the original of \"$name\" is kept, byte for byte"
done
ok "letters go out" postroom send --once
is "$(grep -li '^to:.*e@example.org' "$work"/sent/*.eml | wc -l)" 1 \
	"the plain one is answered"
postroom poll --once >"$work/out" 2>&1
postroom intake --once >"$work/out" 2>&1
is "$(query 'SELECT count(*) FROM item')" 7 "a second pass finds nothing new"
finish
