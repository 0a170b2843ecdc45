#!/bin/sh
# reconcile: each message of a mailbox, a Maildir and a real IMAP server, is
# found in one state; one that was passed by and is nowhere is named.
. "$(dirname "$0")/lib.sh"
. "$here/recovery.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"
lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 31

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
printf 'Subject: lost\n\nlost\n' >"$work/mail/new/1700000000.lost.x"
echo 1700000000.lost.x >>"$work/data/spool/source/complaints.seen"
status 1 "one that was passed by and is nowhere" postroom reconcile complaints
like "$(cat "$work/out")" "1700000000.lost.x was passed by" "is named"
is "$(count complaints missing)" 1 "and counted"
rm "$work/mail/new/1700000000.lost.x"

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
like "$(cat "$work/out")" "UID 3 " "is named"
is "$(count post missing)" 1 "and counted"
dovecot_adm expunge -u "$IMAP_USER" mailbox INBOX uid 1
is "$(count post gone)" 1 "one that somebody deleted is gone, not missing"
dovecot_renumber
is "$(count post not_yet)" 5 "numbered anew, all are to be read again"
postroom poll post --once 2>>"$work/log"
postroom intake --once 2>>"$work/log"
ok "and then found, by their bytes" postroom reconcile post
is "$(count post case)" 5 "as what they were"
status 2 "a mailbox that is not there" postroom reconcile nowhere
dovecot_stop
status 75 "a server that is away" postroom reconcile post
finish
