#!/bin/sh
# Fetches the npm packages that FOLDER/package.json and package-lock.json
# name, at exactly those versions, into DESTINATION/node_modules, unless they
# are there. No script of theirs is run.
# Usage: npm.sh FOLDER DESTINATION
set -eu
folder=$1
destination=$2
mark=$destination/node_modules/.package-lock.json

if [ -e "$mark" ] &&
	cmp -s "$folder/package-lock.json" "$destination/package-lock.json"; then
	touch "$mark"
	exit 0
fi
echo "Fetching what the pages are made with, into $destination"
mkdir -p "$destination"
cp "$folder/package.json" "$folder/package-lock.json" "$destination/"
if ! npm ci --prefix "$destination" --ignore-scripts --no-audit --no-fund \
	--omit-lockfile-registry-resolved --loglevel=error \
	>"$destination/log" 2>&1; then
	tail -n 5 "$destination/log" >&2
	rm -f "$destination/package-lock.json"
	echo "Packages could not be fetched. Is there a network?" >&2
	exit 1
fi
touch "$mark"
