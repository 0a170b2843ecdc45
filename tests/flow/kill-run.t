#!/bin/sh
# "run" starts again what dies and tells the officers by mail, once a day,
# what dies repeatedly, also when the ledger is what is broken. Its children
# follow it when it is killed, and a new one takes over.
. "$(dirname "$0")/lib.sh"
plan 14

configure_local </dev/null
mkdir -p "$work/sent"

start_run() {
	"$PROGRAM" -c "$work/postroom.conf" run >>"$work/log" 2>&1 &
	run=$!
	servers="$servers $run"
}

of_kind() { # KIND: the process id
	pgrep -f -- "-c $work/postroom.conf $1"
}

none_left() {
	[ -z "$(pgrep -f "$work/postroom.conf")" ]
}

alarms() { # KIND: how many mails to the officers
	grep -l "^Subject: Postroom needs attention: $1" "$work"/sent/* \
		2>/dev/null | wc -l
}

put() { # NUMBER
	printf '%s\n' "From: R <r$1@example.org>" 'Subject: Leak' \
		"Message-ID: <$1@x>" '' 'The roof leaks.' >"$work/mail/new/$1"
}

items() {
	[ "$(query 'SELECT count(*) FROM item')" = "$1" ]
}

# --- the parent is killed ----------------------------------------------------

start_run
put 1
wait_until 20 items 1
result $? "a message is taken in"
kill -9 "$run"
wait "$run" 2>/dev/null
start_run
put 2
wait_until 30 items 2
result $? "a new run takes over at once from one that was killed"
is "$(pgrep -f -c -- "-c $work/postroom.conf intake")" 1 \
	"there is one of each kind"
kill -9 "$run"
wait_until 10 none_left
result $? "its children end when it is killed"
is "$(alarms .)" 0 "nobody was told: no alarm for a restart"

# --- a child is killed again and again ---------------------------------------

start_run
kill_five() { # KIND
	for _ in 1 2 3 4 5; do
		wait_until 20 of_kind "$1"
		kill -9 "$(of_kind "$1")"
		sleep 0.3
	done
}
told() { # KIND
	[ "$(alarms "$1")" -ge 1 ]
}
kill_five intake
wait_until 10 told intake
result $? "five deaths within ten minutes: the officers are told"
mail=$(cat "$(grep -l 'attention: intake' "$work"/sent/* | head -n 1)")
like "$mail" '^To: <complaints@landlord.example>' "at the landlord's address"
like "$mail" 'has died five times' "it says what happened"
like "$mail" '^Auto-Submitted: auto-generated' "and that a machine wrote it"
kill -TERM "$run"
wait "$run"
like "$(postroom watch --once)" '^intake: .*has died five times' \
	"watch says so too"
start_run
put 3
wait_until 30 items 3
result $? "it goes on by itself"

# --- the ledger is broken ----------------------------------------------------

kill -TERM "$run"
wait "$run"
rm -f "$work/data/ledger.sqlite-wal" "$work/data/ledger.sqlite-shm"
cp "$work/data/ledger.sqlite" "$work/good"
head -c 100000 /dev/zero >"$work/data/ledger.sqlite"
start_run
wait_until 60 told send
result $? "a broken ledger is told by mail as well"
is "$(alarms intake)" 1 "what was told within the day is not told again"
cp "$work/good" "$work/data/ledger.sqlite"
put 4
wait_until 70 items 4
result $? "with a good ledger all goes on"
kill -TERM "$run"
wait "$run"
finish
