#!/bin/sh
# Writes the assets as a table in C on standard output: console/asset.h.
# Usage: embed.sh FILE ...
set -eu

type_of() {
	case $1 in
	*.css) echo 'text/css; charset=utf-8' ;;
	*.js) echo 'text/javascript; charset=utf-8' ;;
	*.svg) echo image/svg+xml ;;
	*) echo application/octet-stream ;;
	esac
}

echo '#include "console/asset.h"'
number=0
for file in "$@"; do
	number=$((number + 1))
	echo "static const guint8 bytes_$number[] = {"
	od -An -v -tu1 "$file" | sed 's/\([0-9]\)  */\1,/g;s/$/,/'
	echo '};'
done
echo 'const struct asset assets[] = {'
number=0
for file in "$@"; do
	number=$((number + 1))
	name=${file##*/}
	hash=$(sha256sum "$file" | cut -c1-16)
	echo "{\"$name\", \"/assets/${name%.*}-$hash.${name##*.}\","
	echo "\"$(type_of "$file")\", bytes_$number, sizeof bytes_$number},"
done
echo '{NULL, NULL, NULL, NULL, 0}};'
