#!/bin/sh
# A danger reaches the rota at any hour: it is called, again and further up,
# until a named person accepts. A night is played through by the clock.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/automation.sh"
plan 71

certs_make
(umask 077 && echo 'the secret of the hook' >"$work/secret")
/usr/bin/python3 "$here/hook.py" 'the secret of the hook' "$CERTS/good.pem" \
	"$CERTS/good.key" "$work" >"$work/hook" &
servers="$servers $!"
wait_until 10 test -s "$work/hook"
port=$(head -n 1 "$work/hook")
top=$work
cat >"$work/sms" <<'END'
#!/bin/sh
# Notes its arguments and its standard input, one line a call.
cd "$(dirname "$0")" || exit 1
[ ! -e refuse ] || exit 7
printf '%s|%s|%s|%s\n' "$1" "$2" "$(cat)" "$(env | grep -c POSTROOM)" >>texts
END
chmod +x "$work/sms"

rota() {
	cat <<-END
	console { url = "https://console.example" listen = "127.0.0.1:0" }
	urgent { repeat = 15
	  secret_file = "$top/secret" ca_file = "$CERTS/ca.pem" }
	rota "first" { email = {"duty@landlord.example"}
	  webhook = "https://localhost:$port/hook?key=none" }
	rota "manager" { after = 30
	  command = {"$top/sms", "{reference}", "{text}"} }
	rota "repairs" { after = 5 hours = "office"
	  email = {"repairs@landlord.example"} }
	END
}

night() { # TIME: what the clock demands then
	POSTROOM_NOW=$1 postroom watch --once >"$work/told" 2>>"$work/log"
}

mails() { # ADDRESS: how many calls it has had
	find "$work/sent" -type f 2>/dev/null | xargs grep -l "^To: .*$1" \
		2>/dev/null | wc -l
}

hooks() {
	sed 1d "$top/hook" | wc -l
}

texts() {
	cat "$top/texts" 2>/dev/null | wc -l
}

# --- Saturday night -----------------------------------------------------------

rota >"$work/rota"
house danger code <"$work/rota"
mail heat 2026-11-21T22:00:00Z 'no heating' <<'END'
The heating is broken, it is freezing and my baby is ill. I complain. The
carbon monoxide alarm goes off too. Don't ring the house, he listens.
END
pass 2026-11-21T22:01:00Z
ref=$(of heat ref)
is "$(owed heat urgent 'count(*)')" 1 "there is a danger"
night 2026-11-21T22:01:30Z
is "$(mails duty@),$(hooks),$(texts)" 1,1,0 "the first step is called at once"
like "$(cat "$work/told")" "$ref: now, by .*danger" "and watch says it too"
call=$(find "$work/sent" -type f | xargs grep -l '^To: .*duty@')
like "$(cat "$call")" "^Subject: Urgent: danger in case $ref" \
	"the mail names the case"
like "$(cat "$call")" 'Read the case before you make contact' \
	"and says to read it first: the resident has a wish"
unlike "$(cat "$call")" 'heat@|heating|monoxide|baby|listens' \
	"and nothing of what it is about, or whom"
link=$(tr -d '\r' <"$call" | tr -d '\n' | sed 's/=3D/@/g;s/=//g;s/@/=/g' |
	grep -o 'https://console.example/accept/[0-9]*-pr[a-z2-7]*')
like "$link" '/accept/[0-9]+-pr[a-z2-7]{26}$' "it has a link to accept"
hook=$(sed -n 2p "$work/hook" "$top/hook" 2>/dev/null | tail -n 1)
like "$hook" '^good ' "the hook is signed"
is "$(echo "${hook#good }" | jq -r '[.kind, .reference, .step, .turn,
	.read_first, .since, .act_by] | map(tostring) | join(" ")')" \
	"danger $ref first 0 true 2026-11-21T22:00:00Z 2026-11-22T02:00:00Z" \
	"it tells the reference, since when, until when"
is "$(echo "${hook#good }" | jq -r .accept)" "$link" "and the same link"
unlike "$hook" 'heat@|heating|monoxide|baby' "and no more"

night 2026-11-21T22:01:40Z
night 2026-11-21T22:10:00Z
is "$(mails duty@),$(hooks)" 1,1 "nobody is called twice in a turn"
night 2026-11-21T22:16:30Z
is "$(mails duty@),$(hooks),$(texts)" 2,2,0 "after a quarter of an hour, again"
night 2026-11-21T22:31:30Z
is "$(mails duty@),$(hooks),$(texts)" 3,3,1 "after half an hour it climbs"
like "$(cat "$top/texts")" "^$ref\|.*$ref.*https://console.*\|.*danger.*\|0$" \
	"the program gets arguments and text, and nothing of ours besides"
is "$(mails repairs@)" 0 "who is called in the office only is not, on Saturday"
night 2026-11-22T03:00:00Z
is "$(mails duty@),$(hooks),$(texts)" 4,4,2 \
	"after hours without us there is one call, not ten"
like "$(cat "$work/told")" "$ref: overdue" "it is overdue by then"
is "$(query "SELECT count(*) FROM urgent_call WHERE state = 'made'")" 10 \
	"each call is kept"
is "$(query "SELECT count(*) FROM history WHERE event = 'called'")" 10 \
	"in the history as well"

# --- what can go wrong --------------------------------------------------------

echo 500 >"$top/fault"
touch "$top/refuse"
night 2026-11-22T03:02:00Z
is "$(mails duty@)" 5 "a hook that fails keeps no mail back"
is "$(query "SELECT group_concat(how || ' ' || outcome, '; ') FROM
	(SELECT * FROM urgent_call WHERE state = 'failed' ORDER BY how)" |
	sed "s|$top|TOP|")" \
	'command TOP/sms ended with status 7.; webhook The webhook answered 500.' \
	"what failed is kept, with the reason"
night 2026-11-22T03:02:20Z
is "$(query "SELECT max(attempts) FROM urgent_call")" 1 \
	"it is not tried again at once"
rm "$top/fault" "$top/refuse"
night 2026-11-22T03:03:10Z
is "$(query "SELECT count(*) FROM urgent_call WHERE state <> 'made'")" 0 \
	"a minute later it is, and works"
like "$(query "SELECT detail FROM history WHERE event = 'not-reached'
	ORDER BY id LIMIT 1")" 'answered 500' "the history knows both"

# The page of the link shows a form, and accepts nothing by being looked at.
"$PROGRAM" -c "$work/postroom.conf" console >"$work/console" 2>&1 &
console=$!
servers="$servers $console"
wait_until 10 grep -q 'console is at' "$work/console"
page=$(sed -n 's/.*console is at //p' "$work/console")
page=${page%/}/accept/${link##*/}
ask() { # curl's arguments
	curl -s -o "$work/page" -w '%{http_code}' "$@"
}
is "$(ask "$page")" 200 "the link opens a page"
like "$(cat "$work/page")" "Danger in case $ref" "which names the case"
unlike "$(cat "$work/page")" 'heat@|heating|monoxide|baby' "and no more"
is "$(ask "${page}x")" 404 "a link that is not whole opens none"
is "$(ask -d by= "$page")" 400 "nobody accepts there without a name"
is "$(query 'SELECT count(*) FROM danger WHERE accepted IS NOT NULL')" 0 \
	"and nothing is accepted so far"

# Killed in the middle: the call was noted as tried, and nothing came of it.
sqlite3 "$work/data/ledger.sqlite" "UPDATE urgent_call SET state = 'trying'
	WHERE how = 'email' AND step = 'first' AND turn = 20"
is "$(query "SELECT count(*) FROM urgent_call WHERE state = 'trying'")" 1 \
	"a call that was cut off"
night 2026-11-22T03:03:20Z
is "$(mails duty@)" 6 "is made again rather than not at all"

# In a process that goes on: killed while the hook is silent.
echo silent >"$top/fault"
POSTROOM_NOW=2026-11-22T03:17:30Z "$PROGRAM" -c "$work/postroom.conf" watch \
	>>"$work/log" 2>&1 &
watcher=$!
called() {
	[ "$(mails duty@)" = 7 ]
}
ok "a watch that goes on calls, mail first" wait_until 20 called
wait_until 20 sh -c "[ \$(sqlite3 -readonly '$work/data/ledger.sqlite' \
	\"SELECT count(*) FROM urgent_call WHERE state = 'trying'\") = 1 ]"
kill -9 "$watcher"
wait "$watcher" 2>/dev/null
ok "its child ends with it" wait_until 20 sh -c \
	"! fuser '$work/data/lock/urgent' 2>/dev/null"
is "$(query "SELECT how FROM urgent_call WHERE state = 'trying'")" webhook \
	"it was killed in the middle of a call"
rm "$top/fault"
before=$(hooks)
night 2026-11-22T03:18:00Z
is "$(hooks)" $((before + 1)) "which is made after the restart"

# --- somebody accepts ---------------------------------------------------------

status 2 "nobody accepts without a name" postroom accept "$ref"
status 1 "nor a case that is none" postroom accept CR-2026-09999-A --by Jo
ok "a person accepts" at 2026-11-22T03:40:00Z accept "$ref" --by 'Jo Poe'
is "$(query "SELECT accepted_by || ' ' || accepted_how FROM danger")" \
	'Jo Poe command' "by name"
status 1 "a second one is told" at 2026-11-22T03:41:00Z accept "$ref" --by Al
like "$(cat "$work/err")" 'Jo Poe took .* on at 22 Nov 2026 03:40' "by whom"
calls=$(mails duty@),$(hooks),$(texts)
night 2026-11-22T04:30:00Z
is "$(mails duty@),$(hooks),$(texts)" "$calls" "the calls end"
is "$(owed heat urgent 'met IS NOT NULL')" 1 "the duty is met by accepting"
is "$(owed heat record-danger "datetime(due_at, 'unixepoch')")" \
	'2026-11-22 22:01:30' "what was done is owed within a day"
like "$(at 2026-11-22T04:30:00Z case show "$ref")" 'Jo Poe: accepted' \
	"the case shows who accepted"
ok "it is confirmed" at 2026-11-22T09:00:00Z case confirm "$ref" --by Jo \
	--category complaint
is "$(owed heat record-danger 'met IS NULL AND ended IS NULL')" 1 \
	"a decision does not end it"
ok "what was done is recorded" at 2026-11-22T09:10:00Z case done "$ref" \
	record-danger --by Jo --reason 'engineer sent, alarm checked'
is "$(owed heat record-danger 'met IS NOT NULL')" 1 "then it is met"

# The office; and what was done before anybody accepted.
is "$(ask "$page")" 200 "the link still leads to the page"
like "$(cat "$work/page")" 'Jo Poe took it on' "which says who accepted"
mail again 2026-11-21T23:00:00Z 'wires' <<'END'
There are bare live wires in the hall, somebody will be electrocuted.
END
pass 2026-11-21T23:01:00Z
night 2026-11-21T23:05:00Z
night 2026-11-23T08:59:00Z
is "$(mails repairs@)" 0 "before the office opens nobody is called there"
night 2026-11-23T09:00:30Z
is "$(mails repairs@)" 1 "on Monday at nine somebody is"
night 2026-11-23T17:00:00Z
is "$(mails repairs@)" 1 "and not after it has closed"
ok "what was done is recorded without accepting" at 2026-11-23T17:01:00Z \
	case done "$(of again ref)" urgent --by Jo --reason 'made safe'
mail third 2026-11-22T20:00:00Z 'gas' <<'END'
I smell gas in the kitchen and there is carbon monoxide.
END
pass 2026-11-22T20:01:00Z
other=$(query "SELECT max(id) FROM duty WHERE kind = 'urgent'")
night 2026-11-22T20:02:00Z
call=$(find "$work/sent" -type f | xargs grep -l "$(of third ref)" |
	xargs grep -l '^To: .*duty@')
third=$(tr -d '\r' <"$call" | tr -d '\n' | sed 's/=3D/@/g;s/=//g;s/@/=/g' |
	grep -o "accept/$other-pr[a-z2-7]*")
is "$(ask -d "by=Al Moe" "${page%accept/*}$third")" 303 \
	"by the form of its link"
is "$(query "SELECT accepted_by || ' ' || accepted_how FROM danger WHERE
	duty_id = $other")" 'Al Moe link' "a person accepts as well"
calls=$(mails duty@),$(hooks),$(texts)
night 2026-11-23T18:00:00Z
is "$(mails duty@),$(hooks),$(texts)" "$calls" "which ends the calls too"
status 1 "then nobody need accept" at 2026-11-23T18:00:00Z accept \
	"$(of again ref)" --by Jo
unlike "$(cat "$work/log")" 'again@|wires|heating|heat@|duty@' \
	"no log names a person or a matter"
all_went_well "a night and a day"

# --- the configuration --------------------------------------------------------

ok "the rota can be tried" at 2026-11-23T18:10:00Z urgent --try
is "$(wc -l <"$work/out")" 4 "every way of every step"
like "$(tail -n 1 "$top/hook")" '^good .*"trial"' "says that it is a trial"
like "$(tail -n 1 "$top/texts")" 'trial' "whichever way"
echo 500 >"$top/fault"
status 75 "a rota that cannot be reached" at 2026-11-23T18:11:00Z urgent --try
house wrong code <<END
urgent { repeat = 0 }
rota "first" { }
rota "second" { email = {"nobody"} command = {"sms"} webhook = "http://x" }
END
status 1 "a rota with faults is refused" postroom check
for fault in 'reaches nobody' '"nobody" is no email' '"sms" is no program' \
	'must begin with https'; do
	grep -q "$fault" "$work/err" "$work/out" || echo "# not told: $fault"
done >"$work/missing"
is "$(cat "$work/missing")" '' "and every fault is told"
is "$(postroom urgent >/dev/null 2>&1; echo $?)" 1 "nothing starts with it"
finish
