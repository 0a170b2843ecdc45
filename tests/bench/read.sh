#!/bin/sh
# What the boxed reader costs: processor time by size and shape of a message,
# up to 25 MB, and memory over COUNT (100000) messages through one child.
# Fails above 3 s, or if the memory goes on growing. Usage: read.sh
top=$(cd "$(dirname "$0")/../.." && pwd)
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 "$top/tests/bench/read.py" \
	"${PROGRAM:-$top/postroom}" "$top/tests/golden/read" "${COUNT:-100000}"
