#!/bin/sh
# How quick each page of the console is with CASES (100000) in the ledger, and
# for SECONDS (60) of wrk beside an intake that files mail.
. "$(dirname "$0")/../flow/lib.sh"
${MAKE:-make} -s -C "$top" "${BUILD:=build/plain}/bench/fill" || exit 1
echo "Filling a ledger with ${CASES:=100000} cases ..."
"$top/$BUILD/bench/fill" "$work/data" "$CASES" || exit 1
{
	echo 'data = "data"'
	landlord
	cat <<-END
	mailbox "complaints" {
	  maildir = "mail"
	  address = "complaints@landlord.example"
	  since = "2024-01-01"
	}
	send { folder = "out" }
	console { listen = "127.0.0.1:0" }
	END
} >"$work/postroom.conf"
mkdir -p "$work/mail/new" "$work/mail/cur" "$work/mail/tmp" "$work/out"
for n in $(seq 1 "${COUNT:-3000}"); do
	printf 'From: r%d@example.org\nTo: complaints@landlord.example
Subject: Tap %d\nMessage-ID: <bench%d@example.org>\n
The tap in flat %d drips.\n' \
		"$n" "$n" "$n" "$n" >"$work/mail/new/$n"
done
"$PROGRAM" -c "$work/postroom.conf" poll --once || exit 1
/usr/bin/python3 "$top/tests/bench/console.py" "$PROGRAM" "$work" \
	"${SECONDS_OF_WRK:-60}"
