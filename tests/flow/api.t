#!/bin/sh
# The API as another program meets it: what it shows and does, by which role,
# what it refuses, and that each answer is as its document says.
. "$(dirname "$0")/lib.sh"

configure_local <<'END'
console { listen = "127.0.0.1:0" }
END
monday_mail ann 'damp' 'I want to make a complaint about the damp.'
monday_mail bob 'tap' 'Please mend the dripping tap in my kitchen.'
monday_mail cat 'roof' 'I want to make a complaint. The roof leaks again.'
export POSTROOM_NOW=2026-11-23T09:00:00Z
postroom poll --once 2>/dev/null
postroom intake --once 2>/dev/null

token() { # NAME ROLES
	postroom user token "$1" --roles "$2" | tail -n 1
}
officer=$(token HomeMaster officer)
reader=$(token Figures read-only)
ended=$(token Gone officer)
postroom user revoke Gone >/dev/null
"$PROGRAM" -c "$work/postroom.conf" console >"$work/console" 2>&1 &
servers=$!
wait_until 10 grep -q 'console is at' "$work/console" || tell "$work/console"
address=$(sed -n 's/.*console is at //p' "$work/console")

/usr/bin/python3 "$here/api.py" "$address" "$officer" "$reader" "$ended" \
	"$top/data/openapi.json"
failed=$?
[ -n "$(find "$work/data/spool/new" -type f)" ] ||
	{ echo '# nothing was put into the spool'; failed=1; }
finish
