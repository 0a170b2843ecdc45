#!/bin/sh
# A morning's work: confirm by key, correct to an exclusion with refusal of
# blanks, edit a definition and find it in the letter sent, search, confirm
# several, two people on one case; once without JavaScript.
. "$(dirname "$0")/lib.sh"
room || exit 1
member ann officer,manager
ann=$link
member bea officer
bea=$link
serve console
browse work "$base" "$ann" "$bea" "$PROGRAM" "$work"
