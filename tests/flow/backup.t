#!/bin/sh
# backup while "run" files messages, and restore: the same rows, the same
# bytes, nobody answered twice, nothing missing, a person told what may have
# been sent.
. "$(dirname "$0")/lib.sh"
. "$here/recovery.sh"
plan 59
configure_local </dev/null

status 1 "nothing can be kept before there is anything" \
	postroom backup "$work/none"

# --- while everything runs ---------------------------------------------------

for i in $(seq 1 40); do lay "$i"; done
"$PROGRAM" -c "$work/postroom.conf" run >>"$work/log" 2>&1 &
run=$!
servers="$servers $run"
filed() { # NUMBER
	[ "$(query 'SELECT count(*) FROM item')" -ge "$1" ]
}
wait_until 30 filed 5
for i in $(seq 41 160); do lay "$i"; done
ok "a backup while messages come in" postroom backup "$work/online"
ok "verify finds all well meanwhile" postroom verify
wait_until 60 filed 160
result $? "and they went on coming in" || tell "$work/log"
kill -TERM "$run"
wait "$run"
postroom intake --once 2>>"$work/log"

whole() { # FOLDER: in it, each item has its original, and nothing else waits
	sqlite3 "$1/ledger.sqlite" 'SELECT sha256 FROM item' | sort >"$work/a"
	find "$1/archive" -type f | sed 's,.*/,,' | sort >"$work/b"
	cmp -s "$work/a" "$work/b"
}
whole "$work/online"
result $? "each item in it has its original"
accounted() { # FOLDER: each file that the cursor has passed is there
	{
		sqlite3 "$1/ledger.sqlite" 'SELECT count(*) FROM item'
		grep -l '' "$1"/spool/new/* 2>/dev/null | while read -r f; do
			s=$(sed -n 's/^sha256=//p' "$f" | head -n 1)
			grep -q "$s" "$work/a" || echo 1
		done
	} | awk '{n += $1} END {print n}'
}
[ "$(accounted "$work/online")" -ge \
	"$(wc -l <"$work/online/spool/source/complaints.seen")" ]
result $? "what the cursor has passed is filed in it or waits"
is "$(stat -c %a "$work/online/token.key")" 600 "the key is for its owner"
is "$(find "$work" -maxdepth 1 -name '*.part')" "" "no part is left"

# --- standing still: row for row ---------------------------------------------

ok "a backup of what stands still" postroom backup "$work/still"
rows "$work/data/ledger.sqlite" >"$work/before"
rows "$work/still/ledger.sqlite" >"$work/after"
cmp -s "$work/before" "$work/after"
result $? "is the same ledger, row for row"
diff -r "$work/data/archive" "$work/still/archive" >/dev/null
result $? "with the same originals, byte for byte"
status 1 "a folder that is not empty is refused" postroom backup "$work/still"
mkdir "$work/empty"
ok "an empty one is not" postroom backup --before "$work/still" "$work/empty"
sample=$(find "$work/empty/archive" -type f | head -n 1)
[ "$(stat -c %h "$sample")" -ge 3 ]
result $? "what an earlier one has takes no room again"
mkdir -p "$work/killed.part/archive/00"
echo half >"$work/killed.part/ledger.sqlite"
ok "what a killed one left is no hindrance" postroom backup "$work/killed"

# --- refusals ----------------------------------------------------------------

status 1 "restore refuses a folder in use" postroom restore "$work/still"
cp -r "$work/still" "$work/bad"
rm "$work/bad/manifest"
status 1 "a backup without its manifest" \
	postroom restore --replace "$work/bad"
sed '$d' "$work/still/manifest" >"$work/bad/manifest"
status 1 "one whose manifest is cut short" \
	postroom restore --replace "$work/bad"
cp "$work/still/manifest" "$work/bad/manifest"
rm "$work/bad/token.key"
status 1 "one that lacks a file" postroom restore --replace "$work/bad"
cp "$work/still/token.key" "$work/bad/token.key"
sample=$(find "$work/bad/archive" -type f | head -n 1)
cp "$sample" "$work/copy"
rm "$sample"
printf 'X' | dd of="$work/copy" bs=1 seek=1100 conv=notrunc 2>/dev/null
cp "$work/copy" "$sample"
status 1 "one with a damaged original" postroom restore --replace "$work/bad"
like "$(cat "$work/out")" "$(basename "$sample") is damaged" "which it names"
rows "$work/data/ledger.sqlite" | cmp -s - "$work/before"
result $? "none of them changed anything"
postroom watch >>"$work/log" 2>&1 &
watch=$!
servers="$servers $watch"
locked() {
	! flock -n "$work/data/watch.lock" true
}
wait_until 10 locked
status 75 "restore refuses while a process runs" \
	postroom restore --replace "$work/still"
kill "$watch"
wait "$watch" 2>/dev/null

# --- into an empty folder ----------------------------------------------------

mv "$work/data" "$work/lost"
ok "restore into no folder at all" postroom restore "$work/still"
ok "verify finds all well" postroom verify
for table in case_file item sighting duty decision draft suggestion; do
	echo "SELECT '$table', * FROM $table ORDER BY 2, 3, 4;"
done >"$work/tables"
sqlite3 "$work/still/ledger.sqlite" <"$work/tables" >"$work/a"
sqlite3 "$work/data/ledger.sqlite" <"$work/tables" >"$work/b"
# What is left to a person differs, and only that.
sed 's/|[01]|Restored from a backup[^|]*|/|1||/' "$work/b" |
	cmp -s - "$work/a"
result $? "every case, item, sighting, duty and proposal is the same"
is "$(query "SELECT count(*) FROM history WHERE event = 'restored'")" 1 \
	"the history says so"
is "$(query "SELECT count(*) FROM letter WHERE state = 'queued'")" 0 \
	"no letter is on its way"
before=$(sent)
postroom poll --once 2>>"$work/log"
postroom intake --once 2>>"$work/log"
postroom send --once 2>>"$work/log"
is "$(query 'SELECT count(*) FROM item')" 160 "nothing is filed twice"
is "$(sent)" "$before" "nobody is answered twice"

# --- what came after the backup ----------------------------------------------

export POSTROOM_NOW=2026-11-20T11:00:00Z
received=2026-11-20T10:30:00Z
postroom letter withdraw all --by Ann >/dev/null 2>&1
lay 200
lay 201
file_all
ok "a backup with letters that wait to be sent" postroom backup "$work/third"
queued=$(sqlite3 "$work/third/ledger.sqlite" \
	"SELECT count(*) FROM letter WHERE state = 'queued'")
is "$queued" 2 "has them"
postroom send --once 2>>"$work/log"
lay 202 "After the backup"
file_all
postroom send --once 2>>"$work/log"
known=$(query "SELECT ref FROM case_file ORDER BY id DESC LIMIT 1")
submitted=$work/by-hand.eml
sed 's/resident202/resident203/; s/m202@/m203@/' \
	"$work/mail/new/1700000000.m202.x" >"$submitted"
postroom submit "$submitted" >>"$work/log" 2>&1
postroom intake --once 2>>"$work/log"
postroom send --once 2>>"$work/log"
before=$(sent)
POSTROOM_NOW=2026-11-20T12:00:00Z
ok "restore with the old folder kept beside" \
	postroom restore --replace "$work/third"
like "$(cat "$work/out")" "[12] messages that the backup did not know" \
	"it takes over what the backup does not know"
like "$(cat "$work/out")" "postroom letter list" \
	"it says what to do about letters"
ls -d "$work"/data/before-restore-*/ledger.sqlite >/dev/null
result $? "the old ledger is kept"
ok "verify finds all well" postroom verify
file_all
postroom send --once 2>>"$work/log"
is "$(query "SELECT count(*) FROM item WHERE from_address IN
	('resident202@example.org', 'resident203@example.org')")" 2 \
	"what came later is filed again, also what was keyed by hand"
is "$(sent)" "$before" "and not answered again"
ref=$(query "SELECT ref FROM case_file ORDER BY id DESC LIMIT 1")
[ "$ref" != "$known" ] && [ "$(query "SELECT count(*) FROM case_file
	WHERE ref = '$known'")" -eq 0 ]
result $? "no number is given to two cases"
is "$(query "SELECT count(*) FROM letter WHERE state = 'held'")" "$queued" \
	"letters that were on their way wait"
status 1 "watch tells a person of them" postroom watch --once
like "$(cat "$work/out")" "Restored from a backup" "with the reason"
number=$(query "SELECT min(id) FROM letter WHERE state = 'held'")
ok "a person can let one go" postroom letter release "$number" --by "Ann"
postroom send --once 2>>"$work/log"
is "$(query "SELECT state FROM letter WHERE id = $number")" sent \
	"then it is sent"
status 2 "but not without a name" postroom letter release all
ok "or stop the rest" postroom letter withdraw all --by "Ann" --reason "sent"
like "$(postroom letter list)" "No letter waits" "and none waits then"
received=2026-11-20T13:00:00Z
lay 204
file_all
postroom send --once 2>>"$work/log"
is "$(sent)" "$((before + 1))" "what comes from now on is answered as usual"
ok "and all is well" postroom verify

# --- killed half way ---------------------------------------------------------

# Wherever it is killed, nothing starts on a folder that is neither the old
# nor the new one, and doing it again brings it to its end.
half=0
for pause in 0.02 0.04 0.05 0.06 0.07 0.08 0.09 0.1 0.12 0.15; do
	"$PROGRAM" -c "$work/postroom.conf" restore --replace "$work/third" \
		>>"$work/log" 2>&1 &
	killed=$!
	sleep "$pause"
	kill -9 "$killed" 2>/dev/null
	wait "$killed" 2>/dev/null
	if postroom intake --once 2>"$work/err"; then
		postroom verify >"$work/out" 2>&1 || half=$((half + 1))
	else
		grep -q 'token.key is missing' "$work/err" || half=$((half + 1))
	fi
done
is "$half" 0 "a restore that was killed leaves nothing that runs half"
ok "the next one comes to its end" postroom restore --replace "$work/third"
ok "and all is well" postroom verify

# --- when it had stopped is known --------------------------------------------

status 2 "a time that is none is refused" \
	postroom restore --stopped yesterday --replace "$work/third"
ok "restore, told when the old one had stopped" postroom restore --replace \
	--stopped 2026-11-20T10:45:00Z "$work/third"
received=2026-11-20T10:40:00Z
lay 301
received=2026-11-20T10:50:00Z
lay 302
file_all
is "$(query "SELECT group_concat(to_address) FROM letter
	WHERE state = 'queued' AND to_address GLOB 'resident30*'")" \
	resident302@example.org "what came after it is answered as usual"

# --- the guard ---------------------------------------------------------------

# Days later nobody has looked: the letter may have left after the backup, so
# that a person must act, and is told.
POSTROOM_NOW=2026-11-27T09:00:00Z
postroom watch --once >"$work/out" 2>>"$work/log"
like "$(cat "$work/out")" \
	"cannot acknowledge by itself. Restored from a backup" \
	"the guard leaves cases of the backup to a person"
is "$(query "SELECT count(*) FROM letter l JOIN case_file c
	ON c.id = l.case_id WHERE l.kind GLOB 'acknowledge*' AND
	c.silence GLOB 'Restored*'")" 0 "and writes to none of them"
[ "$(query "SELECT count(*) FROM letter WHERE kind GLOB 'acknowledge*'")" \
	-ge 1 ]
result $? "but acts for those that came since"
finish
