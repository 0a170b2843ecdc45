#!/bin/sh
# What tests/torture/pairs.py needs. After flow/lib.sh and certs.sh:
#
#   broken_start             certificates, library, configuration
#   broken_run DIR WORDS     tests/torture/pairs.py; what failed stays in DIR

broken_start() {
	CERTS_DAYS=1000 certs_make
	${CC:-gcc} -std=c17 -D_GNU_SOURCE -O2 -fPIC -shared -I"$top/tests" \
		-o "$work/world.so" "$top/tests/torture/world.c" || return
	printf 'secret words\n' >"$work/password"
	chmod 600 "$work/password"
	{
		echo 'data = "data"'
		landlord
		cat <<-END
		mailbox "m" {
		  imap = "imaps://localhost:@IMAP@"
		  user = "inbox"
		  password_file = "$work/password"
		  ca_file = "$CERTS/ca.pem"
		  address = "complaints@landlord.example"
		  since = "2026-01-01"
		}
		send {
		  smtp = "smtp://localhost:@SMTP@"
		  user = "postroom"
		  password_file = "$work/password"
		  ca_file = "$CERTS/ca.pem"
		}
		END
	} >"$work/template.conf"
}

broken_run() { # DIR WORDS
	dir=$1
	shift
	PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 \
		"$top/tests/torture/pairs.py" --program "$PROGRAM" \
		--library "$work/world.so" --certs "$CERTS" \
		--configuration "$work/template.conf" --work "$dir" "$@"
}
