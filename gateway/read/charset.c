/*
 * Character sets: labels to iconv's names, decoding with repair, and the
 * guesses about labels that lie. Converters are opened once and kept.
 */
#include "read/charset.h"

#include <errno.h>

#include "read/charset_names.h"

struct alias {
	const char *label;
	const char *name;
};

/* Labels that the C library lacks, or that mean more than they say. */
static const struct alias aliases[] = {
	{"us-ascii", "windows-1252"},
	{"ascii", "windows-1252"},
	{"ansi_x3.4-1968", "windows-1252"},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"iso_8859-1", "windows-1252"},
	{"iso88591", "windows-1252"},
	{"8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"latin-1", "windows-1252"},
	{"l1", "windows-1252"},
	{"ansi", "windows-1252"},
	{"windows1252", "windows-1252"},
	{"cp-1252", "windows-1252"},
	{"x-cp1252", "windows-1252"},
	{"x-ansi", "windows-1252"},
	{"binary", ""},
	{"default", ""},
	{"default_charset", ""},
	{"unknown", ""},
	{"unknown-8bit", ""},
	{"x-unknown", ""},
	{"x-user-defined", ""},
	{"user-defined", ""},
	{"none", ""},
	{"charset", ""},
	{"auto", ""},
	{"_autodetect", ""},
	{"utf8", "UTF-8"},
	{"utf-8", "UTF-8"},
	{"utf_8", "UTF-8"},
	{"utf-8;", "UTF-8"},
	{"x-utf-8", "UTF-8"},
	{"unicode-1-1-utf-8", "UTF-8"},
	{"utf8mb4", "UTF-8"},
	{"cp65001", "UTF-8"},
	{"cp-65001", "UTF-8"},
	{"65001", "UTF-8"},
	{"windows-65001", "UTF-8"},
	{"unicode-1-1-utf-7", "UTF-7"},
	{"x-unicode-2-0-utf-7", "UTF-7"},
	{"cp65000", "UTF-7"},
	{"iso-8859-8-i", "iso-8859-8"},
	{"iso-8859-8-e", "iso-8859-8"},
	{"iso-8859-6-i", "iso-8859-6"},
	{"iso-8859-6-e", "iso-8859-6"},
	{"iso-8859-9", "windows-1254"},
	{"latin5", "windows-1254"},
	{"iso-8859-11", "windows-874"},
	{"tis-620", "windows-874"},
	{"windows-874", "CP874"},
	{"cp-850", "cp850"},
	{"cp-437", "cp437"},
	{"x-mac-roman", "MACINTOSH"},
	{"mac-roman", "MACINTOSH"},
	{"macroman", "MACINTOSH"},
	{"x-mac-cyrillic", "MAC-UK"},
	{"x-mac-ukrainian", "MAC-UK"},
	{"x-mac-ce", "MAC-CENTRALEUROPE"},
	{"hz-gb-2312", "HZ"},
	{"hz", "HZ"},
	{"gb2312", "GB18030"},
	{"gb_2312-80", "GB18030"},
	{"gb-2312", "GB18030"},
	{"euc-cn", "GB18030"},
	{"gbk", "GB18030"},
	{"x-gbk", "GB18030"},
	{"cp936", "GB18030"},
	{"ks_c_5601-1987", "UHC"},
	{"ks_c_5601-1989", "UHC"},
	{"ksc5601", "UHC"},
	{"korean", "UHC"},
	{"euc-kr", "UHC"},
	{"windows-949", "UHC"},
	{"cp949", "UHC"},
	{"5601", "UHC"},
	{"shift_jis", "CP932"},
	{"shift-jis", "CP932"},
	{"x-sjis", "CP932"},
	{"sjis", "CP932"},
	{"windows-31j", "CP932"},
	{"ms_kanji", "CP932"},
	{"x-euc-jp", "EUC-JP"},
	{"iso-2022-jp", "ISO-2022-JP-3"},
	{"big5", "BIG5-HKSCS"},
	{"x-x-big5", "BIG5-HKSCS"},
	{"big5-eten", "BIG5-HKSCS"},
	{"koi8r", "KOI8-R"},
	{"koi", "KOI8-R"},
	{"x-koi8-r", "KOI8-R"},
	{"koi8-ru", "KOI8-U"},
	{"unicode", "UTF-16"},
	{"utf16", "UTF-16"},
	{"ucs-2", "UTF-16"},
	{"utf-16", "UTF-16"},
};

static GHashTable *names;     /* label in lower case → iconv's name */
static GHashTable *open_ones; /* name in lower case → GIConv */

static void
open_tables(void)
{
	gsize i;

	if (names != NULL)
		return;
	names = g_hash_table_new(g_str_hash, g_str_equal);
	open_ones =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (i = 0; i < G_N_ELEMENTS(aliases); i++)
		g_hash_table_insert(names, (gpointer)aliases[i].label,
				    (gpointer)aliases[i].name);
}

/* The converter from name to UTF-8, opened once; NULL if there is none. */
static GIConv
converter(const char *name)
{
	g_autofree char *key = g_ascii_strdown(name, -1);
	gpointer known = NULL;
	GIConv made;

	open_tables();
	if (g_hash_table_lookup_extended(open_ones, key, NULL, &known))
		return known;
	if (g_hash_table_size(open_ones) > 2048)
		return NULL;
	made = g_iconv_open("UTF-8", name);
	if (made == (GIConv)-1)
		made = NULL;
	g_hash_table_insert(open_ones, g_steal_pointer(&key), made);
	return made;
}

void
charset_prepare(void)
{
	g_auto(GStrv) all = g_strsplit(charset_names, " ", -1);
	gsize i;

	for (i = 0; all[i] != NULL; i++)
		converter(all[i]);
	for (i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (*aliases[i].name != '\0')
			converter(aliases[i].name);
}

/* The label as a key: lower case, no quotes, no blanks, no language. */
static char *
tidy_label(const char *label)
{
	GString *out = g_string_new(NULL);
	const char *p;

	while (g_ascii_isspace(*label) || *label == '_')
		label++;
	for (p = label;
	     *p != '\0' && strchr("* $", *p) == NULL && out->len < 64; p++)
		if (g_ascii_isgraph(*p) && *p != '"' && *p != '\'' &&
		    *p != ';' && *p != '/')
			g_string_append_c(out, g_ascii_tolower(*p));
	if (g_str_has_prefix(out->str, "charset="))
		g_string_erase(out, 0, 8);
	return g_string_free(out, FALSE);
}

/* "win-1250", "8859-2" and "iso8859_2" as iconv spells them; NULL if it is
 * none of the kind. The caller's. */
static char *
respell(const char *key)
{
	const char *number = strstr(key, "8859");
	gboolean iso = number != NULL;

	if (iso)
		number += 4;
	else if (g_str_has_prefix(key, "win") || g_str_has_prefix(key, "cp"))
		number = key;
	else
		return NULL;
	number += strcspn(number, "0123456789");
	if (*number == '\0' || number[strspn(number, "0123456789")] != '\0')
		return NULL;
	return g_strconcat(iso ? "iso-8859-" : "cp", number, NULL);
}

/* iconv's name of a label; "" if it says nothing, NULL if unknown. */
static const char *
name_of(const char *label)
{
	g_autofree char *key = tidy_label(label == NULL ? "" : label);
	g_autofree char *other = NULL;
	const char *name;

	open_tables();
	if (*key == '\0')
		return "";
	name = g_hash_table_lookup(names, key);
	if (name != NULL)
		return name;
	if (strchr(key, ',') != NULL)
		return NULL;
	if (converter(key) != NULL)
		return g_intern_string(key);
	other = respell(key);
	if (other == NULL || converter(other) == NULL)
		return NULL;
	return g_intern_string(other);
}

static gboolean
has_high_bytes(const char *bytes, gsize size)
{
	gsize i;

	for (i = 0; i < size; i++)
		if ((guchar)bytes[i] >= 0x80)
			return TRUE;
	return FALSE;
}

/* Characters beyond ASCII that are well-formed UTF-8, and bytes that are
 * not. */
static void
count_utf8(const char *bytes, gsize size, gsize *good, gsize *bad)
{
	const char *end = bytes + size;

	*good = *bad = 0;
	while (bytes < end) {
		gunichar c;

		if ((guchar)*bytes < 0x80) {
			bytes++;
			continue;
		}
		c = g_utf8_get_char_validated(bytes, end - bytes);
		if (c == (gunichar)-1 || c == (gunichar)-2) {
			(*bad)++;
			bytes++;
		} else {
			(*good)++;
			bytes = g_utf8_next_char(bytes);
		}
	}
}

/* UTF-8 with each invalid byte replaced; NULs dropped. */
static char *
repair_utf8(const char *bytes, gsize size, guint *invalid)
{
	GString *out = g_string_sized_new(size);
	const char *end = bytes + size;

	while (bytes < end) {
		const char *stop = bytes;

		g_utf8_validate(bytes, end - bytes, &stop);
		g_string_append_len(out, bytes, stop - bytes);
		if (stop < end && *stop != '\0') {
			g_string_append(out, "\xef\xbf\xbd");
			(*invalid)++;
		}
		bytes = stop < end ? stop + 1 : stop;
	}
	return g_string_free(out, FALSE);
}

static void
append_without_nuls(GString *out, const char *from, const char *to)
{
	while (from < to) {
		gsize run = strnlen(from, (gsize)(to - from));

		g_string_append_len(out, from, (gssize)run);
		from += run + 1;
	}
}

/* What iconv keeps back: Hebrew and Vietnamese letters wait for a sign that
 * may join them. */
static void
convert_rest(GIConv cd, GString *out)
{
	char block[64];
	char *to = block;
	gsize room = sizeof(block);

	g_iconv(cd, NULL, NULL, &to, &room);
	append_without_nuls(out, block, to);
}

/* Converts through iconv; each byte it refuses becomes U+FFFD. */
static char *
convert(GIConv cd, const char *bytes, gsize size, guint *invalid)
{
	GString *out = g_string_sized_new(size + size / 2);
	char *in = (char *)bytes;
	char block[4096];

	g_iconv(cd, NULL, NULL, NULL, NULL);
	while (size > 0) {
		char *to = block;
		gsize room = sizeof(block);
		gsize done = g_iconv(cd, &in, &size, &to, &room);
		int number = errno;

		append_without_nuls(out, block, to);
		if (done != (gsize)-1 || number == E2BIG)
			continue;
		g_string_append(out, "\xef\xbf\xbd");
		(*invalid)++;
		in++;
		size--;
		if (number == EINVAL)
			break;
	}
	convert_rest(cd, out);
	return g_string_free(out, FALSE);
}

/* HZ (RFC 1843), which iconv lacks: between "~{" and "~}" two letters are one
 * character of GB 2312. */
static char *
decode_hz(const char *bytes, gsize size, guint *invalid)
{
	GString *gb = g_string_sized_new(size);
	gboolean wide = FALSE;
	char *text;
	gsize i;

	for (i = 0; i < size; i++) {
		char c = bytes[i];
		char next = i + 1 < size ? bytes[i + 1] : '\0';

		if (c == '~' && (next == '{' || next == '}' || next == '\n'))
			wide = next == '{' || (wide && next == '\n');
		else if (c == '~' && next == '~' && !wide)
			g_string_append_c(gb, '~');
		else {
			wide = wide && c != '\n';
			g_string_append_c(gb, wide ? (char)(c | 0x80) : c);
			continue;
		}
		i++;
	}
	text = convert(converter("GB18030"), gb->str, gb->len, invalid);
	g_string_free(gb, TRUE);
	return text;
}

static char *
decode_by(const char *name, const char *bytes, gsize size,
	  struct charset_report *report)
{
	GIConv cd;

	if (g_str_equal(name, "HZ") && converter("GB18030") != NULL)
		return decode_hz(bytes, size, &report->invalid);
	if (g_str_equal(name, "UTF-8"))
		return repair_utf8(bytes, size, &report->invalid);
	cd = converter(name);
	if (cd == NULL)
		return repair_utf8(bytes, size, &report->invalid);
	return convert(cd, bytes, size, &report->invalid);
}

/* The character set that a byte order mark names, and the mark's length. */
static const char *
name_by_mark(const char *bytes, gsize size, gsize *mark)
{
	*mark = 3;
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		return "UTF-8";
	*mark = 2;
	if (size >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return "UTF-16LE";
	if (size >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return "UTF-16BE";
	*mark = 0;
	return NULL;
}

static gboolean
is_latin(const char *name)
{
	return *name == '\0' || g_str_equal(name, "windows-1252");
}

/* Which character set the bytes really are in. */
static const char *
choose(const char *label, const char *bytes, gsize size,
       struct charset_report *report)
{
	const char *name = name_of(label);
	gsize good;
	gsize bad;

	if (name == NULL)
		report->unknown = TRUE;
	if (name == NULL)
		name = "";
	if (!has_high_bytes(bytes, size))
		return *name == '\0' ? "UTF-8" : name;
	if (!is_latin(name) && !g_str_equal(name, "UTF-8"))
		return name;
	count_utf8(bytes, size, &good, &bad);
	if (is_latin(name) && good > 0 && bad * 20 <= good) {
		report->mislabelled = TRUE;
		return "UTF-8";
	}
	if (!is_latin(name) && (good > 0 || bad == 0))
		return "UTF-8";
	if (!is_latin(name))
		report->mislabelled = TRUE;
	return "windows-1252";
}

/* How many characters of text look like UTF-8 read as windows-1252. */
static gboolean
looks_doubled(const char *text)
{
	static const char *const marks[] = {
		"Ã©",  "Ã¡",  "Ã³", "Ã¼", "Ã¶", "Ã¤", "Ã§", "Ã±",
		"Ã¨",  "Ã­",  "Å‚", "Å¼", "Ä…", "Ä™", "Å›", "â€™",
		"â€œ", "â€“", "Â£", "È™", "Äƒ", "Ã£", "Ãª", "Å‚"};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strstr(text, marks[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* The text with one layer of wrong decoding taken off, if all of it comes
 * off cleanly; NULL if not. */
static char *
undouble(const char *text)
{
	gsize size = 0;
	g_autofree char *bytes = NULL;

	if (!looks_doubled(text))
		return NULL;
	bytes = g_convert(text, -1, "windows-1252", "UTF-8", NULL, &size, NULL);
	if (bytes == NULL || !g_utf8_validate(bytes, (gssize)size, NULL))
		return NULL;
	return g_strndup(bytes, size);
}

char *
charset_decode(const char *label, const char *bytes, gsize size,
	       struct charset_report *report)
{
	gsize mark;
	const char *name = name_by_mark(bytes, size, &mark);
	char *text;
	char *mended;

	if (name == NULL)
		name = choose(label, bytes, size, report);
	text = decode_by(name, bytes + mark, size - mark, report);
	mended = g_str_equal(name, "UTF-8") ? undouble(text) : NULL;
	if (mended == NULL)
		return text;
	report->doubled = TRUE;
	g_free(text);
	return mended;
}

char *
charset_guess(const char *bytes, gsize size)
{
	struct charset_report report = {0};

	return charset_decode(NULL, bytes, size, &report);
}
