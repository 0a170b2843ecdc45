#!/bin/sh
# A real mailbox: what is new comes in once, with its own time of receipt,
# unread as it was; UIDVALIDITY may change; filed mail is moved and nothing
# is ever deleted.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"

lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 34
certs_make
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"

configure() { # PASSWORD-FILE FOLDER FURTHER-LINES
	cat >"$work/postroom.conf" <<-END
	data = "data"
	$(landlord)
	mailbox "complaints" {
	  imap = "imaps://localhost:$IMAPS_PORT"
	  user = "inbox"
	  password_file = "$1"
	  ca_file = "certs/ca.pem"
	  folder = "$2"
	  since = "2026-01-06"
	  address = "complaints@landlord.example"
	  $3
	}
	send { folder = "sent" }
	END
}

letter() { # NUMBER [TIME]
	printf 'From: r%s@home.example\nSubject: Letter %s\n\nHello %s.\n' \
		"$1" "$1" "$1" >"$work/letter"
	dovecot_put "$work/letter" "${2:-now}"
}

spooled() {
	find "$work/data/spool/new" -type f | wc -l
}

facts() { # KEY: the values in order of arrival
	for item in "$work"/data/spool/new/*; do
		sed -n "s/^$1=//p;/^pad=/q" "$item"
	done | tr '\n' ' '
}

poll() {
	postroom poll complaints --once
}

# --- what comes in
letter 1 2026-01-05T09:00:00Z
letter 2 2026-01-06T09:30:00Z
: >"$work/empty"
dovecot_put "$work/empty" 2026-01-07T00:00:00Z
configure password INBOX ''
status 0 "the first pass" poll
is "$(spooled)" 3 "takes in every message, an empty one too"
is "$(facts received)" \
	"2026-01-05T09:00:00Z 2026-01-06T09:30:00Z 2026-01-07T00:00:00Z " \
	"INTERNALDATE is the time of receipt"
is "$(facts answer)" "0 1 1 " "what came before the cut-off is not answered"
is "$(tail -n 1 "$work/data/spool/new/"*-* 2>/dev/null |
	grep -c 'Hello')" 2 "the bytes are there"
dovecot_adm fetch -u inbox flags mailbox INBOX all >"$work/flags"
unlike "$(cat "$work/flags")" 'Seen' "and nothing is marked as read"
status 0 "a second pass" poll
is "$(spooled)" 3 "takes in nothing again"
for i in $(seq 4 123); do letter "$i"; done
status 0 "a hundred and twenty more" poll
is "$(spooled)" 123 "come in, in three batches"
is "$(facts sha256 | tr ' ' '\n' | sort -u | grep -c .)" 123 \
	"each of them another"
grep -q '^uid=123$' "$work/data/spool/source/complaints"
result $? "the cursor stands at the last"

# --- large
{ printf 'Subject: Large\n\n'; head -c 60000000 /dev/zero | tr '\0' x |
	fold -w 70; } >"$work/large"
{ printf 'Subject: Huge\n\n'; head -c 70000000 /dev/zero | tr '\0' x |
	fold -w 70; } >"$work/huge"
dovecot_put "$work/large"
dovecot_put "$work/huge"
letter 126
([ -z "${POLL_SPACE-x}" ] || ulimit -v 300000; poll) >"$work/out" 2>&1
result $? "60 and 70 MB come in within 300 MB of address space" ||
	tell "$work/out"
is "$(spooled)" 126 "and the message after them"
is "$(facts truncated | tr -d ' ' | tail -c 3)" 010 \
	"what is above the limit is marked"

# --- UIDVALIDITY
ok "the server numbers anew" dovecot_renumber
status 0 "a pass after UIDVALIDITY has changed" poll
is "$(spooled)" 252 "reads all of it again"
is "$(facts sha256 | tr ' ' '\n' | sort -u | grep -c .)" 126 \
	"and they are the same messages"
is "$(facts answer | tr ' ' '\n' | grep -c 0)" 2 \
	"the cut-off is still that of the first pass"

# --- moving
rm -rf "$work/data"
configure password INBOX 'move_to = "Done & filed/ü"'
status 0 "a pass with move_to" poll
is "$(dovecot_count)" 126 "moves nothing that is not filed"
mkdir -p "$work/data/spool/filed"
n=0
for item in "$work"/data/spool/new/*; do
	n=$((n + 1))
	[ "$n" -gt 70 ] || ln "$item" "$work/data/spool/filed/"
done
status 0 "a pass after 70 have been filed" poll
is "$(dovecot_count)" 56 "leaves the rest in place"
is "$(dovecot_count 'Done & filed/ü')" 70 "and has moved just those"
is "$(find "$work/data/spool/filed" -type f | wc -l)" 0 "the notes are gone"
status 0 "what is gone from the folder already" sh -c \
	"ln '$work'/data/spool/new/\$(ls '$work/data/spool/new' | head -n 1) \
	'$work/data/spool/filed/' && exec timeout 60 '$PROGRAM' \
	-c '$work/postroom.conf' poll complaints --once"
is "$(find "$work/data/spool/filed" -type f | wc -l)" 0 "is no trouble"

# --- what a person must mend
printf 'wrong words\n' >"$work/wrong"
chmod 600 "$work/wrong"
configure wrong INBOX ''
status 1 "a wrong password" poll
like "$(cat "$work/err")" 'localhost does not accept the user name and pass' \
	"is told in words"
configure password Nowhere ''
status 1 "a folder that is not there" poll
like "$(cat "$work/err")" 'does not open the folder "Nowhere"' "too"
dovecot_stop
status 75 "a server that is down is tried again later" poll
like "$(cat "$work/data/spool/source/complaints")" \
	'last_error=.*does not accept a connection' "and the cursor tells"
finish
