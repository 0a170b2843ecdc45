#!/bin/sh
# verify: a sound post room is told from one that somebody or something has
# changed, and what was changed is named.
. "$(dirname "$0")/lib.sh"
. "$here/recovery.sh"
plan 33
configure_local </dev/null

ok "verify looks where nothing is yet" postroom verify
[ ! -e "$work/data/ledger.sqlite" ] && [ ! -e "$work/data/token.key" ]
result $? "and makes nothing"

for i in 1 2 3 4; do lay "$i"; done
file_all
postroom send --once 2>>"$work/log"
ok "all is well after the whole way" postroom verify
like "$(cat "$work/out")" '4 messages, 4 originals' "it counts them"
postroom verify --json >"$work/json"
is "$(python3 -c 'import json, sys
d = json.load(sys.stdin)
print(d["items"], d["originals"], d["waiting"], d["held"], d["findings"])' \
	<"$work/json")" "4 4 0 0 []" "as JSON too"

# --- the archive -------------------------------------------------------------

originals=$(find "$work/data/archive" -type f | sort)
first=$(echo "$originals" | head -n 1)
second=$(echo "$originals" | sed -n 2p)
cp "$first" "$work/kept"
printf 'X' | dd of="$first" bs=1 seek=1100 conv=notrunc 2>/dev/null
status 1 "a changed byte of an original is found" postroom verify
like "$(cat "$work/out")" "$(basename "$first") is damaged" "and named"
mv "$first" "$work/away"
status 1 "an original that is gone is found" postroom verify
like "$(cat "$work/out")" "$(basename "$first") is missing" "and named"
cp "$work/kept" "$first"
mkdir -p "$work/data/archive/00"
echo x >"$work/data/archive/00/stray"
status 1 "so is a file of which the ledger knows nothing" postroom verify
like "$(cat "$work/out")" "stray is a file of which the ledger knows" "named"
rm "$work/data/archive/00/stray"
ok "put back, all is well again" postroom verify

# --- after a crash between commit and rename ---------------------------------

mv "$second" "$work/data/spool/new/20261120-00000001"
ok "a filed original that waits in the spool is in order" postroom verify
like "$(cat "$work/out")" "has still to move its original" "and told"
postroom intake --once 2>>"$work/log"
[ -e "$second" ]
result $? "the next intake puts it into the archive"
echo rubbish >"$work/data/spool/new/20261120-00000002"
postroom intake --once 2>>"$work/log"
ok "what is held for a person is told" postroom verify
like "$(cat "$work/out")" "is held for a person: .*damaged" "with the reason"

# --- the ledger --------------------------------------------------------------

cp "$work/data/ledger.sqlite" "$work/sound"
changed() { # SQL PATTERN WORDS
	tamper "DROP TRIGGER history_keeps; DROP TRIGGER history_stays; $1"
	status 1 "$3" postroom verify
	like "$(cat "$work/out")" "$2" "and named"
	rm -f "$work/data/ledger.sqlite"*
	cp "$work/sound" "$work/data/ledger.sqlite"
}
changed "UPDATE history SET actor = 'Nobody' WHERE id = 3" \
	"history entry 3 was changed" "a changed entry of the history is found"
changed "DELETE FROM history WHERE id = 2" \
	"history entry 2 is missing" "a removed one"
changed "INSERT INTO history (case_id, at, actor, event, detail, chain)
	SELECT case_id, at, actor, event, detail, chain FROM history
	WHERE id = 2" "history entry [0-9]+ was changed" "an inserted one"
changed "" "trigger history_keeps is gone" "a trigger that is gone"
changed "DELETE FROM duty" "nobody ever owed anything" "a case without duties"
changed "UPDATE letter SET state = 'queued'" "but it is noted as sent" \
	"a letter that would go twice"
printf 'XXXXXXXXXXXXXXXX' | dd of="$work/data/ledger.sqlite" bs=1 seek=40960 \
	conv=notrunc 2>/dev/null
status 1 "a damaged page is found" postroom verify
cp "$work/sound" "$work/data/ledger.sqlite"
mv "$work/data/token.key" "$work/token.key"
status 1 "without the key the history cannot be checked" postroom verify
like "$(cat "$work/out")" "token.key is missing" "and that is said"
status 1 "nor does intake make another key" postroom intake --once
finish
