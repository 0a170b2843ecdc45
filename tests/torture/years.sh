#!/bin/sh
# A landlord's years in simulated time: YEARS (3) or DAYS, from FIRST
# (2025-10-01; the bank holidays are known to the end of 2028), MESSAGES
# (20,000), SEED; MINUTES of real time after which nothing more arrives.
# Usage: years.sh     Exit: 0 nothing missed, lost or doubled, 1 something was
. "$(dirname "$0")/../flow/lib.sh"
here=$top/tests/flow
. "$here/certs.sh"
years=${YEARS:-3}
set -- --first "${FIRST:-2025-10-01}" \
	--days "${DAYS:-$((years * 365 + years / 4))}" \
	--messages "${MESSAGES:-20000}" --seed "${SEED:-1}" \
	--hours "${HOURS:-12}" --minutes "${MINUTES:-0}"
. "$top/tests/torture/years_house.sh"
house_years "$@"
