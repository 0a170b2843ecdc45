#!/bin/sh
# Every day from 2024 to the end of the known calendar, counted by Postroom
# and by two independent oracles from Debian, python3-holidays and
# python3-workalendar, which compute the bank holidays by rule.
cd "$(dirname "$0")/../.." || exit 1
exec /usr/bin/python3 tests/oracle/workdays.py "${PROGRAM:-./postroom}"
