#!/bin/sh
# The page of a case and the acts on it: what a resident wrote stays text,
# whoever is barred finds nothing, nothing stale is saved, no letter leaves
# that was not on the screen.
. "$(dirname "$0")/lib.sh"
PORT=$(free_port)
configure_local <<END
staff = {"@landlord.example"}
console { listen = "127.0.0.1:$PORT" }
END
POSTROOM_NOW=2026-11-23T10:00:00Z
export POSTROOM_NOW

# Each line of the client becomes a test; the plan comes at the end.
ask() { # CHECK REF
	/usr/bin/python3 "$here/console-case.py" "$1" "$PORT" "$2" \
		>"$work/checks" 2>"$work/err" || {
		result 1 "$1"
		tell "$work/err"
	}
	while read -r line; do
		case $line in
		'ok '*) result 0 "$1: ${line#ok }" ;;
		*) result 1 "$1: ${line#not ok }" ;;
		esac
	done <"$work/checks"
}

/usr/bin/python3 "$here/hostile-mail.py" >"$work/mail/new/hostile"
monday_mail ann 'The roof leaks' \
	'I want to complain. Nobody came to mend the roof, three times now.'
ok "a hostile mail and another are fetched" postroom poll --once
ok "and filed" postroom intake --once
hostile=$(query "SELECT ref FROM case_file WHERE subject LIKE '%script%'")
plain=$(query "SELECT ref FROM case_file WHERE subject = 'The roof leaks'")

person() { # LOGIN NAME ROLES
	postroom user add "$1" --name "$2" --roles "$3" >/dev/null
	echo 'correct horse battery' | postroom user password "$1"
}
person ann Ann officer,manager,register
person bob Bob officer
person han Han handler
person ray Ray read-only

"$PROGRAM" -c "$work/postroom.conf" console >"$work/console.out" \
	2>"$work/console.err" &
server=$!
servers="$servers $server"
wait_until 20 listening "$PORT"

ask hostile "$hostile"
ask files "$hostile"
ask settle "$plain"
ask letter "$plain"
ask acts "$plain"
ask bar "$plain"

like "$(query "SELECT who || ' ' || category FROM decision")" \
	'^Ann complaint$' "one decision, by Ann"
is "$(query "SELECT count(*) FROM letter WHERE kind = 'acknowledgement-1'")" \
	1 "one acknowledgement"
like "$(query "SELECT body FROM letter WHERE kind = 'acknowledgement-1'")" \
	'The roof is ours' "which says what was written"
is "$(query "SELECT count(*) FROM history WHERE actor = 'Bob'")" 1 \
	"Bob did nothing but answer the question"
ok "what was told is filed" postroom intake --once
like "$(query "SELECT from_name || ' ' || channel FROM case_file
	WHERE channel = 'phone'")" '^Bo Hill phone$' "as a case of its own"
kill "$server"
wait "$server"
is $? 0 "the console ends well"
is "$(cat "$work/console.err")" "" "and had nothing to complain of"
ok "the ledger is sound" postroom verify
plan $count
finish
