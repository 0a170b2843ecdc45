#!/bin/sh
# Letters on paper: from the folder of a scanner to cases. Printed, spoiled,
# turned and cut by separator sheets; half-written, odd and hostile files.
. "$(dirname "$0")/lib.sh"
plan 43

make -s -C "$top" press >/dev/null 2>&1
press=$top/build/plain/press
[ -x "$press" ] || skip_all "the press cannot be built"
configure_local <<-'END'
	letters "scans" { folder = "scans" quiet = 0 since = "2026-01-01" }
END
mkdir "$work/scans" "$work/text"
python3 "$top/tests/scan/letters.py" "$work/text" 4
POSTROOM_NOW=2026-12-18T15:00:00Z
export POSTROOM_NOW

print() { # LETTER OUT key=value…
	text=$work/text/$1.txt out=$2
	shift 2
	"$press" "$text" "$out" "$@" 2>/dev/null
}

drop() { # FILE NAME: into the folder, as scanned on 17 December
	cp "$1" "$work/scans/$2"
	touch -d '2026-12-17 09:00' "$work/scans/$2"
}

take() {
	postroom poll --once scans >"$work/log" 2>&1 &&
		postroom letters transcribe --once >>"$work/log" 2>&1 &&
		postroom intake --once >>"$work/log" 2>&1
	taken=$?
	[ $taken -eq 0 ] || tell "$work/log"
	return $taken
}

rate() { # TEXT FILE MOST: no more percent of its words are wrong
	postroom letters read "$2" >"$work/read" 2>/dev/null
	set -- "$3" "$(python3 "$top/tests/scan/wer.py" "$1" "$work/read")"
	echo "# ${2% *} wrong of ${2#* } words, most $1 %"
	[ $((${2% *} * 100)) -le $((${2#* } * $1)) ]
}

# --- how well ---
print 1 "$work/clean.png" dpi=200
result "$(rate "$work/text/1.txt" "$work/clean.png" 3 >"$work/n"; echo $?)" \
	"200 dpi, clean: no more than 3 % of words wrong" || tell "$work/n"
print 2 "$work/noisy.jpg" dpi=200 noise=25 specks=300 skew=3 turn=90 quality=50
result "$(rate "$work/text/2.txt" "$work/noisy.jpg" 8 >"$work/n"; echo $?)" \
	"noise, skew of 3 degrees, on its side, JPEG: no more than 8 %" ||
	tell "$work/n"

# --- a batch cut by separators ---
ok "separator sheets are printed" postroom letters separators --count 2 \
	--date 2026-12-15 -o "$work/dated.pdf"
is "$(pdfinfo "$work/dated.pdf" | awk '/^Pages/ {print $2}')" 2 "as many"
postroom letters separators -o "$work/plain.pdf"
status 2 "a day that is none is refused" \
	postroom letters separators --date 2026-13-01 -o "$work/none"
pdftoppm -r 150 -gray -singlefile "$work/dated.pdf" "$work/dated"
pdftoppm -r 300 -gray -singlefile "$work/plain.pdf" "$work/plain"
"$press" "$work/dated.pgm" "$work/batch.tif" dpi=150 turn=90 noise=15 skew=2
print 1 "$work/batch.tif" add skew=-2 noise=10
"$press" "$work/plain.pgm" "$work/batch.tif" add dpi=300 turn=180
print 2 "$work/batch.tif" add turn=180
drop "$work/batch.tif" batch.tif
touch -d '2026-12-17 09:00' "$work/scans/batch.tif"
batch=$(sha256sum <"$work/batch.tif")
ok "a batch of two letters is taken in" take
is "$(query 'SELECT count(*) FROM case_file')" 2 "two cases"
is "$(query 'SELECT state FROM item WHERE case_id IS NULL')" automated \
	"the batch as a whole belongs to none"
is "$(query 'SELECT group_concat(date(received, '"'unixepoch'"')) FROM
	(SELECT received FROM case_file ORDER BY id)')" '2026-12-15,2026-12-17' \
	"the first was received on the sheet's day, the second as scanned"
ref=$(query 'SELECT ref FROM case_file ORDER BY id LIMIT 1')
postroom case show "$ref" --json >"$work/case"
like "$(cat "$work/case")" 'Keith Baines' "the sender's name is proposed"
like "$(cat "$work/case")" '"date": *"2026-11-03' \
	"the date on the letter is shown"
like "$(query 'SELECT wire FROM item WHERE case_id = 1')" \
	'AB1 2CD' "and the address"
ok "its file can be had" sh -c "'$PROGRAM' -c '$work/postroom.conf' \
	letters original '$ref' >'$work/piece.tif'"
like "$(file "$work/piece.tif" 2>/dev/null || head -c 4 "$work/piece.tif")" \
	'TIFF|II|MM' "it holds its own pages"
ok "and a page of it, upright" sh -c "'$PROGRAM' -c '$work/postroom.conf' \
	letters page '$ref' 1 >'$work/page.png'"
is "$(dd if="$work/page.png" bs=1 skip=1 count=3 2>/dev/null)" PNG "as PNG"
is "$(find "$work/scans" -maxdepth 1 -type f | wc -l)" 0 "the folder is empty"
is "$(sha256sum <"$work/scans/done/batch.tif")" "$batch" \
	"the file is in done, as it was"
sha=$(query "SELECT sha256 FROM item WHERE state = 'automated'")
size=$(wc -c <"$work/batch.tif")
is "$(tail -c "$size" "$work/data/archive/$(echo "$sha" | cut -c1-2)/$sha" |
	sha256sum)" "$batch" "and in the archive, byte for byte"
ok "verify finds all in its place" postroom verify

# --- one letter by itself ---
drop "$work/clean.png" 2026-12-10_0001.png
ok "a letter with a day in its name" take
is "$(query 'SELECT date(received, '"'unixepoch'"') FROM case_file
	ORDER BY id DESC LIMIT 1')" 2026-12-10 "counts as received then"
like "$(postroom case show "$(query 'SELECT ref FROM case_file ORDER BY id DESC
	LIMIT 1')" 2>/dev/null)" 'file name' "and the case says why"
drop "$work/clean.png" again.png
ok "the same scan by another name" take
is "$(query "SELECT count(*) FROM item WHERE state = 'duplicate'")" 1 \
	"is a duplicate"

# --- PDF with words ---
qpdf --empty --pages "$work/plain.pdf" -- "$work/p.pdf"
cases() {
	query 'SELECT count(*) FROM case_file'
}
unread() {
	query "SELECT count(*) FROM item WHERE wire LIKE '%please_read%'"
}
before=$(cases)
drop "$work/p.pdf" sheet.pdf
ok "a separator sheet alone" take
is "$(cases)" "$before" "opens no case"

# --- odd and hostile files ---
before=$(cases)
printf 'PK\003\004zip' >"$work/a" && drop "$work/a" letter.zip
printf 'Dear all\nThe lift is broken.\n' >"$work/a" && drop "$work/a" a.txt
head -c 3000 "$work/noisy.jpg" >"$work/a" && drop "$work/a" cut.jpg
printf '%%PDF-1.4\nrubbish' >"$work/a" && drop "$work/a" broken.pdf
qpdf --encrypt secret secret 256 -- "$work/plain.pdf" "$work/locked.pdf"
drop "$work/locked.pdf" "$(printf 'a\nnew line ..%%2f.pdf')"
python3 "$here/scans.py" "$work/hostile"
for file in "$work"/hostile/*; do
	drop "$file" "$(basename "$file")"
done
files=$((5 + $(find "$work/hostile" -type f | wc -l)))
ln -s /etc/passwd "$work/scans/link.pdf"
mkdir "$work/scans/folder"
mkfifo "$work/scans/pipe.pdf"
: >"$work/scans/empty.pdf"
touch -d '2026-12-17 09:00' "$work/scans/empty.pdf"
drop "$work/clean.png" growing.png.part
drop "$work/clean.png" .hidden.png
ok "odd and hostile files are taken in" postroom poll --once scans
DEADLINE=500
ok "and read, each within its limits" postroom letters transcribe --once
DEADLINE=60
ok "and filed" postroom intake --once
is "$(($(cases) - before))" "$files" "each is a case"
is "$(unread)" "$((files - 1))" "all but the text ask to be read"
like "$(query "SELECT wire FROM item WHERE wire LIKE '%password%'")" \
	'locked with a password' "a locked PDF is told as one"
is "$(find "$work/scans" -maxdepth 1 ! -type d | wc -l)" 5 \
	"links, pipes, empty and unfinished files stay"
like "$(postroom check 2>&1)" 'no scans' "and check tells of them"
is "$(find "$work/data/scanning" -mindepth 1 | wc -l)" 0 "no picture is left"
is "$(pgrep -fc "$work/data/scanning" || true)" 0 "nor a process"
ok "verify finds all in its place" postroom verify

# --- nothing is lost ---
drop "$work/clean.png" later.png
print 3 "$work/three.png" && drop "$work/three.png" three.png
postroom poll --once scans >/dev/null 2>&1
is "$(find "$work/data/spool/scans" -type f | wc -l)" 2 \
	"what was taken in waits to be read"
"$PROGRAM" -c "$work/postroom.conf" letters transcribe --once 2>/dev/null &
pid=$!
wait_until 20 sh -c "ls '$work'/data/scanning/*/scan"
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
before=$(cases)
ok "after a kill it is read again" postroom letters transcribe --once
postroom intake --once >/dev/null 2>&1
is "$(($(cases) - before))" 1 "one new case, and one duplicate"
chmod 555 "$work/scans"
drop "$work/three.png" none.png 2>/dev/null
status 2 "an unknown subcommand shows usage" postroom letters nothing
ok "check tells of the folder" sh -c "'$PROGRAM' -c '$work/postroom.conf' \
	check | grep -q 'letters scans'"
finish
