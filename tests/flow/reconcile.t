#!/bin/sh
# reconcile: each message of a mailbox, a Maildir and a real IMAP server, is
# found in one state; one that was passed by and is nowhere is named and
# fetched. watch does it once a day, keeps the statements, and tells people.
. "$(dirname "$0")/lib.sh"
. "$here/recovery.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"
lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 56

certs_make
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
configure_local </dev/null
cat >>"$work/postroom.conf" <<END
mailbox "post" {
  imap = "imaps://localhost:$IMAPS_PORT"
  user = "$IMAP_USER"
  password_file = "password"
  ca_file = "$CERTS/ca.pem"
  since = "2024-01-01"
  address = "post@landlord.example"
}
END

count() { # SOURCE KEY
	postroom reconcile "$1" --json 2>>"$work/log" | python3 -c '
import json, sys
print(json.load(sys.stdin)["sources"][0][sys.argv[1]])' "$2"
}

# --- a Maildir ---------------------------------------------------------------

ok "an empty post room" postroom reconcile complaints
for i in 1 2 3; do lay "$i"; done
ok "what was not fetched is in order" postroom reconcile complaints
like "$(cat "$work/out")" "3 not fetched yet" "and counted"
postroom poll complaints --once 2>>"$work/log"
is "$(count complaints waiting)" 3 "what was fetched waits in the spool"
postroom intake --once 2>>"$work/log"
printf 'X-Way: another\n' | cat - "$work/mail/new/1700000000.m1.x" \
	>"$work/mail/new/1700000000.twin.x"
cat >"$work/mail/new/1700000000.machine.x" <<END
From: Away <away@example.org>
To: complaints@landlord.example
Subject: Out of office
Auto-Submitted: auto-replied
Message-ID: <machine@example.org>

I am on holiday.
END
sed 's/m2@/m22@/; s/^Subject: /In-Reply-To: <m2@example.org>\nSubject: Re: /' \
	"$work/mail/new/1700000000.m2.x" >"$work/mail/new/1700000000.reply.x"
file_all
is "$(count complaints messages)" 6 "all that lie there are counted"
is "$(count complaints case)" 3 "those that opened a case"
is "$(count complaints reply)" 1 "a reply"
is "$(count complaints automated)" 1 "what a machine wrote"
is "$(count complaints duplicate)" 1 "the same by another way"
ok "none is missing" postroom reconcile complaints
mv "$work/mail/new/1700000000.m1.x" "$work/mail/cur/1700000000.m1.x:2,S"
ok "nor one that was read and moved" postroom reconcile complaints
printf 'From: l@example.org\nSubject: lost\n\nThe tap is lost.\n' \
	>"$work/mail/new/1700000000.lost.x"
echo 1700000000.lost.x >>"$work/data/spool/source/complaints.seen"
status 1 "one that was passed by and is nowhere" \
	postroom reconcile complaints --look
like "$(cat "$work/out")" "1700000000.lost.x was passed by" "is named"
is "$(find "$work/data/spool/new" -type f | wc -l)" 0 "a look fetches nothing"
status 1 "without it" postroom reconcile complaints
like "$(cat "$work/out")" "1700000000.lost.x .* was fetched now" \
	"it is fetched at once, and that is said"
is "$(count complaints missing)$(count complaints waiting)" 01 \
	"and then waits to be filed"
postroom intake --once 2>>"$work/log"
is "$(count complaints case)" 4 "and opens its case"
is "$(count complaints before_cutoff)" 0 "none is from before the cut-off"
is "$(postroom reconcile complaints --from 2026-11-20 --to 2026-11-20 --json |
	python3 -c 'import json, sys
s = json.load(sys.stdin)["sources"][0]
print(s["messages"], s["from"], s["to"], s["case"])')" \
	"3 2026-11-20T00:00:00Z 2026-11-21T00:00:00Z 3" "between two days"
status 2 "a day that is none" postroom reconcile --from yesterday

# --- an IMAP server ----------------------------------------------------------

write_mail() { # NUMBER
	printf 'From: R%s <r%s@example.org>\nTo: post@landlord.example\n' \
		"$1" "$1"
	printf 'Subject: Tap %s\nMessage-ID: <i%s@example.org>\n\n' "$1" "$1"
	printf 'I want to complain about the tap, number %s.\n' "$1"
}
ok "an empty folder" postroom reconcile post
for i in 1 2 3 4 5; do
	write_mail "$i" >"$work/one"
	dovecot_put "$work/one" 2026-11-20T08:00:00Z
done
is "$(count post not_yet)" 5 "five are not fetched yet"
postroom poll post --once 2>>"$work/log"
is "$(count post waiting)" 5 "five wait to be filed"
postroom intake --once 2>>"$work/log"
is "$(count post case)" 5 "five have opened cases"
write_mail 6 >"$work/one"
dovecot_put "$work/one" 2026-11-20T08:00:00Z
is "$(count post not_yet)" 1 "another one comes in"
file_all
ok "all are found" postroom reconcile
like "$(cat "$work/out")" "post: 6 messages in the mailbox" "in each mailbox"
flags=$(find "$dovecot_home/mail" -type f -name '*:2,*S*' | wc -l)
is "$flags" 0 "none was marked as read"
tamper "DELETE FROM sighting WHERE uid = 3"
status 1 "one that the ledger has never seen" postroom reconcile post
like "$(cat "$work/out")" "UID 3 .* was fetched now" "is named and fetched"
is "$(count post missing)$(count post waiting)" 01 "and waits to be filed"
postroom intake --once 2>>"$work/log"
is "$(count post case)" 6 "and is known by its bytes"
is "$(postroom reconcile post --from 2026-11-20 --to 2026-11-20 --json |
	python3 -c 'import json, sys
print(json.load(sys.stdin)["sources"][0]["messages"])')" 6 \
	"between two days, by the dates that the server tells"
dovecot_adm expunge -u "$IMAP_USER" mailbox INBOX uid 1
is "$(count post gone)" 1 "one that somebody deleted is gone, not missing"
dovecot_renumber
is "$(count post not_yet)" 5 "numbered anew, all are to be read again"
postroom poll post --once 2>>"$work/log"
postroom intake --once 2>>"$work/log"
ok "and then found, by their bytes" postroom reconcile post
is "$(count post case)" 5 "as what they were"
status 2 "a mailbox that is not there" postroom reconcile nowhere

# --- every day ---------------------------------------------------------------

statements() { # SOURCE DAY: how many were made
	query "SELECT count(*) FROM reconciliation WHERE source = '$1' AND
	day = '$2' AND error = ''"
}
tried() { # HOW OFTEN: of post on the 24th
	[ "$(query "SELECT count(*) FROM reconciliation WHERE
		source = 'post' AND day = '$1'")" -ge "$2" ]
}
watch_at() { # TIME: until the day has its statements, or a few seconds
	POSTROOM_NOW=$1 "$PROGRAM" -c "$work/postroom.conf" watch \
		2>>"$work/log" &
	pid=$!
	servers="$servers $pid"
	wait_until "${2:-20}" tried "${1%T*}" 1
	kill "$pid"
	wait "$pid" 2>/dev/null
}
watch_at 2026-11-23T06:29:00Z 2
is "$(statements post 2026-11-23)" 0 "before half past six nothing is done"
watch_at 2026-11-23T06:31:00Z
wait_until 10 tried 2026-11-23 1
is "$(statements post 2026-11-23)" 1 "then each source is reconciled"
is "$(statements complaints 2026-11-23)" 1 "the other one as well"
watch_at 2026-11-23T12:00:00Z 2
is "$(statements post 2026-11-23)" 1 "once a day"
like "$(postroom report completeness --since 2026-11-23)" \
	'post: 5 messages: 5 opened a case. None was passed by' \
	"the statement can be read"
is "$(postroom report completeness --json --since 2026-11-23 | python3 -c '
import json, sys
print([(s["source"], s["messages"], s["missing"])
       for s in json.load(sys.stdin)])
')" "[('complaints', 7, 0), ('post', 5, 0)]" "by a program too"
is "$(query "SELECT count(*) FROM history WHERE event = 'reconciled'")" \
	"$(query "SELECT count(*) FROM reconciliation")" \
	"each is sealed in the history"
ok "which is whole" postroom verify
unlike "$(POSTROOM_NOW=2026-11-23T12:00:00Z postroom watch --once)" \
	'passed by|reconciled' "no alarm"
tamper "DELETE FROM sighting WHERE source = 'post' AND uid = 4"
watch_at 2026-11-24T06:31:00Z
like "$(POSTROOM_NOW=2026-11-24T07:00:00Z postroom watch --once)" \
	'source post: 1 message had been passed by on Tuesday 24 November' \
	"a difference is an alarm"
is "$(find "$work/data/spool/new" -type f | wc -l)" 1 "and is fetched"
postroom intake --once 2>>"$work/log"
watch_at 2026-11-25T06:31:00Z
unlike "$(POSTROOM_NOW=2026-11-25T07:00:00Z postroom watch --once)" \
	'passed by' "which is over the next day"
dovecot_stop
status 75 "a server that is away" postroom reconcile post
watch_at 2026-11-26T06:31:00Z
is "$(statements post 2026-11-26)" 0 "no statement can be made"
is "$(statements complaints 2026-11-26)" 1 "but of the others"
unlike "$(POSTROOM_NOW=2026-11-26T07:00:00Z postroom watch --once)" \
	'source post: it could not be reconciled' "for a day that is no alarm"
like "$(POSTROOM_NOW=2026-11-27T07:00:00Z postroom watch --once)" \
	'source post: it could not be reconciled for two days' \
	"after two days it is"
finish
