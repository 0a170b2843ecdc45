#!/bin/sh
# Each process is killed with SIGKILL five times at random moments, the boxed
# reader, all at once and "run" with its children too, between a real Dovecot
# and a real Postfix: no message is lost, none is answered twice beyond the
# one window that no program can close. "make torture" does it thousands of
# times.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"
. "$here/smtpd.sh"
. "$top/tests/torture/house.sh"
lacking=$(smtpd_lacking)$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 4

house_start
house_kill --each 5 --seed "${SEED:-7}" >"$work/account" 2>&1
result $? "every message is accounted for after 35 kills and more"
cat "$work/account"
like "$(cat "$work/account")" ' 40  messages delivered' "all were delivered"
like "$(cat "$work/account")" 'reader [5-9]' "the reader was killed as well"
is "$(query 'PRAGMA integrity_check')" ok "the ledger is whole"
finish
