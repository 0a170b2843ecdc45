#!/bin/sh
# What each command costs with 1,000, 10,000 and 100,000 cases (up to CASES,
# 10000): processor time, elapsed time, memory. Usage: grow.sh
. "$(dirname "$0")/../flow/lib.sh"
here=$top/tests/flow
. "$here/certs.sh"
certs_make
${CC:-gcc} -std=c17 -D_GNU_SOURCE -O2 -fPIC -shared -I"$top/tests" \
	-o "$work/world.so" "$top/tests/torture/world.c" || exit 1
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
	  maildir = "mail"
	  address = "complaints@landlord.example"
	  since = "2024-01-01"
	}
	send {
	  smtp = "smtps://localhost:$port"
	  ca_file = "$CERTS/ca.pem"
	}
	END
} >"$work/postroom.conf"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$top/tests/bench/grow.py" \
	"$PROGRAM" "$work" "${CASES:-10000}" "$work/world.so"
