#!/bin/sh
# IDLE: what comes in is a receipt within seconds over the connection that is
# open already, with a real Dovecot; and servers that go wrong in it.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"

lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 51
certs_make
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"

configure() { # PORT FURTHER-LINES
	cat >"$work/postroom.conf" <<-END
	data = "data"
	$(landlord)
	mailbox "m" {
	  imap = "imaps://localhost:$1"
	  user = "inbox"
	  password_file = "password"
	  ca_file = "certs/ca.pem"
	  since = "2024-01-01"
	  address = "complaints@landlord.example"
	  $2
	}
	send { folder = "sent" }
	END
}

letter() { # NUMBER
	printf 'From: r%s@home.example\nTo: %s\nSubject: Letter %s\n\n%s\n' \
		"$1" complaints@landlord.example "$1" \
		"Nobody has answered my letter $1 about the heating." \
		>"$work/letter"
	dovecot_put "$work/letter"
}

spooled() {
	find "$work/data/spool/new" -type f 2>/dev/null | wc -l
}

has() { # COUNT: so many are in the spool
	[ "$(spooled)" -ge "$1" ]
}

written() { # COUNT: so many receipts left
	[ "$(find "$work/sent" -name '*.eml' 2>/dev/null | wc -l)" -ge "$1" ]
}

log_ins() {
	grep -c 'imap-login: Info: Login' "$dovecot_home/log"
}

start() { # COMMAND ...: in the background; sets pid
	"$PROGRAM" -c "$work/postroom.conf" "$@" >"$work/said" 2>&1 &
	pid=$!
	servers="$servers $pid"
}

# --- a resident's message, all the way
configure "$IMAPS_PORT" ''
letter 1
start run
wait_until 60 written 1
result $? "the first receipt leaves"
before=$(log_ins)
sleep 1
begun=$(date +%s%N)
letter 2
wait_until 150 written 2
result $? "the second message is told of, and its receipt leaves"
echo "# $((($(date +%s%N) - begun) / 1000000)) ms from mailbox to receipt"
is "$(log_ins)" "$before" "without another log-in"
begun=$(date +%s%N)
letter 3
letter 4
wait_until 150 written 4
result $? "two more at once"
echo "# $((($(date +%s%N) - begun) / 1000000)) ms from mailbox to receipt"
is "$(log_ins)" "$before" "still the same connection"
kill "$pid"
wait_until 20 sh -c "! kill -0 $pid 2>/dev/null"
result $? "a signal ends all of it at once"
rm -rf "$work/data" "$work/sent"

# --- what is filed is moved over the same connection
configure "$IMAPS_PORT" 'move_to = "Filed"'
start poll m
wait_until 60 has 4
result $? "poll alone takes in the same"
postroom intake --once >/dev/null 2>&1
before=$(log_ins)
letter 5
wait_until 60 has 1
result $? "the next one, by IDLE"
moved() { [ "$(dovecot_count Filed)" = 4 ]; }
wait_until 20 moved
result $? "those that were filed have moved"
is "$(log_ins)" "$before" "without another log-in"
dovecot_stop
letter 6
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
wait_until 100 has 2
result $? "the server restarts: what came meanwhile comes in"
kill "$pid"
wait_until 20 sh -c "! kill -0 $pid 2>/dev/null"
result $? "a signal ends it at once"
unlike "$(cat "$work/said")" 'secret words' "no password in the log"
dovecot_stop

# --- servers that go wrong
serve() { # FAULT: sets port
	port=$(free_port)
	/usr/bin/python3 "$here/faulty-imap.py" "$port" "$CERTS/good.pem" \
		"$CERTS/good.key" "$1" "$work/$1.log" &
	servers="$servers $!"
	wait_until 10 listening "$port"
	rm -rf "$work/data"
	configure "$port" ''
	start poll m
}

idles() { # COUNT
	[ "$(grep -c '^IDLE' "$work/$fault.log")" -ge "$1" ]
}

finish_fault() { # COUNT WORDS
	sleep 1
	kill "$pid" 2>/dev/null
	wait_until 20 sh -c "! kill -0 $pid 2>/dev/null"
	result $? "$fault: a signal ends it at once"
	is "$(spooled)" "$1" "$fault: $2"
	[ "$(grep -c '^IDLE' "$work/$fault.log")" -le 12 ]
	result $? "$fault: it does not hammer the server" ||
		grep -c '^IDLE' "$work/$fault.log"
}

for fault in idle-good idle-early idle-wolf idle-renumbered; do
	serve $fault
	wait_until 60 has 6
	result $? "$fault: the sixth message comes in"
	again=0
	[ $fault != idle-renumbered ] || again=5
	finish_fault $((6 + again)) "and what had come before only if renumbered"
	postroom intake --once >/dev/null 2>&1
	is "$(query 'SELECT count(*) FROM case_file')" 6 "$fault: six cases"
done
for fault in idle-refused idle-dropped idle-bye idle-rubbish idle-flood \
	idle-half; do
	serve $fault
	wait_until 60 idles 1
	finish_fault 5 "what was there came in, and once"
done
finish
