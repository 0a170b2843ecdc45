#!/bin/sh
# Kills Postroom's processes KILLS times (10,000) over a real Dovecot with
# TLS and a real Postfix, and accounts for every message at the end.
# SEED (1) repeats a run; ONLY chooses what is killed (see kill.py).
# Usage: torture.sh     Exit: 0 nothing lost, 1 something was.
. "$(dirname "$0")/../flow/lib.sh"
here=$top/tests/flow
. "$here/certs.sh"
. "$here/dovecot.sh"
. "$here/smtpd.sh"
. "$top/tests/torture/house.sh"
lacking=$(smtpd_lacking)$(dovecot_lacking)
[ -z "$lacking" ] || { echo "$lacking" >&2; exit 1; }
house_start
house_kill --kills "${KILLS:-10000}" --seed "${SEED:-1}" \
	${ONLY:+--only "$ONLY"}
