#!/bin/sh
# Every check that reads the sources without running them. All of them run;
# all findings are shown; exit 1 if there is any. Takes less than a minute.
cd "$(dirname "$0")/../.." || exit 1
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
# Paths of one machine, and where its packages come from.
machine='(^|[^A-Za-z0-9_./-])/(work|root|home)/[a-z]|https?://(deb|registry)\.'

report() { # NAME STATUS: what is in $work/out is shown if it failed
	if [ "$2" -eq 0 ]; then
		echo "lint: $1: good"
	else
		sed 's/^/  /' "$work/out"
		echo "lint: $1: FAILED"
		failed=$((failed + 1))
	fi
}

sources=$(find gateway tests -name '*.[ch]' | sort)
scripts=$(find .ci packaging samples tests -type f \
	\( -name '*.sh' -o -name '*.t' -o -path '.ci/run' \) \
	-exec grep -lE '^#!.*/(ba)?sh' {} + | sort)

python3 tests/lint/sources.py >"$work/out" 2>&1
status=$?
[ $status -ne 0 ] || cat "$work/out"
report sources $status

# shellcheck disable=SC2086 # lists of names
clang-format --dry-run -Werror $sources >"$work/out" 2>&1
report 'form (make format mends it)' $?

# Names that the checker cannot know come from GLib's macros: g_autoptr
# frees what looks leaked, so memory is left to the sanitizers. NULL has a
# pointer's type in this C library, so it may end a list of arguments.
# shellcheck disable=SC2046
cppcheck --quiet --error-exitcode=1 --std=c11 -j2 --inline-suppr \
	--enable=warning,portability --library=gnu,gtk \
	--suppress=unknownMacro --suppress=memleak --suppress=nullPointer:tests/* \
	--suppress=varFuncNullUB \
	--suppress=missingInclude --suppress=preprocessorErrorDirective \
	-Igateway -D_GNU_SOURCE -DG_GNUC_PRINTF\(a,b\)= \
	$(find gateway -name '*.c') >"$work/out" 2>&1
report cppcheck $?

: >"$work/out"
for script in $scripts; do
	case $(head -n 1 "$script") in
	*bash*) bash -n "$script" ;;
	*) sh -n "$script" ;;
	esac || echo "$script" >>"$work/out"
	awk 'length > 80 {print FILENAME ":" FNR ": over 80 characters"; n = 1}
	FNR == 2 && !/^#/ {print FILENAME ":2: no head comment"}' \
		"$script" >>"$work/out"
done 2>>"$work/out"
[ ! -s "$work/out" ]
report scripts $?

find tests samples -name '*.t' ! -perm -u+x >"$work/out"
find . -path ./.git -prune -o -path ./build -prune -o -path ./spool -prune \
	-o -type f -size -1000k -print0 |
	xargs -0 grep -nIE "$machine" >>"$work/out" 2>/dev/null
grep -v '^./tests/lint/lint.sh:' "$work/out" >"$work/paths"
mv "$work/paths" "$work/out"
[ ! -s "$work/out" ]
report 'machine paths, modes' $?

awk '!/^#/ && NF {print $2}' packaging/packages | while read -r package; do
	grep -q "^| $package |" README.md ||
		echo "README.md does not tell why $package is needed"
done >"$work/out"
[ ! -s "$work/out" ]
report 'README lists every dependency' $?

[ "$failed" -eq 0 ] || echo "lint: $failed of its checks failed"
[ "$failed" -eq 0 ]
