#!/bin/sh
# The whole way with real servers: 200 mixed messages in a Dovecot mailbox,
# "postroom run", answers through Postfix. Each message is accounted for, the
# right ones are answered, nothing is sent twice when the mailbox is numbered
# anew, and a released acknowledgement reaches the resident.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"
. "$here/smtpd.sh"
lacking=$(smtpd_lacking)
lacking=$lacking$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 38

now=2026-11-20T12:00:00Z
certs_make
# Postfix takes mail only from those who log in; Dovecot knows them.
auth=$(free_port)
DOVECOT_EXTRA="service auth {
  inet_listener {
    address = 127.0.0.1
    port = $auth
  }
}"
SMTPD_EXTRA="smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:$auth
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject"
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
smtpd_start "$CERTS/good.pem" "$CERTS/good.key"
mailbox=$dovecot_home/mail

{
	echo 'data = "data"'
	landlord
	cat <<-END
	mailbox "complaints" {
	  imap = "imaps://localhost:$IMAPS_PORT"
	  user = "$IMAP_USER"
	  password_file = "password"
	  ca_file = "$CERTS/ca.pem"
	  address = "complaints@landlord.example"
	  since = "2026-11-01"
	}
	send {
	  smtp = "smtps://localhost:$SMTPS_PORT"
	  user = "$IMAP_USER"
	  password_file = "password"
	  ca_file = "$CERTS/ca.pem"
	}
	staff = {"@landlord.example"}
	END
} >"$work/postroom.conf"

/usr/bin/python3 "$here/mixed.py" "$work/queue" 2026-11-18T08:00:00Z \
	2026-11-20T11:00:00Z >"$work/laid"
laid() { # NAME
	awk -v name="$1" '$1 == name {print $2}' "$work/laid"
}
mv "$work"/queue/*.eml "$mailbox/new/"
dovecot_own

export POSTROOM_NOW=$now
ok "check finds nothing to mend" postroom check

start_run() {
	"$PROGRAM" -c "$work/postroom.conf" run >>"$work/log" 2>&1 &
	run=$!
	servers="$servers $run"
}

seen() { # NUMBER of messages accounted for
	[ "$(query 'SELECT count(*) FROM sighting')" -ge "$1" ]
}

all_sent() {
	[ "$(query "SELECT count(*) FROM letter WHERE state IN
		('queued', 'claimed', 'uncertain')")" -eq 0 ]
}

items() { # STATE
	query "SELECT count(*) FROM item WHERE state = '$1'"
}

arrived() { # how many mails have arrived at their recipients
	wait_until 10 smtpd_idle
	find "$SINK" -type f | wc -l
}

# --- 200 messages ------------------------------------------------------------

start_run
wait_until 120 seen 200
result $? "200 messages are accounted for within two minutes" ||
	tell "$work/log"
wait_until 60 all_sent
result $? "the outbox is empty soon after"
is "$(query 'SELECT count(*) FROM item')" 200 "200 items, none missing"
is "$(find "$work/data/spool/new" -type f | wc -l)" 0 "none left in the spool"
is "$(items automated)" "$(laid machine)" "machine-made mail is told apart"
is "$(items duplicate)" "$(laid twins)" "so is the same message by another way"
is "$(items reply)" 1 "a second mail in a thread joins its case"
is "$(query "SELECT count(*) FROM item i JOIN duty d ON d.case_id = i.case_id
	WHERE d.kind = 'read-original' AND i.size > 50000000")" 1 \
	"the huge one is for a person to read"
is "$(query 'SELECT count(*) FROM case_file')" \
	$(($(items case) + $(items unreadable))) "every other one has its case"
is "$(query "SELECT count(*) FROM item WHERE message_id LIKE
	'%.' || received || '@corpus.example' AND state <> 'duplicate'")" \
	"$(laid residents)" "the time of receipt is the server's INTERNALDATE"
is "$(query "SELECT count(*) FROM case_file c WHERE status = 'open' AND NOT
	EXISTS (SELECT 1 FROM duty d WHERE d.case_id = c.id
	AND d.kind = 'look')")" 0 "somebody has to look at each case"
flags=$(find "$mailbox" -type f -name '*:2,*S*' | wc -l)
is "$flags" 0 "no message in the mailbox was marked as read"
is "$(find "$mailbox/new" "$mailbox/cur" -type f | wc -l)" \
	200 "none was removed"

# --- the answers ------------------------------------------------------------

sent=$(query "SELECT count(*) FROM letter WHERE state = 'sent'")
is "$(arrived)" "$sent" "every letter sent has arrived"
[ "$(grep -c 'sasl_username=inbox' "$work/smtpd/log")" -gt 0 ]
result $? "the sender logged in to the mail server"
[ "$sent" -gt 120 ]
result $? "most residents have their receipt"
is "$(query "SELECT count(*) FROM letter WHERE kind <> 'receipt'")" 0 \
	"nothing but receipts went out"
is "$(grep -lE '^Subject: .*CR-2026-[0-9]+-' "$SINK"/* | wc -l)" "$sent" \
	"each has its reference in the subject"
is "$(grep -li '^Auto-Submitted: auto-replied' "$SINK"/* | wc -l)" "$sent" \
	"each says that a machine wrote it"
is "$(grep -hi '^Message-ID:' "$SINK"/* | sort -u | wc -l)" "$sent" \
	"each has a Message-ID of its own"
is "$(grep -hiE '^X-Original-To: .*(mailer-daemon|no-?reply|news@|jo@|ann@)' \
	"$SINK"/* | wc -l)" 0 "no machine was answered"
is "$(grep -lE '^X-Original-To: sm\.quiet@' "$SINK"/* | wc -l)" 0 \
	"nor one for whom an answer is not safe"
is "$(query "SELECT count(*) FROM duty d JOIN case_file c ON c.id = d.case_id
	WHERE c.from_address LIKE 'sm.quiet@%' AND d.kind = 'telephone'")" 1 \
	"instead somebody is asked to telephone"

# --- the mailbox is numbered anew -------------------------------------------

kill -TERM "$run"
wait "$run"
is "$?" 0 "run ends when asked to"
sleep 0.2
is "$(pgrep -f -c "$work/postroom.conf")" 0 "and leaves no process behind"
dovecot_renumber
start_run
wait_until 120 seen 400
result $? "with a new UIDVALIDITY all is read again"
is "$(query 'SELECT count(DISTINCT uidvalidity) FROM sighting')" 2 \
	"the numbers did change"
wait_until 20 all_sent
is "$(query 'SELECT count(*) FROM item')" 200 "no item was added"
arrived >"$work/count"
is "$(grep -l '^Subject: We have received' "$SINK"/* | wc -l)" "$sent" \
	"no receipt was sent twice"
is "$(grep -hi '^Message-ID:' "$SINK"/* | sort | uniq -d | wc -l)" 0 \
	"nor any other letter"

# --- a person confirms, reads, releases -------------------------------------

address=marsha.dunkerley@example.org
ref=$(query "SELECT ref FROM case_file WHERE from_address = '$address'")
ok "a member of staff confirms" \
	postroom case confirm "$ref" --by "Ruth Odell" --category complaint
is "$(arrived)" "$(cat "$work/count")" "confirming sends nothing"
ok "and releases the acknowledgement" \
	postroom case release "$ref" --by "Ruth Odell"
letter() {
	grep -l "^Subject: .*$ref" "$SINK"/* | xargs grep -l "^X-Original-To: $1" |
		xargs grep -L '^Auto-Submitted: auto-replied'
}
wait_until 30 eval "[ -n \"\$(letter $address)\" ]"
text=$(/usr/bin/python3 -c 'import email, email.policy, sys
mail = email.message_from_binary_file(sys.stdin.buffer,
    policy=email.policy.default)
print(mail["In-Reply-To"], mail.get_body().get_content())' \
	<"$(letter $address)")
like "$text" '0300 111 3000' "it arrives, with the Ombudsman's telephone"
like "$text" 'stage 1' "it says that this is stage 1"
like "$text" '5C1D8A70-31@example.org' "it answers the resident's own mail"
is "$(query "SELECT count(*) FROM duty d JOIN case_file c ON c.id = d.case_id
	WHERE c.ref = '$ref' AND kind = 'acknowledge-1' AND met IS NOT NULL")" 1 \
	"the duty to acknowledge is met"
kill -TERM "$run"
finish
