#!/bin/sh
# Nobody is in: over Christmas and over Easter nobody confirms anything, and
# the clock is stepped through. Every complaint, by its true label and not by
# ours, is acknowledged by its due date, or a person was told to look in time.
. "$(dirname "$0")/lib.sh"
plan 18

outer=$work

epoch() {
	date -u -d "$1" +%s
}

# Hands over what has arrived by now, and runs each process once.
step() { # EPOCH
	for file in "$work"/queue/*.eml; do
		at=${file##*/}
		[ "${at%%-*}" -le "$1" ] 2>/dev/null || break
		mv "$file" "$work/mail/new/"
	done
	POSTROOM_NOW=$(date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ)
	export POSTROOM_NOW
	postroom poll --once >>"$work/log" 2>&1 || echo "poll $1" >>"$work/bad"
	postroom intake --once >>"$work/log" 2>&1 ||
		echo "intake $1" >>"$work/bad"
	postroom watch --once 2>>"$work/log" | sed "s/^/$1 /" >>"$work/told"
	postroom send --once >>"$work/log" 2>&1 || echo "send $1" >>"$work/bad"
	unset POSTROOM_NOW
}

figure() { # NAME
	awk -v name="$1" '$1 == name {print $2}' "$work/figures"
}

holiday() { # NAME FIRST LAST END COUNT FILES
	name=$1 first=$2 last=$3 end=$4 number=$5
	shift 5
	work=$outer/$name
	mkdir "$work"
	configure_local </dev/null
	: >"$work/told"
	: >"$work/bad"
	/usr/bin/python3 "$here/corpus.py" "$work/queue" "$first" "$last" \
		"$number" "$@"
	day=$(epoch "$(echo "$first" | cut -c 1-10)")
	while [ "$day" -le "$(epoch "$end")" ]; do
		step $((day + 36300)) # 10:05, and no more often
		day=$((day + 86400))
	done
	/usr/bin/python3 "$here/guard.py" "$work" >"$work/figures" 2>&1
	tell "$work/figures"
	is "$(cat "$work/bad")" '' "$name: every process ended well"
	is "$(figure messages)" "$number" "$name: all messages went through"
	is "$(figure lost)" 0 "$name: each belongs to a case"
	[ "$(figure complaints)" -gt 20 ]
	result $? "$name: there are complaints among them"
	is "$(figure missed)" 0 "$name: none passed unnoticed"
	[ $(($(figure acknowledged) * 10)) -ge $(($(figure complaints) * 8)) ]
	result $? "$name: four of five were acknowledged by the guard"
	is "$(query "SELECT count(*) FROM letter WHERE
		kind LIKE 'acknowledgement%' AND guard = 0")" 0 \
		"$name: all of them by the guard"
	is "$(query "SELECT count(*) FROM case_file c WHERE acknowledged1
		IS NOT NULL AND NOT EXISTS (SELECT 1 FROM duty d WHERE
		d.case_id = c.id AND d.kind = 'confirm-definition' AND
		met IS NULL)")" 0 "$name: each leaves its definition to settle"
	is "$(query "SELECT count(*) FROM (SELECT 1 FROM letter
		GROUP BY case_id, kind, stage HAVING count(*) > 1)")" 0 \
		"$name: no letter of a kind twice"
}

holiday christmas 2026-12-14T08:00:00Z 2027-01-04T18:00:00Z 2027-01-13 100 \
	dev.jsonl dev-month.jsonl
holiday easter 2027-03-18T08:00:00Z 2027-04-02T18:00:00Z 2027-04-12 100 \
	dev-rare.jsonl dev-contrast.jsonl
finish
