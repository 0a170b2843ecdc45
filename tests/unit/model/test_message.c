/*
 * A message over the wire comes back as it went, and nothing else does.
 */
#include "unit/unit.h"

#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "model/message.h"

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static struct attachment *
an_attachment(void)
{
	struct attachment *a = g_new0(struct attachment, 1);

	a->filename = g_strdup("mould.jpg");
	a->content_type = g_strdup("image/jpeg");
	a->size = 123456;
	a->sha256 = g_strdup("00ff");
	return a;
}

static struct bounce *
a_bounce(void)
{
	struct bounce *b = g_new0(struct bounce, 1);

	b->recipient = g_strdup("gone@example.org");
	b->status = g_strdup("5.1.1");
	b->permanent = TRUE;
	b->original_message_id = g_strdup("x@example.org");
	return b;
}

static struct message *
a_full_message(void)
{
	struct message *m = message_new();

	set(&m->message_id, "a@example.org");
	set(&m->subject, "Damp \xe2\x80\x94 again");
	set(&m->text, "Hello\n> old");
	set(&m->new_text, "Hello");
	set(&m->automated_why, "Auto-Submitted: auto-replied");
	set(&m->in_reply_to, "b@example.org");
	set(&m->return_path, "<>");
	set(&m->postal, "1 High Street\nAB1 2CD");
	m->please_read = TRUE;
	set(&m->from->name, "Amina \"A\" Okafor");
	set(&m->from->address, "amina@example.org");
	m->date = 1795000000;
	m->automated = AUTOMATED_REPLY;
	m->do_not_answer = TRUE;
	g_ptr_array_add(m->reply_to, address_new("", "r@example.org"));
	g_ptr_array_add(m->to, address_new("Homes", "h@example.org"));
	g_ptr_array_add(m->cc, address_new("", "mp@example.org"));
	g_ptr_array_add(m->attachments, an_attachment());
	g_ptr_array_add(m->bounces, a_bounce());
	g_ptr_array_add(m->references, g_strdup("c@example.org"));
	g_ptr_array_add(m->tokens, g_strdup("prabcdefghijklmnopqrstuvwx23"));
	g_ptr_array_add(m->case_refs, g_strdup("CR-2026-00001-A"));
	m->forwarded = g_new0(struct forwarded, 1);
	m->forwarded->from = address_new("In", "in@example.org");
	m->forwarded->date = TIME_NONE;
	message_problem(m, "Something was %s.", "odd");
	return m;
}

static json_t *
wire_of(const struct message *message)
{
	g_autofree char *text = message_to_wire(message);
	json_t *wire = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(wire);
	return wire;
}

static void
the_wire_keeps_everything(void **state)
{
	g_autoptr(own_message) sent = a_full_message();
	g_autoptr(own_message) got = NULL;
	json_t *first = wire_of(sent), *second;

	(void)state;
	got = message_from_wire(first, NULL);
	assert_non_null(got);
	second = wire_of(got);
	assert_true(json_equal(first, second));
	assert_int_equal(got->automated, AUTOMATED_REPLY);
	assert_true(got->do_not_answer);
	assert_true(got->please_read);
	assert_string_equal(got->postal, sent->postal);
	assert_true(((struct bounce *)got->bounces->pdata[0])->permanent);
	json_decref(first);
	json_decref(second);
}

static void
parse_prints_exactly_the_promised_keys(void **state)
{
	static const char *const keys[] = {
		"message_id", "from",	     "reply_to",  "to",
		"cc",	      "subject",     "date",	  "text",
		"new_text",   "attachments", "automated", "forwarded",
		"problems",
	};
	g_autoptr(own_message) empty = message_new();
	json_t *object = message_to_json(empty);
	guint i;

	(void)state;
	assert_int_equal(json_object_size(object), G_N_ELEMENTS(keys));
	for (i = 0; i < G_N_ELEMENTS(keys); i++)
		assert_non_null(json_object_get(object, keys[i]));
	assert_true(json_is_null(json_object_get(object, "date")));
	assert_true(json_is_null(json_object_get(object, "automated")));
	assert_true(json_is_null(json_object_get(object, "forwarded")));
	json_decref(object);
}

static void
a_wire_with_a_part_missing_is_refused(void **state)
{
	g_autoptr(own_message) sent = a_full_message();
	json_t *whole = wire_of(sent);
	const char *key;
	json_t *value;

	(void)state;
	json_object_foreach (whole, key, value) {
		json_t *copy = json_copy(whole);
		g_autoptr(GError) error = NULL;
		struct message *got;

		if (g_str_equal(key, "do_not_answer") ||
		    g_str_equal(key, "please_read"))
			json_object_set_new(copy, "from", json_string("x"));
		else
			json_object_set_new(copy, key, json_integer(7));
		got = message_from_wire(copy, &error);
		assert_null(got);
		assert_true(fault_is(error, FAULT_INPUT));
		json_decref(copy);
	}
	json_decref(whole);
}

static void
problems_are_kept_once_and_bounded(void **state)
{
	g_autoptr(own_message) m = message_new();
	guint i;

	(void)state;
	message_problem(m, "twice");
	message_problem(m, "twice");
	assert_int_equal(m->problems->len, 1);
	for (i = 0; i < LIMIT_PROBLEMS * 2; i++)
		message_problem(m, "number %u", i);
	assert_int_equal(m->problems->len, LIMIT_PROBLEMS);
}

/* --- packed -------------------------------------------------------------*/

static void
packing_keeps_everything(void **state)
{
	g_autoptr(own_message) full = a_full_message();
	g_autoptr(own_message) empty = message_new();
	struct message *sent[] = {full, empty};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(sent); i++) {
		g_autoptr(GString) packed = g_string_new(NULL);
		g_autoptr(own_message) got = NULL;
		json_t *first = wire_of(sent[i]), *second;

		message_pack(sent[i], packed);
		got = message_unpack(packed->str, packed->len, NULL);
		assert_non_null(got);
		second = wire_of(got);
		assert_true(json_equal(first, second));
		json_decref(first);
		json_decref(second);
	}
}

static void
refuse(const char *bytes, gsize size)
{
	g_autofree char *exact = g_memdup2(bytes, size);
	g_autoptr(GError) error = NULL;

	assert_null(message_unpack(exact, size, &error));
	assert_true(fault_is(error, FAULT_INPUT));
}

static void
too_few_or_too_many_bytes_are_refused(void **state)
{
	g_autoptr(own_message) sent = a_full_message();
	g_autoptr(GString) packed = g_string_new(NULL);
	gsize size;

	(void)state;
	message_pack(sent, packed);
	for (size = 0; size < packed->len; size++)
		refuse(packed->str, size);
	g_string_append_c(packed, 'x');
	refuse(packed->str, packed->len);
}

static void
text_that_is_not_utf8_is_refused(void **state)
{
	static const char *const bad[] = {"Dam\xff", "Da\xc3",
					  "Da\xed\xa0\x80"};
	gsize i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(own_message) sent = message_new();
		g_autoptr(GString) packed = g_string_new(NULL);

		set(&sent->text, bad[i]);
		message_pack(sent, packed);
		refuse(packed->str, packed->len);
	}
}

/* Whatever one byte becomes, the answer is a message or none. */
static void
any_byte_may_be_wrong(void **state)
{
	g_autoptr(own_message) sent = a_full_message();
	g_autoptr(GString) packed = g_string_new(NULL);
	static const guchar wrong[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
	gsize i, k, refused = 0;

	(void)state;
	message_pack(sent, packed);
	for (i = 0; i < packed->len; i++)
		for (k = 0; k < G_N_ELEMENTS(wrong); k++) {
			char had = packed->str[i];
			struct message *got;

			packed->str[i] = (char)wrong[k];
			got = message_unpack(packed->str, packed->len, NULL);
			refused += got == NULL;
			message_free(got);
			packed->str[i] = had;
		}
	assert_true(refused > packed->len);
}

static void
an_instant_beyond_the_calendar_is_none(void **state)
{
	g_autoptr(own_message) sent = message_new();
	g_autoptr(GString) packed = g_string_new(NULL);
	g_autoptr(own_message) got = NULL;

	(void)state;
	sent->date = G_MAXINT64;
	message_pack(sent, packed);
	got = message_unpack(packed->str, packed->len, NULL);
	assert_non_null(got);
	assert_true(got->date == TIME_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packing_keeps_everything),
		cmocka_unit_test(too_few_or_too_many_bytes_are_refused),
		cmocka_unit_test(text_that_is_not_utf8_is_refused),
		cmocka_unit_test(any_byte_may_be_wrong),
		cmocka_unit_test(an_instant_beyond_the_calendar_is_none),
		cmocka_unit_test(the_wire_keeps_everything),
		cmocka_unit_test(parse_prints_exactly_the_promised_keys),
		cmocka_unit_test(a_wire_with_a_part_missing_is_refused),
		cmocka_unit_test(problems_are_kept_once_and_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
