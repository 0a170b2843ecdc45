#!/bin/sh
# The mail server's certificate, good and bad in one way each, over STARTTLS
# and TLS from the first byte: only the good one gets a letter, the others
# are told apart in words, and the letter waits until the server is right.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/smtpd.sh"
lacking=$(smtpd_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 38

certs_make

settings() { # URL
	configure_local </dev/null
	sed -i "s|^send .*|send { smtp = \"$1\" ca_file = \"$CERTS/ca.pem\" }|" \
		"$work/postroom.conf"
}

deliver() { # NAME: a message that gets a receipt
	printf 'From: Ann Lee <%s@example.org>\nTo: %s\nSubject: %s\n\n%s\n' \
		"$1" complaints@landlord.example "$1" \
		"Nobody has rung me back about the $1 and I am fed up." \
		>"$work/mail/new/$1"
	postroom poll --once && postroom intake --once
}

last_letter() { # COLUMN
	query "SELECT $1 FROM letter ORDER BY id DESC LIMIT 1"
}

through() { # URL WHAT
	settings "$1"
	ok "$2: a receipt is due" deliver "$3-$4"
	postroom send --once >"$work/said" 2>&1
}

bad() { # CERTIFICATE PATTERN
	smtpd_start "$CERTS/$1.pem" "$CERTS/$1.key"
	for scheme in smtp smtps; do
		port=$SMTP_PORT
		[ $scheme = smtp ] || port=$SMTPS_PORT
		through "$scheme://localhost:$port" "$1, $scheme" "$1" $scheme
		is "$(last_letter state)" queued "the letter waits"
		like "$(last_letter reply; cat "$work/said")" "$2" \
			"it is said why"
		is "$(find "$SINK" -type f | wc -l)" 0 "nothing was sent"
	done
	smtpd_pause
	rm -rf "$work/smtpd"
}

bad self 'self-signed|own certificate|not trusted|not known|unknown'
bad unknown 'not trusted|not known|unknown|authority'
bad wrong 'name|host'
bad expired 'expired|ran out|no longer valid'

smtpd_start "$CERTS/good.pem" "$CERTS/good.key"
for scheme in smtp smtps; do
	port=$SMTP_PORT
	[ $scheme = smtp ] || port=$SMTPS_PORT
	through "$scheme://localhost:$port" "good, $scheme" good $scheme
	is "$(last_letter state)" sent "the letter is sent"
	wait_until 5 smtpd_idle
	is "$(grep -li "^X-Original-To: good-$scheme@" "$SINK"/* | wc -l)" 1 \
		"and arrives"
done
finish
