#!/bin/sh
# A disk that fills up, is read-only, and has room again: mail stays on its
# server, what is committed stays, everybody says so, the ballast is given
# up, and all goes on by itself. Each disk is a small tmpfs.
. "$(dirname "$0")/lib.sh"
[ "$(id -u)" = 0 ] || skip_all "mounting needs root"
disk=$work/disk
mkdir -p "$disk"
mount -t tmpfs -o size=200m none "$disk" 2>"$work/err" ||
	skip_all "mounting is not permitted here"
leave_disks() {
	umount -l "$disk" 2>>"$work/err"
	leave
}
trap leave_disks EXIT
plan 29

configure_local </dev/null
sed -i 's|^data = .*|data = "disk/data"|' "$work/postroom.conf"
mkdir -p "$work/sent"
query() { # SQL: the ledger is on the disk
	sqlite3 -readonly "file:$disk/data/ledger.sqlite?mode=ro" "$1"
}

number=0
put() { # how many messages
	for _ in $(seq 1 "$1"); do
		number=$((number + 1))
		printf '%s\n' "From: R <r$number@example.org>" \
			'Subject: Leak' "Message-ID: <$number@x>" '' \
			"The roof of $number leaks." >"$work/mail/new/$number"
	done
}

fill() { # until only MB are left
	rm -f "$disk/filler"
	left=$(df --output=avail -k "$disk" | tail -n 1)
	fallocate -l $((left - $1 * 1024))k "$disk/filler"
}

items() {
	[ "$(query 'SELECT count(*) FROM item')" = "$1" ]
}

waiting() {
	find "$disk/data/spool/new" -type f | wc -l
}

ok "with room a pass works" postroom poll --once
put 3
ok "messages are fetched" postroom poll --once
ok "and filed" postroom intake --once

# --- below the floor: nothing is fetched, what we have is still filed --------

put 3
ok "three more are fetched" postroom poll --once
put 3
fill 40
status 75 "below the floor poll stops" postroom poll --once
like "$(cat "$work/err")" 'less than 64 MB' "it says why"
is "$(waiting)" 3 "mail stays where it is"
like "$(postroom watch --once)" 'less than 64 MB' "watch says so"
like "$(postroom check 2>&1)" 'less than 64 MB' "check says so"
ok "what is in the spool is filed" postroom intake --once
items 6
result $? "six items"

# --- lower still: intake stops too, letters can be sent ----------------------

fill 100
postroom poll --once >/dev/null 2>&1
fill 8
status 75 "below its own floor intake stops" postroom intake --once
like "$(cat "$work/err")" 'less than 16 MB' "it says why"
ok "letters are sent" postroom send --once
is "$(find "$work/sent" -name '*.eml' | wc -l)" 6 "each receipt went out"
is "$(waiting)" 3 "what is in the spool waits"

# --- full, while everything runs ---------------------------------------------

rm -f "$disk/filler"
"$PROGRAM" -c "$work/postroom.conf" run >"$work/log" 2>&1 &
run=$!
servers="$servers $run"
wait_until 20 items 9
result $? "with room all goes on by itself"
wait_until 20 test -f "$disk/data/ballast"
result $? "the ballast is there"
left=$(df --output=avail -k "$disk" | tail -n 1)
fallocate -l "${left}k" "$disk/filler"
put 3
wait_until 60 eval "! test -f '$disk/data/ballast'"
result $? "on a full disk the ballast is given up"
wait_until 20 grep -q 'gave up the ballast' "$work/log"
result $? "and the log says so"
told() { # how often
	cat "$work"/sent/*.eml 2>/dev/null |
		grep -c '^Subject: Postroom needs attention: disk'
}
wait_until 20 told
is "$(told)" 1 "the officers are told by mail, once"
items 9
result $? "what was committed is there, nothing was taken in"
rm -f "$disk/filler"
wait_until 90 items 12
result $? "with room again all goes on by itself"
is "$(query "SELECT count(*) FROM item WHERE state = 'case'")" 12 \
	"none of them is thought unreadable"
kill -TERM "$run"
wait "$run"

# --- the log ------------------------------------------------------------------

full_log() { # COMMAND ...: its log is on a full disk
	postroom "$@" 2>/dev/full
}
put 1
ok "with a log that is full messages are fetched" full_log poll --once
full_log intake --once
items 13
result $? "and filed"

# --- read-only ---------------------------------------------------------------

put 1
mount -o remount,ro "$disk"
status 75 "on a read-only disk poll stops" postroom poll --once
mount -o remount,rw "$disk"
postroom poll --once >/dev/null 2>&1
ok "and goes on when it can be written again" postroom intake --once
is "$(query 'PRAGMA integrity_check')" ok "the ledger is whole"
finish
