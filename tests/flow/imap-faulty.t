#!/bin/sh
# IMAP servers that misbehave: each ends in a clear sentence, in bounded time
# and memory, and what can be had comes in whatever is wrong with the rest.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"

plan 111
certs_make
printf 'secret words\n' >"$work/password"
chmod 600 "$work/password"
export LC_ALL=C.UTF-8

# Address space of poll in KB; the sanitizers need all there is.
space=${POLL_SPACE-400000}

serve() { # FAULT: sets port
	port=$(free_port)
	/usr/bin/python3 "$here/faulty-imap.py" "$port" "$CERTS/good.pem" \
		"$CERTS/good.key" "$1" "$work/$1.log" &
	servers="$servers $!"
	wait_until 10 listening "$port"
}

configure() { # FAULT
	scheme=imaps
	case $1 in starttls-*) scheme=imap ;; esac
	mkdir -p "$work/$1"
	cat >"$work/$1/postroom.conf" <<-END
	data = "data"
	$(landlord)
	mailbox "m" {
	  imap = "$scheme://localhost:$port"
	  user = "inbox"
	  password_file = "../password"
	  ca_file = "../certs/ca.pem"
	  since = "2024-01-01"
	  address = "complaints@landlord.example"
	}
	send { folder = "sent" }
	END
}

poll() { # FAULT SECONDS
	(
		[ -z "$space" ] || ulimit -v "$space"
		ulimit -c 0
		exec timeout -k 5 "$2" "$PROGRAM" \
			-c "$work/$1/postroom.conf" poll m --once
	) >"$work/$1/out" 2>&1
}

spooled() { # FAULT
	find "$work/$1/data/spool/new" -type f | wc -l
}

judge() { # FAULT STATUS GOT COUNT PATTERN
	[ "$3" -eq "$2" ]
	result $? "$1: ends with $2" || {
		echo "# exit $3"
		tell "$work/$1/out"
	}
	is "$(spooled "$1")" "$4" "$1: $4 messages came in"
	like "$(cat "$work/$1/out")" "$5" "$1: and it says so"
}

try() { # FAULT STATUS COUNT PATTERN
	serve "$1"
	configure "$1"
	poll "$1" 30
	judge "$1" "$2" $? "$3" "$4"
}

later() { # FAULT: begins what takes long
	serve "$1"
	configure "$1"
	{ poll "$1" 200; echo $? >"$work/$1/status"; } &
	waiting="${waiting:-} $!"
}

later greeting-silent
later greeting-drip
later stall-once

# --- before the log-in
try greeting-crash 0 5 'took in 5 new'
try greeting-preauth 1 0 'localhost wants no log-in .PREAUTH'
try greeting-bye 75 0 'localhost turns us away just now'
try greeting-rubbish 75 0 'localhost does not greet as an IMAP server'
try greeting-endless 75 0 'localhost (sent far more|sent an endless greeting)'
try starttls-crash 0 5 'took in 5 new'
try starttls-preauth 1 0 'PREAUTH'
try starttls-none 75 0 'offers no encryption .STARTTLS'
unlike "$(cat "$work/starttls-none.log")" 'LOGIN' 'and no log-in was tried'
try starttls-injected 75 0 'No encrypted connection with localhost'

# --- in a command
try login-closed 75 0 'While logging in, the server localhost closed'
try login-rubbish 75 0 'While logging in, the server localhost'
try examine-closed 75 0 'While opening "INBOX", the server localhost closed'
try no-uidvalidity 75 0 'localhost tells no UIDVALIDITY'
try search-closed 75 0 'looking for new mail, the server localhost closed'
try flood 75 0 'localhost sent far more than it was asked for'
try endless-line 75 0 'localhost (sent far more|gave an answer)'
try endless-text 75 0 'localhost (sent far more|gave an answer)'
try huge-nonsense 75 0 'localhost (sent far more|gave an answer)'

# --- in the list, and in one message of five
try uid-last 0 5 'took in 5 new'
try twice 0 5 'took in 5 new'
try vanished 0 4 'took in 4 new'
try vanished-late 0 4 'took in 4 new'
try literal-closed 75 4 '1 messages .* could not be fetched.* closed the conn'
try literal-closed-once 0 5 'took in 5 new'
try literal-huge 75 4 '1 messages .* could not be fetched.* far more'
try literal-wrapped 75 4 '1 messages .* could not be fetched'
try body-nil 75 4 '1 messages .* could not be fetched'
try refused 75 4 '1 messages .* could not be fetched.*rather not'
try huge-size 0 5 '1 of them too large to keep whole'
try wrong-size-once 0 5 'took in 5 new'
try wrong-size 0 5 'took in 5 new'
like "$(grep -rha '^note=.' "$work/wrong-size/data/spool/new")" \
	'announced [0-9]* bytes and handed over [0-9]*' \
	"and what does not agree is noted with the message"

# --- the library dies of this; the mail is still there
serve parentheses
configure parentheses
poll parentheses 30
[ $? -ne 0 ]
result $? "parentheses: the process dies or refuses"
is "$(spooled parentheses)" 0 "parentheses: and has taken in nothing"

# --- nobody can fetch one message for an hour: a person is told
since=$(($(date +%s) - 4000))
sed -i "s/^skipped=.*/skipped=3:4:-1:$since/" \
	"$work/body-nil/data/spool/source/m"
port=$(sed -n 's/.*localhost:\([0-9]*\).*/\1/p' "$work/body-nil/postroom.conf")
poll body-nil 30
judge body-nil 0 $? 5 'took in 1 new'
like "$(grep -rha 'does not hand over .UIDVALIDITY 7, UID 3' \
	"$work/body-nil/data/spool/new")" . "the item says where to look"

# --- what took long
for pid in $waiting; do wait "$pid"; done
judge greeting-silent 75 "$(cat "$work/greeting-silent/status")" 0 \
	'localhost did not finish within 45 seconds'
judge greeting-drip 75 "$(cat "$work/greeting-drip/status")" 0 \
	'localhost did not finish within 45 seconds'
judge stall-once 0 "$(cat "$work/stall-once/status")" 5 'took in 5 new'
unlike "$(cat "$work"/*/out "$work"/*.log)" 'secret words' \
	"the password is in no log"
finish
