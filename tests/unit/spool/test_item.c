/*
 * Envelopes: what is written is read back, and nothing that a disk could
 * hand back instead is believed. Inputs stand in blocks of their exact
 * length, so that a sanitizer sees every step beyond.
 */
#include "unit/unit.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "spool/item.h"

static void
set(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

static struct item *
sample(void)
{
	struct item *item = item_new();

	set(&item->source, "complaints");
	set(&item->channel, "email");
	set(&item->name, "1700000000.M1P1.host");
	set(&item->sha256, "abc");
	set(&item->note, "100 % odd:\na second line, \xc3\xbc");
	item->received = clock_parse("2026-11-23T09:00:00Z");
	item->uidvalidity = G_MAXUINT32;
	item->uid = 7;
	item->size = 3;
	item->original_size = (gsize)5 << 32;
	item->truncated = TRUE;
	item->answer = FALSE;
	item->move = TRUE;
	return item;
}

static void
what_is_written_is_read_back(void **state)
{
	g_autoptr(own_item) item = sample();
	g_autofree char *envelope = item_envelope(item, NULL);
	g_autoptr(own_item) read = NULL;
	gsize body = 0;

	(void)state;
	assert_int_equal(strlen(envelope), ITEM_ENVELOPE_BYTES);
	read = item_parse(envelope, ITEM_ENVELOPE_BYTES, &body, NULL);
	assert_non_null(read);
	assert_int_equal(body, ITEM_ENVELOPE_BYTES);
	assert_string_equal(read->source, item->source);
	assert_string_equal(read->channel, item->channel);
	assert_string_equal(read->name, item->name);
	assert_string_equal(read->sha256, item->sha256);
	assert_string_equal(read->note, item->note);
	assert_int_equal(read->received, item->received);
	assert_int_equal(read->uidvalidity, item->uidvalidity);
	assert_int_equal(read->uid, item->uid);
	assert_int_equal(read->size, item->size);
	assert_true(read->original_size == item->original_size);
	assert_true(read->truncated && !read->answer && read->move);
	assert_string_equal(read->id, "");
}

static void
a_line_break_cannot_forge_a_field(void **state)
{
	g_autoptr(own_item) item = item_new();
	g_autofree char *envelope = NULL;
	g_autoptr(own_item) read = NULL;
	gsize body = 0;

	(void)state;
	set(&item->source, "a\nanswer=0\n\nbody");
	set(&item->name, "raw \xff\xfe bytes");
	envelope = item_envelope(item, NULL);
	read = item_parse(envelope, strlen(envelope), &body, NULL);
	assert_string_equal(read->source, "a\nanswer=0\n\nbody");
	assert_string_equal(read->name, "raw \xff\xfe bytes");
	assert_true(read->answer);
	assert_int_equal(body, ITEM_ENVELOPE_BYTES);
}

static void
too_long_a_fact_is_refused(void **state)
{
	g_autoptr(own_item) item = item_new();
	g_autofree char *text = g_strnfill(ITEM_ENVELOPE_BYTES, 'x');
	g_autoptr(GError) error = NULL;

	(void)state;
	set(&item->note, text);
	assert_null(item_envelope(item, &error));
	assert_true(fault_is(error, FAULT_INPUT));
}

static const struct {
	const char *data;
	gboolean good;
} envelopes[] = {
	{"postroom=1\n\nbody", TRUE},
	{"postroom=1\nsource=a\nuid=5\n\n", TRUE},
	{"postroom=1\nfrom-a-newer-version=x\n\n", TRUE},
	{"postroom=1\nreceived=\n\n", TRUE},
	{"", FALSE},
	{"\n\n", FALSE},
	{"postroom=1\n", FALSE},
	{"postroom=1", FALSE},
	{"postroom=2\n\n", FALSE},
	{"From: a@b.example\n\nbody", FALSE},
	{"postroom=1\nno equals sign\n\n", FALSE},
	{"postroom=1\nuid=-1\n\n", FALSE},
	{"postroom=1\nuid=4294967296\n\n", FALSE},
	{"postroom=1\nuid=5x\n\n", FALSE},
	{"postroom=1\nuid=\n\n", FALSE},
	{"postroom=1\nsize=99999999999999999999\n\n", FALSE},
	{"postroom=1\nanswer=2\n\n", FALSE},
	{"postroom=1\nanswer=yes\n\n", FALSE},
	{"postroom=1\nreceived=yesterday\n\n", FALSE},
	{"postroom=1\nnote=%0\n\n", FALSE},
	{"postroom=1\nnote=%zz\n\n", FALSE},
	{"postroom=1\nnote=%00\n\n", FALSE},
	{"postroom=1\nnote=\xff\n\n", FALSE},
};

static void
hostile_envelopes_are_refused(void **state)
{
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(envelopes); i++) {
		gsize size = strlen(envelopes[i].data), body = 0;
		g_autofree char *exact =
			g_memdup2(envelopes[i].data, MAX(size, 1));
		g_autoptr(GError) error = NULL;
		g_autoptr(own_item) item =
			item_parse(exact, size, &body, &error);

		assert_int_equal(item != NULL, envelopes[i].good);
		if (item == NULL)
			assert_true(fault_is(error, FAULT_INPUT));
		else
			assert_true(body <= size);
	}
}

static void
a_zero_byte_and_an_endless_envelope_are_refused(void **state)
{
	g_autoptr(GString) endless = g_string_new("postroom=1\n");
	gsize body = 0;

	(void)state;
	assert_null(item_parse("postroom=1\nnote=a\0b\n\n", 21, &body, NULL));
	while (endless->len < LIMIT_ENVELOPE_BYTES)
		g_string_append(endless, "note=x\n");
	g_string_append(endless, "\n\n");
	assert_null(item_parse(endless->str, endless->len, &body, NULL));
}

static void
every_cut_and_every_flipped_bit_is_survived(void **state)
{
	g_autoptr(own_item) item = sample();
	g_autofree char *envelope = item_envelope(item, NULL);
	gsize i;

	(void)state;
	for (i = 0; i < ITEM_ENVELOPE_BYTES; i++) {
		g_autofree char *cut = g_memdup2(envelope, MAX(i, 1));
		g_autofree char *flipped =
			g_memdup2(envelope, ITEM_ENVELOPE_BYTES);
		gsize body = 0;
		g_autoptr(own_item) odd = NULL;

		assert_null(item_parse(cut, i, &body, NULL));
		flipped[i] = (char)(flipped[i] ^ 0x15);
		odd = item_parse(flipped, ITEM_ENVELOPE_BYTES, &body, NULL);
		if (odd != NULL)
			assert_true(body <= ITEM_ENVELOPE_BYTES);
	}
}

static void
ids_have_a_shape(void **state)
{
	(void)state;
	assert_true(item_is_id("00065a1b2c3d4e-00000123"));
	assert_false(item_is_id(""));
	assert_false(item_is_id("short"));
	assert_false(item_is_id("../../etc/passwd"));
	assert_false(item_is_id("00065A1B2C3D4E"));
	assert_false(item_is_id("0123456789012345678901234567890123456789"
				"01234567890123456789012345"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(a_line_break_cannot_forge_a_field),
		cmocka_unit_test(too_long_a_fact_is_refused),
		cmocka_unit_test(hostile_envelopes_are_refused),
		cmocka_unit_test(
			a_zero_byte_and_an_endless_envelope_are_refused),
		cmocka_unit_test(every_cut_and_every_flipped_bit_is_survived),
		cmocka_unit_test(ids_have_a_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
