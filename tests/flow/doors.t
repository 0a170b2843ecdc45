#!/bin/sh
# A folder of letters is reconciled and watched like a mailbox: each file that
# lies there or in "done" is found, one that was passed by is named, told and
# taken in again; and a folder that cannot be read is an alarm.
. "$(dirname "$0")/lib.sh"
. "$here/recovery.sh"
plan 27

PORT=$(free_port)
configure_local <<-END
	letters "scans" { folder = "scans" quiet = 0 since = "2026-01-01" }
	console { listen = "127.0.0.1:$PORT" }
END
mkdir "$work/scans"
POSTROOM_NOW=2026-11-23T15:00:00Z
export POSTROOM_NOW

drop() { # NAME WORDS
	printf 'Dear all\nI want to complain about the %s.\n' "$2" \
		>"$work/scans/$1"
	touch -d '2026-11-20 09:00' "$work/scans/$1"
}

count() { # KEY
	postroom reconcile scans --json 2>>"$work/log" | /usr/bin/python3 -c '
import json, sys
print(json.load(sys.stdin)["sources"][0][sys.argv[1]])' "$1"
}

poll() {
	postroom poll --once scans >>"$work/log" 2>&1
}

read_all() {
	postroom letters transcribe --once >>"$work/log" 2>&1 &&
		postroom intake --once >>"$work/log" 2>&1
}

ok "an empty folder" postroom reconcile scans
drop tap.txt tap
drop lift.txt lift
: >"$work/scans/empty.txt"
is "$(count not_yet)" 2 "two files are not taken in yet"
poll
is "$(count waiting)" 2 "taken in, they wait to be read"
postroom letters transcribe --once >>"$work/log" 2>&1
is "$(count waiting)" 2 "read, they wait to be filed"
read_all
is "$(count case)$(count missing)" 20 "filed, each is a case"
drop tap.txt stairs
poll
is "$(ls "$work/scans/done")" "2-tap.txt
lift.txt
tap.txt" "a name that is used again gets a number"
postroom letters transcribe --once >>"$work/log" 2>&1
is "$(count waiting)$(count case)" 12 "and is told from the other"
read_all
ok "all are found" postroom reconcile scans
like "$(cat "$work/out")" '3 files in the folder' "in words"
is "$(postroom reconcile scans --from 2026-11-21 --json | /usr/bin/python3 -c '
import json, sys
print(json.load(sys.stdin)["sources"][0]["messages"])')" 0 \
	"none was scanned later"

# --- one is nowhere ----------------------------------------------------------

drop 2026-11-19_4.txt roof
poll
find "$work/data/spool/scans" -type f -exec rm {} +
status 1 "one that was taken in and is nowhere, looked at" \
	postroom reconcile scans --look
is "$(find "$work/data/spool/scans" -type f | wc -l)" 0 \
	"a look fetches nothing"
status 1 "without it" postroom reconcile
like "$(cat "$work/out")" 'done/2026-11-19_4.txt was passed by .* fetched now' \
	"it is named and taken in again"
like "$(postroom watch --once)" \
	'source scans: 1 message had been passed by' "people are told"
is "$(count missing)$(count waiting)" 01 "and waits to be read"
read_all
is "$(count case)" 4 "then it is a case"
is "$(query "SELECT date(received, 'unixepoch') FROM case_file
	ORDER BY id DESC LIMIT 1")" 2026-11-19 "of the day in its name"
like "$(postroom report completeness)" \
	'scans: 4 messages: 4 opened a case. None was passed by' \
	"and the statement is whole"

# --- the page of sources -----------------------------------------------------

postroom user add officer --name Officer --roles officer \
	--email officer@landlord.example >/dev/null
echo 'correct horse battery' | postroom user password officer >/dev/null
"$PROGRAM" -c "$work/postroom.conf" console 2>>"$work/log" >&2 &
servers="$servers $!"
wait_until 20 listening "$PORT"
page=$(/usr/bin/python3 "$here/console.py" sources "$PORT" 2>>"$work/log")
like "$page" 'scans letters works' "it has every kind"
like "$page" 'complaints mailbox' "with its name"
like "$page" '4 counted, none was missing' "and how the last count ended"

# --- a folder that fails -----------------------------------------------------

unset POSTROOM_NOW
poll
unlike "$(postroom watch --once)" 'source scans: not' "it works"
like "$(postroom health)" 'source' "health looks at it"
mv "$work/scans" "$work/away"
status 1 "a folder that is gone cannot be reconciled" postroom reconcile scans
poll
like "$(postroom watch --once)" 'source scans: The folder .* cannot be read' \
	"and is an alarm at once"
like "$(postroom health --json)" '[1-9] sources? (fails|fail|cannot)' \
	"which health counts"
finish
