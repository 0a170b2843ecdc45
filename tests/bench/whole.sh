#!/bin/sh
# How fast each stage is, over a real Dovecot with TLS and a sink for mail,
# beside mbsync and the bare disk in the same run. COUNT (2000) messages of
# 5 kB; CASES (10000) is how far the ledger grows. Usage: whole.sh
. "$(dirname "$0")/../flow/lib.sh"
here=$top/tests/flow
. "$here/certs.sh"
. "$here/dovecot.sh"
lacking=$(dovecot_lacking)
[ -z "$lacking" ] || { echo "$lacking" >&2; exit 1; }
certs_make
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
mkfifo "$work/port"
/usr/bin/python3 "$top/tests/bench/sink.py" "$CERTS/good.pem" \
	"$CERTS/good.key" >"$work/port" &
servers="$servers $!"
read -r port <"$work/port"
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
	  since = "2026-01-01"
	}
	send {
	  smtp = "smtps://localhost:$port"
	  ca_file = "$CERTS/ca.pem"
	}
	END
} >"$work/postroom.conf"
cat >"$work/mbsyncrc" <<-END
FSync yes

IMAPAccount a
Host localhost
Port $IMAPS_PORT
User $IMAP_USER
PassCmd "cat $work/password"
SSLType IMAPS
CertificateFile $CERTS/ca.pem

IMAPStore far
Account a

MaildirStore near
Inbox $work/near

Channel c
Far :far:
Near :near:
Sync Pull
SyncState $work/state
END
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$top/tests/bench/whole.py" \
	"$PROGRAM" "$work" "$dovecot_home/mail" "${COUNT:-2000}" \
	"${CASES:-10000}"
