#!/bin/sh
# Alarms by mail: once when one begins, again the next morning, once when it
# is over; technical ones to IT; nothing of a resident in them. Health says
# the same in sentences, JSON and figures.
. "$(dirname "$0")/lib.sh"
plan 34

configure_local <<'END'
alarms {
  to = { "officer@landlord.example", "deputy@landlord.example" }
  it = { "it@landlord.example" }
  backup_days = 7
}
END
mkdir -p "$work/sent"

look() { # TIME: one look, with mails
	POSTROOM_NOW=$1 postroom watch --once --mail >"$work/told" \
		2>>"$work/log"
}
mails() { # PATTERN: how many to people of the landlord
	grep -lE "^Subject: Postroom.*$1" "$work"/sent/*.eml 2>/dev/null |
		wc -l
}
told_to() { # ADDRESS: the first mail about alarms to it
	cat "$(grep -lE "^To: <$1@landlord" "$work"/sent/*.eml | head -n 1)"
}
polled() { # TIME
	POSTROOM_NOW=$1 postroom poll --once 2>>"$work/log"
	POSTROOM_NOW=$1 postroom intake --once 2>>"$work/log"
	POSTROOM_NOW=$1 postroom send --once 2>>"$work/log"
}

postroom backup "$work/backup" >>"$work/log" 2>&1
polled 2026-11-23T08:30:00Z
postroom backup "$work/backup" >>"$work/log" 2>&1
status 0 "all is well" env POSTROOM_NOW=2026-11-23T08:30:00Z "$PROGRAM" \
	-c "$work/postroom.conf" health
like "$(cat "$work/out")" '^All is well' "and health says so"
like "$(cat "$work/out")" '^ok .*No duty is overdue' "line by line"
look 2026-11-23T08:30:00Z
is "$(cat "$work/told")" "All is well: nothing is overdue." "nor does watch"

# --- one that begins ---------------------------------------------------------

monday_mail zelda "Gas" "I smell gas in my flat and feel sick. Zelda Quirk"
polled 2026-11-23T09:00:00Z
look 2026-11-23T09:01:00Z
like "$(cat "$work/told")" 'now, by' "a danger is an alarm"
is "$(mails .)" 0 "it is gathered for a minute"
look 2026-11-23T09:02:30Z
is "$(mails 'attention: 1 new')" 1 "then it is told"
mail=$(told_to officer)
like "$mail" '^To: <officer@landlord.example>,' "to the officers"
like "$mail" '^ <deputy@landlord.example>' "all of them"
like "$mail" '^- CR-2026-' "by the reference"
unlike "$mail" 'elda|Quirk|gas|Gas|sick' "with nothing of the resident"
look 2026-11-23T09:03:00Z
is "$(mails .)" 1 "once"
look 2026-11-23T18:00:00Z
look 2026-11-23T18:02:00Z
is "$(mails 'new')" 2 "and once more, for it is overdue by then"
look 2026-11-23T18:15:00Z
is "$(mails 'over|clear')" 0 "what goes on as another alarm is not over"
look 2026-11-24T08:59:00Z
is "$(mails 'still last')" 0 "not before nine the next day"
look 2026-11-24T09:01:00Z
is "$(mails 'still last')" 1 "then again"
look 2026-11-24T12:00:00Z
is "$(mails 'still last')" 1 "once a day"

# --- health of it ------------------------------------------------------------

ref=$(query 'SELECT ref FROM case_file')
status 1 "health fails" env POSTROOM_NOW=2026-11-24T12:00:00Z "$PROGRAM" \
	-c "$work/postroom.conf" health
like "$(cat "$work/out")" '^fail .*overdue.*Since 23 Nov 2026' "since when"
unlike "$(cat "$work/out")" "$ref|CR-" "without a reference"
is "$(POSTROOM_NOW=2026-11-24T12:00:00Z postroom health --json | python3 -c '
import json, sys
h = json.load(sys.stdin)
print(h["level"], [c["count"] for c in h["checks"]
      if c["kind"] == "duty-overdue"][0] > 0,
      sorted(h["checks"][0]))')" \
	"fail True ['count', 'kind', 'level', 'sentence', 'since']" "as JSON"

# --- its end -----------------------------------------------------------------

for duty in $(query "SELECT kind FROM duty WHERE met IS NULL"); do
	POSTROOM_NOW=2026-11-24T12:30:00Z postroom case done "$ref" "$duty" \
		--by "Olive Officer" --reason "the flat was made safe" \
		>>"$work/log" 2>&1
done
look 2026-11-24T12:31:00Z
is "$(mails 'all clear')" 0 "gone for a moment is not over"
look 2026-11-24T12:45:00Z
is "$(mails 'all clear')" 1 "the all-clear"
look 2026-11-24T13:30:00Z
is "$(mails 'all clear')" 1 "once"

# --- a technical one ---------------------------------------------------------

echo junk >"$work/data/spool/new/0000000000000000-00000000"
mv "$work/mail/new" "$work/mail/gone"
postroom poll --once >>"$work/log" 2>&1
touch -d '8 days ago' "$work/data/pulse/backup"
look 2026-11-24T14:00:00Z
look 2026-11-24T14:02:00Z
mail=$(told_to it)
like "$mail" '^To: <it@landlord.example>' "goes to IT"
like "$mail" 'the last is 8 days old' "such as an old backup"
mv "$work/mail/gone" "$work/mail/new"

# --- a person's review -------------------------------------------------------

POSTROOM_NOW=2026-11-24T14:00:00Z postroom person set "$ref" \
	--adjustments "Large print" --adjustments-review 2026-12-01 \
	--by "Olive Officer" >>"$work/log" 2>&1
unlike "$(POSTROOM_NOW=2026-11-30T10:00:00Z postroom watch --once)" \
	'look again' "before the day nothing is said"
like "$(POSTROOM_NOW=2026-12-01T10:00:00Z postroom watch --once)" \
	"^$ref: look again at the adjustments" "on the day it is"

# --- over HTTP ---------------------------------------------------------------

port=$(free_port)
printf 'console { listen = "127.0.0.1:%s" }\n' "$port" >>"$work/postroom.conf"
"$PROGRAM" -c "$work/postroom.conf" console >>"$work/log" 2>&1 &
servers="$servers $!"
wait_until 20 listening "$port"
answer() { # PATH [HEADER]
	curl -s -w '\n%{http_code} %{content_type}\n' \
		-H "${2:-Accept: text/plain}" "http://localhost:$port$1"
}
like "$(answer /health)" '^(200|503) text/plain' "/health without sign-in"
like "$(answer /health 'Accept: application/json')" \
	'^(200|503) application/json' "as JSON"
answer /metrics >"$work/metrics"
like "$(cat "$work/metrics")" '^200 text/plain; version=0.0.4' "/metrics"
like "$(cat "$work/metrics")" '^postroom_items_total\{state="case"\} 1' \
	"with figures"
unlike "$(cat "$work/metrics")" 'CR-|elda' "and without references"
is "$(grep -cvE '^(#.*|postroom_[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9]+|)$' \
	"$work/metrics")" 1 "each line in the form of Prometheus"
finish
