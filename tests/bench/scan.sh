#!/bin/sh
# Word error rates of letters that were printed to pictures and spoiled, and
# seconds of processor time a page. LETTERS says how many letters a row (8).
cd "$(dirname "$0")/../.." || exit 1
letters=${LETTERS:-8}
make -s press || exit 1
press=build/plain/press
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/letters"
cat >"$work/conf" <<END
data = "$work/data"
landlord {
	name = "Northside Homes"
	address = "1 High Street, Oldtown AB9 9ZZ"
	telephone = "01234 567890"
	emergency = "01234 999999"
	email = "complaints@landlord.example"
	officer = "Amina Okafor"
}
mailbox "complaints" { maildir = "$work/mail" }
send { folder = "$work/out" }
letters "scans" { folder = "$work/scans" }
END
python3 tests/scan/letters.py "$work/letters" "$letters"

# row NAME LIMIT FONT key=value…: prints one row, fails beyond LIMIT percent
row() {
	name=$1 limit=$2 font=$3 suffix=png
	shift 3
	case "$*" in *quality=*) suffix=jpg ;; esac
	errors=0 words=0 begun=$(processor)
	for text in "$work"/letters/*.txt; do
		"$press" "$text" "$work/page.$suffix" "font=$font" "$@" 2>/dev/null
		./postroom -c "$work/conf" letters read \
			"$work/page.$suffix" >"$work/read"
		count=$(python3 tests/scan/wer.py "$text" "$work/read")
		errors=$((errors + ${count% *}))
		words=$((words + ${count#* }))
	done
	awk -v n="$name" -v e="$errors" -v w="$words" -v l="$limit" \
		-v t="$(($(processor) - begun))" -v p="$letters" 'BEGIN {
		rate = 100 * e / w
		printf "%-34s %5.2f %% of %d words (limit %s %%), %.1f s a page\n",
			n, rate, w, l, t / 100 / p
		exit rate > l }' || failed=1
}

# Hundredths of seconds that the children of this shell have used.
processor() {
	awk '{print $16 + $17}' "/proc/$$/stat"
}

failed=0
echo "Word error rates, $letters letters of the corpus a row:"
row '200 dpi, clean' 3 'DejaVu Sans'
row '200 dpi, clean, serif' 3 'DejaVu Serif'
row '200 dpi, clean, typewriter' 3 'DejaVu Sans Mono' points=10
row '150 dpi, clean' 3 'DejaVu Sans'  dpi=150
row '300 dpi, clean' 3 'DejaVu Sans' dpi=300
row '200 dpi, noise, specks, skew 3' 8 'DejaVu Sans' noise=25 specks=500 \
	skew=3
row '200 dpi, noise, skew -3, serif' 8 'DejaVu Serif' noise=25 skew=-3
row '200 dpi, upside down, noise' 8 'DejaVu Sans' turn=180 noise=20 skew=1
row '200 dpi, on its side, noise' 8 'DejaVu Sans' turn=90 noise=20 skew=-2
row '200 dpi, on its other side' 8 'DejaVu Serif' turn=270 specks=1000
row '150 dpi, noise, skew 2' 8 'DejaVu Sans' dpi=150 noise=20 skew=2
row '300 dpi, noise, specks' 8 'DejaVu Serif' dpi=300 noise=30 specks=1000
row '200 dpi, JPEG of quality 20' 8 'DejaVu Sans' quality=20 noise=20
exit $failed
