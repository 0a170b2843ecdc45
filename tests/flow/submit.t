#!/bin/sh
# submit: what it takes is on the disk before it ends with 0; a mail server
# that pipes into it learns when to try again.
. "$(dirname "$0")/lib.sh"

plan 20
configure_local </dev/null
printf 'Subject: Tap\n\nIt drips.\n' >"$work/one"
printf 'Subject: Door\n\nIt sticks.\n' >"$work/two"

spooled() {
	find "$work/data/spool/new" -type f | wc -l
}

pipe() { # FILE ARGUMENTS
	file=$1
	shift
	postroom submit "$@" <"$file"
}

status 0 "a pipe" pipe "$work/one"
status 0 "a pipe by the name of -" pipe "$work/two" -
status 0 "two files" postroom submit --channel letter \
	--received 2026-03-02T09:00:00Z "$work/one" "$work/two"
is "$(spooled)" 4 "four items are in the spool"
is "$(grep -lra '^received=2026-03-02T09:00:00Z$' "$work/data/spool/new" |
	wc -l)" 2 "two with the time that was told"
is "$(grep -lra '^channel=letter$' "$work/data/spool/new" | wc -l)" 2 \
	"and the channel"
printf '%%PDF-1.4\nnot much of one\n' >"$work/scan.pdf"
status 0 "a letter as PDF" postroom submit --channel letter "$work/scan.pdf"
is "$(find "$work/data/spool/scans" -type f | wc -l) $(spooled)" "1 4" \
	"waits to be recognised"
is "$(grep -lra '^name=scan.pdf$' "$work/data/spool/scans" | wc -l)" 1 \
	"under its name"
status 1 "an empty message is refused" pipe /dev/null
is "$(wc -l <"$work/err")" 1 "in one line"
status 1 "a file that is not there" postroom submit "$work/none" "$work/one"
like "$(cat "$work/err")" 'Cannot open .*none' "is named"
is "$(spooled)" 5 "and the one beside it is taken"
status 2 "a channel that is none" pipe "$work/one" --channel pigeon
status 2 "a time that is none" pipe "$work/one" --received yesterday

rm -rf "$work/data"
: >"$work/data"
status 75 "without a disk: try again" pipe "$work/one"
like "$(cat "$work/err")" 'data' "and it says what could not be opened"
rm "$work/data"
echo 'nonsense' >"$work/postroom.conf"
status 75 "with a broken configuration: try again, bounce nothing" \
	pipe "$work/one"
like "$(cat "$work/err")" 'postroom\.conf' "and it says which file"
finish
