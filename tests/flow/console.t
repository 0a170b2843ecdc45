#!/bin/sh
# Nobody comes into the console who may not: signing in, sessions, forms of
# other sites, second factors, what is wrong on the wire, and every role on
# every page by every method.
. "$(dirname "$0")/lib.sh"
PORT=$(free_port)
configure_local <<END
staff = {"@landlord.example"}
console { listen = "127.0.0.1:$PORT" }
END

# Each line of the client becomes a test; the plan comes at the end.
ask() { # CHECK ARGUMENTS
	check=$1
	shift
	/usr/bin/python3 "$here/console.py" "$check" "$PORT" "$@" \
		>"$work/checks" 2>"$work/err" || {
		result 1 "$check"
		tell "$work/err"
	}
	while read -r line; do
		case $line in
		'ok '*) result 0 "$check: ${line#ok }" ;;
		*) result 1 "$check: ${line#not ok }" ;;
		esac
	done <"$work/checks"
}

start() {
	"$PROGRAM" -c "$work/postroom.conf" console >"$work/console.out" \
		2>"$work/console.err" &
	server=$!
	servers="$servers $server"
	wait_until 20 listening "$PORT"
}

stop() {
	kill "$server"
	wait "$server"
}

monday_mail ann 'The roof leaks' 'I want to complain. Nobody came.'
export POSTROOM_NOW=2026-11-23T10:00:00Z
postroom poll --once >/dev/null 2>&1
postroom intake --once >/dev/null 2>&1
unset POSTROOM_NOW
is "$(query 'SELECT count(*) FROM case_file')" 1 "there is a case"

for role in read-only handler officer manager administrator; do
	login=$(echo $role | tr -d -)
	name=$(echo $role | cut -c1 | tr a-z A-Z)$(echo $role | cut -c2-)
	postroom user add "$login" --name "$name" --roles "$role" \
		--email "$login@landlord.example" >/dev/null
	echo 'correct horse battery' | postroom user password "$login"
done
link=$(postroom user add newcomer --name 'Newcomer' --roles officer |
	tail -n 1)
status 1 "a login name is given once" postroom user add officer \
	--name Other --roles officer
status 1 "an account needs a role" postroom user add x --name X --roles king
status 1 "the last administrator stays" postroom user disable administrator
status 2 "user alone says how to use it" postroom user
is "$(query "SELECT count(*) FROM staff WHERE password LIKE '%horse%'")" 0 \
	"no password is kept"

start
ask headers
ask session
ask csrf
ask everywhere
ask totp
ask link "$link"
ask wire
postroom console --routes >"$work/routes"
ask matrix "$work/routes"
ask rate
is "$(query "SELECT count(*) > 0 FROM access WHERE ref = 'CR-2026-00001-Q'")" \
	1 "who saw the case stands in the log"
unlike "$(query 'SELECT what FROM access')" 'roof|horse' \
	"which holds no words of anybody"
status 75 "a second console is refused" postroom console
ok "an account is locked" postroom user disable officer
like "$(query "SELECT disabled FROM staff WHERE login = 'officer'")" \
	'^[0-9]+$' "at once"
is "$(query "SELECT count(*) FROM session JOIN staff ON staff.id = staff
	WHERE login = 'officer' AND ended IS NULL")" 0 "and its sessions end"
ok "and opened again" postroom user disable --open officer
like "$(postroom user token housing --roles read-only)" '^[a-z2-7]{52}$' \
	"a client of the API gets a token"
status 1 "once" postroom user token housing --roles read-only
ok "which can be ended" postroom user revoke housing
unlike "$(cat "$work/console.err")" 'horse|evil' "the log holds nothing of it"
ask crowd
stop
is $? 0 "it ends when it is told to"

# --- behind a proxy ----------------------------------------------------------

cp "$work/postroom.conf" "$work/alone.conf"
sed "s|^console .*|console { listen = \"127.0.0.1:$PORT\"\\
url = \"http://localhost:$PORT\" proxy_header = \"X-Forwarded-Email\"\\
proxy = {\"127.0.0.1\"} }|" "$work/alone.conf" >"$work/postroom.conf"
start
ask proxy
stop
sed -i 's|proxy = {"127.0.0.1"}|proxy = {"10.1.2.3"}|' "$work/postroom.conf"
start
ask spoof
stop
plan $count
finish
