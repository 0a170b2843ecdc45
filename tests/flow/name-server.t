#!/bin/sh
# A name server that never answers: the mailbox's server cannot be found in
# time, which is said, however long the machine would go on asking.
. "$(dirname "$0")/lib.sh"
[ "$(id -u)" = 0 ] || skip_all "another resolv.conf needs root"
unshare -m true 2>"$work/err" || skip_all "unshare is not permitted here"

configure_local </dev/null
sed -i 's|^  maildir = .*|  imap = "imaps://mail.landlord.example"\
  user = "inbox"\
  password_file = "password"|' "$work/postroom.conf"
umask 077
echo secret-of-the-test >"$work/password"
mkfifo "$work/ready"
/usr/bin/python3 - >"$work/ready" <<'END' &
import random
import socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
address = f"127.{random.randrange(9, 250)}.{random.randrange(250)}.53"
server.bind((address, 53))
print(address, flush=True)
while True:
    print("asked", server.recvfrom(1000)[1][0], flush=True)
END
servers="$servers $!"
exec 3<"$work/ready"
read -r address <&3
[ -n "$address" ] || skip_all "no address to listen on"
plan 3
# Asked in this way the C library alone would wait for 150 seconds.
printf 'nameserver %s\noptions timeout:30 attempts:5\n' "$address" \
	>"$work/resolv.conf"

deaf() { # COMMAND ...: with that name server alone
	within 60 unshare -m sh -c 'mount --bind "$0" /etc/resolv.conf &&
		exec "$@"' "$work/resolv.conf" "$@"
}
status 75 "a name server that is silent does not hold up a pass" \
	deaf "$PROGRAM" -c "$work/postroom.conf" poll --once
like "$(cat "$work/err")" 'name servers do not answer in time' "it says why"
read -r asked <&3
like "$asked" '^asked' "the name server was asked"
finish
