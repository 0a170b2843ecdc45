#!/bin/sh
# poll is killed again and again while it fetches: at the end each message of
# the mailbox is in the spool, whole, and nothing was lost or changed.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"

lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 7
messages=300
certs_make
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
/usr/bin/python3 - "$dovecot_home/mail/new" "$messages" <<'END'
import sys
for i in range(int(sys.argv[2])):
    with open(f"{sys.argv[1]}/{1700000000 + i}.m{i}.x", "w") as out:
        out.write(f"Subject: Letter {i}\n\n" + f"It drips. {i}\n" * 200)
END
dovecot_own
cat >"$work/postroom.conf" <<END
data = "data"
$(landlord)
mailbox "complaints" {
  imap = "imaps://localhost:$IMAPS_PORT"
  user = "inbox"
  password_file = "password"
  ca_file = "certs/ca.pem"
  since = "2020-01-01"
  address = "complaints@landlord.example"
}
send { folder = "sent" }
END

kills=0
for milliseconds in 15 40 90 60 120 35 150 75 180 110 50 140 95 200 65; do
	timeout -s KILL "0.$(printf %03d "$milliseconds")" "$PROGRAM" \
		-c "$work/postroom.conf" poll complaints --once \
		>/dev/null 2>&1
	[ $? -ne 137 ] || kills=$((kills + 1))
done
echo "# killed $kills times"
[ "$kills" -ge 3 ]
result $? "it was killed at work at least three times"
status 0 "left alone, it comes to the end" postroom poll complaints --once
is "$(sed -n 's/^uid=//p' "$work/data/spool/source/complaints")" "$messages" \
	"the cursor stands at the last message"

/usr/bin/python3 - "$work/data/spool/new" >"$work/account" <<'END'
import collections, hashlib, os, sys
uids, damaged = collections.Counter(), 0
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as item:
        envelope, _, body = item.read().partition(b"\n\n")
    facts = dict(line.split("=", 1)
                 for line in envelope.decode().splitlines())
    damaged += hashlib.sha256(body).hexdigest() != facts["sha256"]
    damaged += int(facts["size"]) != len(body)
    uids[int(facts["uid"])] += 1
print(len(uids), damaged, sum(uids.values()) - len(uids))
END
read -r whole damaged twice <"$work/account"
is "$whole" "$messages" "every message is in the spool"
is "$damaged" 0 "each of them whole"
[ "$twice" -le $((kills * 50)) ]
result $? "at most a batch was fetched twice for each kill ($twice in all)"
is "$(dovecot_count)" "$messages" "and the mailbox is as it was"
finish
