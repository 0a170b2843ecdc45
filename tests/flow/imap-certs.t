#!/bin/sh
# Certificates: a server is spoken to only if its chain and its host name are
# good, by TLS and by STARTTLS alike, and the refusal says what is wrong.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"

lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 30
certs_make
printf 'From: ann@home.example\nSubject: Tap\n\nIt drips.\n' >"$work/mail"

configure() { # CA
	cat >"$work/postroom.conf" <<-END
	data = "data"
	$(landlord)
	mailbox "tls" {
	  imap = "imaps://localhost:$IMAPS_PORT"
	  user = "inbox"
	  password_file = "password"
	  ca_file = "$1"
	  since = "2024-01-01"
	  address = "complaints@landlord.example"
	}
	mailbox "starttls" {
	  imap = "imap://localhost:$IMAP_PORT"
	  user = "inbox"
	  password_file = "password"
	  ca_file = "$1"
	  since = "2024-01-01"
	  address = "complaints@landlord.example"
	}
	send { folder = "sent" }
	END
}

spooled() {
	find "$work/data/spool/new" -type f | wc -l
}

dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
dovecot_put "$work/mail"
configure "$CERTS/ca.pem"
for way in tls starttls; do
	status 0 "a good certificate is taken by $way" postroom poll $way --once
done
is "$(spooled)" 2 "and the mail came in by both"

refused() { # CERTIFICATE PATTERN
	dovecot_certificate "$CERTS/$1.pem" "$CERTS/$1.key"
	for way in tls starttls; do
		status 1 "$1 is refused by $way" postroom poll $way --once
		like "$(cat "$work/err")" "$2" "and it says why"
		unlike "$(cat "$work/err")" 'secret words' "not the password"
	done
}

refused self 'localhost.*self-signed'
refused unknown 'localhost.*unknown authority'
refused wrong 'localhost.*wrong host name.*other\.example'
refused expired 'localhost.*expired'

dovecot_certificate "$CERTS/good.pem" "$CERTS/good.key"
configure "$work/mail"
status 1 "a ca_file that is none is refused" postroom poll tls --once
like "$(cat "$work/err")" 'ca_file .*PEM' "and it says what to write"
unlike "$(cat "$dovecot_home/log")" 'Login: .*(TLS: no|, TLS=no)' \
	"nobody ever logged in without encryption"
finish
