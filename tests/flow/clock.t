#!/bin/sh
# The clock: summer time begins and ends, the clock is set back an hour and
# forward a day between two passes, a machine sleeps over a weekend. No duty
# falls on another day for it, nothing is sent twice or at a wrong time.
. "$(dirname "$0")/lib.sh"
plan 22

configure_local </dev/null
mkdir -p "$work/sent"

put() { # NAME RECEIVED
	printf '%s\n' "From: $1 <$1@example.org>" 'Subject: Complaint' \
		"Message-ID: <$1@x>" '' 'I want to make a formal complaint.' \
		'You never came to mend the roof.' >"$work/mail/new/$1"
	touch -d "$2" "$work/mail/new/$1"
}

at() { # NOW COMMAND ...
	now=$1
	shift
	POSTROOM_NOW=$now postroom "$@"
}

take() { # NOW: everything once
	for command in poll intake send; do
		at "$1" "$command" --once || return 1
	done
}

due() { # NAME: the acknowledgement's day
	query "SELECT due_day FROM duty d JOIN case_file c ON c.id = d.case_id
		WHERE c.from_address = '$1@example.org'
		AND kind = 'acknowledge-1'"
}

letters() { # KIND
	query "SELECT count(*) FROM letter WHERE kind = '$1'"
}

# --- summer time -------------------------------------------------------------

# It begins on 29 March 2026 at 01:00 UTC, and ends on 25 October at 01:00.
put spring 2026-03-28T23:30:00Z
put summer 2026-03-29T23:30:00Z
ok "the night in which summer time begins" take 2026-03-30T00:30:00Z
is "$(due spring)" 2026-04-07 \
	"Saturday night: five working days, Easter not counted"
is "$(due summer)" 2026-04-08 \
	"Sunday 23:30 UTC is Monday in London, which does not count itself"
put autumn 2026-10-24T23:30:00Z
put winter 2026-10-25T23:30:00Z
ok "the night in which it ends" take 2026-10-26T00:30:00Z
is "$(due autumn)" 2026-10-30 "Sunday 00:30 in London: due on Friday"
is "$(due winter)" 2026-10-30 "Sunday 23:30 in London: due on Friday"
put twice 2026-10-25T00:30:00Z
put again 2026-10-25T01:30:00Z
ok "the hour that comes twice" take 2026-10-26T01:00:00Z
is "$(due twice) $(due again)" "2026-10-30 2026-10-30" "it is one day"
is "$(letters receipt)" 6 "six receipts"

# --- set back and forward ----------------------------------------------------

put back 2026-11-18T12:00:00Z
ok "a message is taken in" take 2026-11-18T12:30:00Z
put earlier 2026-11-18T11:45:00Z
ok "the clock is an hour behind" take 2026-11-18T11:30:00Z
is "$(due back) $(due earlier)" "2026-11-25 2026-11-25" "both are due alike"
at 2026-11-18T11:30:00Z watch --once >"$work/guard"
at 2026-11-18T11:30:00Z watch --once >"$work/before"
at 2026-11-19T11:30:00Z watch --once >"$work/forward"
at 2026-11-18T11:31:00Z watch --once >"$work/back"
is "$(cat "$work/back")" "$(cat "$work/before")" \
	"forward a day and back again: watch says what it said before"
is "$(letters receipt)" 8 "no receipt was written twice"
at 2026-11-18T11:00:00Z send --once
is "$(query "SELECT count(*) FROM letter WHERE state <> 'sent'
	AND kind = 'receipt'")" 0 "none waits for a clock to come round"
is "$(query 'SELECT count(*) FROM history WHERE id > 1 AND chain = (SELECT
	chain FROM history h WHERE h.id = history.id - 1)')" 0 \
	"the history goes on, whatever the time"

# --- asleep over a weekend ---------------------------------------------------

put asleep 2026-12-02T09:00:00Z
take 2026-12-02T09:05:00Z
is "$(due asleep)" 2026-12-09 "due on Wednesday"
acknowledged() {
	query "SELECT count(*) FROM letter l JOIN case_file c
		ON c.id = l.case_id WHERE c.from_address = 'asleep@example.org'
		AND kind = 'acknowledgement-1'"
}
at 2026-12-04T18:00:00Z watch --once >"$work/out"
is "$(acknowledged)" 0 "on Friday evening it is too early for the guard"
at 2026-12-09T22:00:00Z watch --once >"$work/out"
is "$(acknowledged)" 1 "asleep past the guard's hour: it acts when it wakes"
at 2026-12-08T09:00:00Z watch --once >"$work/out"
at 2026-12-10T09:00:00Z watch --once >"$work/out"
is "$(acknowledged)" 1 "once, however the clock is set afterwards"
ok "it is sent" at 2026-12-09T22:01:00Z send --once
is "$(query "SELECT count(*) FROM letter GROUP BY case_id, kind
	HAVING count(*) > 1")" "" "no case has two letters of a kind"
finish
