#!/bin/sh
# One process of each kind at a time: a second one ends with 75 and says so;
# the first ends promptly when asked to; other kinds are not in its way.
. "$(dirname "$0")/lib.sh"
plan 18

configure_local </dev/null

holds_lock() { # PID
	find "/proc/$1/fd" -lname '*.lock' | grep -q .
}

running() { # COMMAND ...: in the background, until it holds its lock
	"$PROGRAM" -c "$work/postroom.conf" "$@" >"$work/first" 2>&1 &
	first=$!
	servers="$servers $first"
	wait_until 30 holds_lock "$first" && sleep 0.5
}

for command in intake send watch 'poll complaints'; do
	# shellcheck disable=SC2086 # a command and its argument
	running $command
	result $? "$command runs and keeps others of its kind out"
	# shellcheck disable=SC2086
	status 75 "a second $command --once" postroom $command --once
	like "$(cat "$work/err")" 'already|another|running' \
		"it says that another one runs"
	kill -TERM "$first"
	wait_until 5 eval "! kill -0 $first 2>/dev/null"
	result $? "$command ends within five seconds of SIGTERM"
done

running intake
ok "send does not wait for intake" postroom send --once
kill -TERM "$first"
wait "$first"
is "$?" 0 "a process that was asked to end exits 0"
finish
