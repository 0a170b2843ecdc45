#!/bin/sh
# What is no plain file in a Maildir: other mail comes in all the same, the
# log says it once, watch and check say it until it is mended.
. "$(dirname "$0")/lib.sh"
plan 12
configure_local </dev/null
mkfifo "$work/mail/new/0.pipe"
ln -s /etc/hostname "$work/mail/new/1.link"
printf 'From: Ann <ann@example.org>\nSubject: heating\n\nIt is cold.\n' \
	>"$work/mail/new/2.good"

ok "a pass over it succeeds" postroom poll --once
like "$(cat "$work/err")" 'took in 1 new' "the message is taken in"
like "$(cat "$work/err")" 'holds 2 entries .* such as new/0.pipe' \
	"the log says what is odd"
ok "the next pass succeeds too" postroom poll --once
is "$(cat "$work/err")" '' "and does not say it again"
postroom intake --once >"$work/out" 2>&1
like "$(postroom watch --once)" 'source complaints: .* holds 2 entries' \
	"watch says it"
like "$(postroom check 2>&1)" 'holds 2 entries' "check says it"
status 1 "and finds fault with it" postroom check
ok "nothing was removed" test -p "$work/mail/new/0.pipe" \
	-a -L "$work/mail/new/1.link"

rm "$work/mail/new/0.pipe" "$work/mail/new/1.link"
ok "once they are gone a pass succeeds" postroom poll --once
unlike "$(postroom watch --once)" 'entries' "watch says it no more"
unlike "$(postroom check 2>&1)" 'entries' "nor does check"
finish
