#!/bin/sh
# Another system follows the cases by a webhook: signed, in order, once or
# again under the same id, with identifiers only; it may be away for a while.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 37

certs_make
(umask 077 && echo 'the secret of the hook' >"$work/secret")
/usr/bin/python3 "$here/hook.py" 'the secret of the hook' "$CERTS/good.pem" \
	"$CERTS/good.key" "$work" >"$work/hook" &
servers="$servers $!"
wait_until 10 test -s "$work/hook"
port=$(head -n 1 "$work/hook")

configure() { # EVENTS
	configure_local <<-END
	webhook "housing" {
	  url = "https://localhost:$port/postroom"
	  secret_file = "secret"
	  ca_file = "certs/ca.pem"
	  events = { $1 }
	}
	END
}

calls() { # what came, without the signature's verdict
	sed 1d "$work/hook" | cut -d' ' -f2-
}

told() { # EXPRESSION of the list d of bodies
	calls | /usr/bin/python3 -c "import json, sys
d = [json.loads(line) for line in sys.stdin]
print($1)"
}

waiting() {
	query "SELECT count(*) FROM hook_event WHERE state = 'queued'"
}

again() { # what was put off is due at once, as if its pause were over
	sqlite3 "$work/data/ledger.sqlite" \
		"UPDATE hook_event SET next_at = created"
}

in_post() { # NAME TEXT: a message comes and is filed
	monday_mail "$1" "about $1" "$2"
	postroom poll --once 2>/dev/null
	postroom intake --once 2>/dev/null
}

configure '"whims"'
status 1 "an event that there is not is refused" postroom check
like "$(cat "$work/err" "$work/out")" 'due-soon, not "whims"' "by name"
configure '"case-opened", "confirmed", "acknowledged", "due-soon"'
chmod 644 "$work/secret"
status 1 "a secret that others may read is refused" postroom check
chmod 600 "$work/secret"

# --- in its order -----------------------------------------------------------
export POSTROOM_NOW=2026-11-23T09:00:00Z
in_post ann 'I want to make a complaint about the damp. My asthma is worse.'
ann=$(query 'SELECT ref FROM case_file')
is "$(waiting)" 1 "a case that is opened is to be told"
ok "it is told with the letters" postroom send --once
is "$(told "[c['event'] for c in d]")" "['case-opened']" "that it is there"
like "$(sed -n 2p "$work/hook")" '^good ' "the signature is right"
is "$(told "d[0]['ref']")" "$ann" "by its reference"
is "$(told "d[0]['category'], d[0]['stage']")" "None 1" \
	"not what it is: no person has said so"
is "$(told "d[0]['duty'], d[0]['due']")" "look 2026-11-26" \
	"and what is due first"
unlike "$(calls)" 'ann@|damp|asthma|Ann' "nothing of the resident"
is "$(waiting)" 0 "nothing waits"
postroom case confirm "$ann" --by Sam >/dev/null
postroom case release "$ann" --by Sam >/dev/null
ok "settled, sent, told" postroom send --once
is "$(told "[c['event'] for c in d[1:]]")" "['confirmed', 'acknowledged']" \
	"in their order"
is "$(told "d[1]['category']")" complaint "now it is said what it is"
is "$(told "d[2]['duty'], d[2]['due']")" "respond-1 2026-12-07" \
	"and when the response is due"
is "$(told "len({c['id'] for c in d})")" 3 "each has an id of its own"

# --- what is due soon -------------------------------------------------------
postroom watch --once >/dev/null
is "$(waiting)" 0 "nothing is due soon"
POSTROOM_NOW=2026-12-04T09:00:00Z postroom watch --once >/dev/null
POSTROOM_NOW=2026-12-04T09:01:00Z postroom watch --once >/dev/null
is "$(waiting)" 1 "on the working day before the response is, once"
postroom send --once
is "$(told "d[-1]['event'], d[-1]['duty'], d[-1]['due']")" \
	"due-soon respond-1 2026-12-07" "and is told"

# --- the other end is away --------------------------------------------------
echo 500 >"$work/fault"
in_post bob 'Please mend the tap.'
bob=$(query 'SELECT ref FROM case_file ORDER BY id DESC LIMIT 1')
postroom case confirm "$bob" --by Sam >/dev/null
ok "an answer of 500 stops no letter" postroom send --once
is "$(query "SELECT count(*) FROM letter WHERE state = 'sent' AND case_id =
	(SELECT id FROM case_file WHERE ref = '$bob')")" 2 "they are sent"
is "$(waiting)" 2 "both events wait"
is "$(query "SELECT attempts || reply FROM hook_event WHERE state = 'queued'
	ORDER BY id")" "1The webhook answered 500.
0" "the later one for the earlier one"
before=$(calls | wc -l)
postroom send --once
is "$(calls | wc -l)" "$before" "no attempt before its time"
rm "$work/fault"
again
ok "the other end is back" postroom send --once
is "$(told "[c['event'] for c in d[-2:]]")" "['case-opened', 'confirmed']" \
	"both are told, in their order"
is "$(told "d[-3]['id'] == d[-2]['id']")" True \
	"what was told twice has the same id"

# --- killed on the way ------------------------------------------------------
echo silent >"$work/fault"
in_post cat 'I want to make a complaint about the lift.'
"$PROGRAM" -c "$work/postroom.conf" send --once >/dev/null 2>&1 &
sender=$!
sleep 2
kill -9 "$sender"
wait "$sender" 2>/dev/null
rm "$work/fault"
is "$(waiting)" 1 "an event in hand when the sender died still waits"
ok "the next one tells it" postroom send --once
is "$(waiting)" 0 "so that none is lost"

# --- three days -------------------------------------------------------------
echo 404 >"$work/fault"
in_post dan 'Please mend the roof.'
sqlite3 "$work/data/ledger.sqlite" "UPDATE hook_event SET created =
	created - 3 * 86400 WHERE state = 'queued'"
postroom send --once
is "$(query "SELECT count(*) FROM hook_event WHERE state = 'failed'")" 1 \
	"after three days it is given up"
like "$(postroom watch --once)" 'webhook housing: 1 event could not be told' \
	"which is an alarm"
rm "$work/fault"
ok "somebody has it told again" postroom send --now --once
is "$(told "d[-1]['event']")" case-opened "and it is"
unlike "$(postroom watch --once)" 'webhook housing' "the alarm is over"
ok "the ledger is whole" postroom verify
finish
