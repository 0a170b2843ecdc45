#!/bin/sh
# The server has taken a letter and that cannot be noted, because the ledger
# is locked just then; and a letter that was sent while the calendar of bank
# holidays has come to its end.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 22
certs_make

# Takes every letter. As long as there is a file "lock", the ledger is locked
# before the answer to the letter goes out, for as many seconds as it says.
serve() { # PORT-FILE ACCEPTED-FILE
	PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 - "$here" "$work" \
		>"$1" <<-'END' &
	import importlib, os, socket, sqlite3, ssl, sys, threading, time
	sys.path.insert(0, sys.argv[1])
	faulty = importlib.import_module("faulty-smtp")
	work = sys.argv[2]
	lock = os.path.join(work, "lock")

	class Talk(faulty.Talk):
	    def answer(self, step, normal):
	        if step != "DOT" or not os.path.exists(lock):
	            return super().answer(step, normal)
	        seconds = int(open(lock).read())
	        os.remove(lock)
	        ledger = sqlite3.connect(os.path.join(work, "data",
	            "ledger.sqlite"), isolation_level=None)
	        ledger.execute("BEGIN IMMEDIATE")
	        done = super().answer(step, normal)
	        self.accepted("locked", [b"Message-ID: <->"])
	        time.sleep(seconds)
	        ledger.execute("ROLLBACK")
	        ledger.close()
	        return done

	context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
	context.load_cert_chain(work + "/certs/good.pem",
	                        work + "/certs/good.key")
	listener = socket.create_server(("127.0.0.1", 0))
	faulty.say(str(listener.getsockname()[1]))
	while True:
	    sock, _ = listener.accept()
	    threading.Thread(target=faulty.serve, daemon=True, args=(
	        sock, "none", context, True, Talk)).start()
	END
	servers="$servers $!"
}

message() { # NAME DATE TEXT
	printf 'From: %s@example.org\nTo: complaints@landlord.example
Subject: heating\nMessage-ID: <%s@example.org>\n\n%s\n' "$1" "$1" "$3" \
		>"$work/mail/new/$1"
	touch -d "$2" "$work/mail/new/$1"
}

letter() { # COLUMN
	query "SELECT $1 FROM letter ORDER BY id DESC LIMIT 1"
}

accepted() { # what the server took of the last letter
	grep -c "^accepted .*<$(letter message_id)>" "$work/talk"
}

configure_local </dev/null
serve "$work/talk"
wait_until 10 test -s "$work/talk"
sed -i "s|^send .*|send { smtp = \"smtps://localhost:$(head -n 1 \
"$work/talk")\" ca_file = \"$CERTS/ca.pem\" }|" "$work/postroom.conf"

# --- sent, but not noted: the process ends ----------------------------------

message one 2026-01-05 'Nobody has rung me back about the heating.'
postroom poll --once >"$work/out" 2>&1
ok "a message is filed" postroom intake --once
echo 8 >"$work/lock"
status 75 "the server takes the letter, the ledger does not note it" \
	postroom send --once
like "$(cat "$work/err")" 'in use by another process' "it says why"
is "$(letter state)" claimed "the letter is still in the sender's hands"
is "$(accepted)" 1 "though it has gone"
wait_until 20 sqlite3 "$work/data/ledger.sqlite" 'BEGIN IMMEDIATE'
ok "the next sender begins" postroom send --once
is "$(letter 'state, uncertain, attempts')" 'sent|1|2' \
	"it was uncertain, once, and was sent once more"
is "$(accepted)" 2 "under the same Message-ID"
postroom send --once >"$work/out" 2>&1
is "$(accepted)" 2 "and never again"

# --- sent, but not noted: the process goes on -------------------------------

message two 2026-01-05 'Nobody has rung me back about the damp either.'
message three 2026-01-05 'Nor about the roof.'
postroom poll --once >"$work/out" 2>&1
ok "two more are filed" postroom intake --once
echo 8 >"$work/lock"
"$PROGRAM" -c "$work/postroom.conf" send 2>"$work/log" &
sender=$!
servers="$servers $sender"
wait_until 20 grep -q 'in use by another process' "$work/log"
result $? "a sender that cannot note what has gone says so"
is "$(query "SELECT count(*) FROM letter WHERE state = 'claimed'")" 1 \
	"and has no other letter in its hands"
all_sent() {
	[ "$(query "SELECT count(*) FROM letter WHERE state = 'sent'")" = 3 ]
}
wait_until 30 all_sent
result $? "it notes it as soon as it can, and sends what follows"
kill -TERM "$sender"
wait "$sender"
is "$(query 'SELECT sum(attempts), sum(uncertain) FROM letter')" '4|1' \
	"none of them was tried twice"
is "$(grep -c '^accepted .*org [1-9]' "$work/talk")" 4 "or came twice"

# --- sent, and the due date cannot be counted -------------------------------

export POSTROOM_NOW=2026-12-21T09:00:00Z
message four 2026-12-21 'I want to make a complaint. Nobody came to mend the
boiler although you promised twice, and this is not good enough.'
postroom poll --once >"$work/out" 2>&1
ok "a complaint comes in before the calendar's end" postroom intake --once
ref=$(query 'SELECT ref FROM case_file ORDER BY id DESC LIMIT 1')
postroom case confirm "$ref" --by Ann --category complaint >"$work/out" 2>&1
ok "its acknowledgement is released" postroom case release "$ref" --by Ann
/usr/bin/python3 - "$top/data/bank-holidays.json" "$work/short.json" <<'END'
import json
import sys
calendar = json.load(open(sys.argv[1], encoding="utf-8"))
for division in calendar.values():
    division["events"] = [event for event in division["events"]
                          if event["date"] < "2027"]
json.dump(calendar, open(sys.argv[2], "w", encoding="utf-8"))
END
sed -i '1i calendar = "short.json"' "$work/postroom.conf"
ok "it is sent when the calendar has ended" postroom send --once
is "$(letter 'kind, state')" 'acknowledgement-1|sent' "it is noted as sent"
like "$(postroom case show "$ref")" 'not-counted' \
	"the case says that its due date could not be counted"
is "$(query "SELECT due_day FROM duty WHERE kind = 'respond-1'")" 2026-12-21 \
	"so that the duty is for today"
like "$(postroom due)" "$ref" "and somebody must look"
finish
