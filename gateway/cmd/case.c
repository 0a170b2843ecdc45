/*
 * "postroom case": finding the subcommand, and what they all share.
 */
#include "cmd/case.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/ref.h"

static const struct {
	const char *name;
	const char *full;
	int (*run)(struct call *call);
} subcommands[] = {
	{"list", "case list", cmd_case_list},
	{"show", "case show", cmd_case_show},
	{"confirm", "case confirm", cmd_case_confirm},
	{"draft", "case draft", cmd_case_draft},
	{"release", "case release", cmd_case_release},
	{"note", "case note", cmd_case_note},
	{"done", "case done", cmd_case_done},
};

#define USAGE                                                                  \
	"Usage: postroom case list [--json]\n"                                 \
	"       postroom case show REF [--json]\n"                             \
	"       postroom case confirm REF --by NAME [--category C "            \
	"[--ground G]] [--reason TEXT]\n"                                      \
	"       postroom case draft REF [--by NAME --definition TEXT …]\n"   \
	"       postroom case release REF --by NAME\n"                         \
	"       postroom case note REF --by NAME TEXT\n"                       \
	"       postroom case done REF DUTY --by NAME --reason TEXT "          \
	"[--not-needed]\n\n"                                                   \
	"list shows every case, show everything about one. confirm settles "   \
	"what it is;\ndraft edits the acknowledgement, release sends it once " \
	"you have read it;\nnote adds a remark; done records a duty met by "   \
	"other means.\n"

int
cmd_case(struct call *call)
{
	const char *name = call->argc > 1 ? call->argv[1] : "";
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(subcommands); i++) {
		struct call sub = {call->config, call->argc - 1,
				   call->argv + 1};

		if (!g_str_equal(name, subcommands[i].name))
			continue;
		sub.argv[0] = (char *)(gintptr)subcommands[i].full;
		return subcommands[i].run(&sub);
	}
	if (g_str_equal(name, "--help") || g_str_equal(name, "-h")) {
		fputs(USAGE, stdout);
		return 0;
	}
	fputs(USAGE, stderr);
	return 2;
}

struct case_row *
case_named(struct ledger *ledger, const char *text, GError **error)
{
	g_autofree char *ref = ref_read(text);
	GError *problem = NULL;
	struct case_row *row;

	if (ref == NULL) {
		(void)fault_set(error, FAULT_INPUT,
				"\"%s\" is not a case reference: check each "
				"character. References have the form "
				"CR-2026-00042-K, and the last letter is "
				"worked out from the digits.",
				text);
		return NULL;
	}
	row = case_by_ref(ledger, ref, &problem);
	if (problem != NULL)
		g_propagate_error(error, problem);
	else if (row == NULL)
		(void)fault_set(error, FAULT_INPUT,
				"There is no case %s. \"postroom case list\" "
				"lists them all.",
				ref);
	return row;
}

gboolean
case_check_text(const char *text, GError **error)
{
	return text == NULL || g_utf8_validate(text, -1, NULL) ||
	       fault_set(error, FAULT_INPUT,
			 "What was typed is not UTF-8 text. Set the terminal "
			 "to UTF-8.");
}

char *
case_read_text(const char *typed, GError **error)
{
	g_autofree char *text = NULL;
	gsize size = 0;

	if (*typed != '@')
		text = g_strdup(typed);
	else
		text = text_read_file(g_str_equal(typed, "@-") ? "/dev/stdin"
							       : typed + 1,
				      LIMIT_TYPED_BYTES, &size, error);
	if (text == NULL || !case_check_text(text, error))
		return NULL;
	return g_strdup(g_strstrip(text));
}

/* A line break in a name could forge a line of the history. */
static gboolean
is_one_line(const char *name)
{
	g_autofree char *clean = text_clean(name, TRUE);

	return *name != '\0' && g_str_equal(clean, name) &&
	       strpbrk(name, "\r\n\t") == NULL;
}

gboolean
case_is_named(const struct call *call, const char *name)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(name ? name : ""));

	if (case_check_text(trimmed, NULL) && is_one_line(trimmed) &&
	    g_ascii_strcasecmp(trimmed, "postroom") != 0)
		return TRUE;
	fprintf(stderr, "postroom %s: Say who you are: --by \"Your Name\".\n",
		call->argv[0]);
	return FALSE;
}

struct post *
case_list_open(struct call *call, const char *summary, json_t **array,
	       int *status)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "print JSON", NULL},
		G_OPTION_ENTRY_NULL,
	};
	struct post *post;
	GError *error = NULL;

	*array = NULL;
	if (!cmd_options(call, entries, "", summary, status))
		return NULL;
	post = post_open(call->config, POST_READ_LEDGER, &error);
	if (post == NULL)
		*status = cmd_fail(call, error);
	else if (json)
		*array = json_array();
	return post;
}

int
case_list_close(struct call *call, gboolean done, json_t *array, GError *error)
{
	if (!done) {
		json_decref(array);
		return cmd_fail(call, error);
	}
	if (array != NULL)
		cmd_print_json(array);
	return 0;
}

json_t *
case_time_json(gint64 instant)
{
	g_autofree char *text = clock_rfc3339(instant);

	return text != NULL ? json_string(text) : json_null();
}

json_t *
case_text_json(const char *text)
{
	return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

json_t *
case_duty_json(const struct duty_row *duty, gboolean with_ref)
{
	g_autofree char *day = clock_iso(duty->due_day);
	json_t *object = json_object();

	if (with_ref)
		json_object_set_new(object, "ref", json_string(duty->ref));
	json_object_set_new(object, "kind", json_string(duty->kind));
	json_object_set_new(object, "provision", json_string(duty->provision));
	json_object_set_new(object, "due",
			    day != NULL ? json_string(day)
					: case_time_json(duty->due_at));
	json_object_set_new(object, "met", case_time_json(duty->met));
	return object;
}

static json_t *
duties_json(struct ledger *ledger, gint64 case_id, GError **error)
{
	g_autoptr(own_duty_each) each =
		duty_each_open(ledger, DUTIES_OF_CASE, case_id, error);
	GError *problem = NULL;
	json_t *array = json_array();

	while (each != NULL) {
		g_autoptr(own_duty_row) duty = duty_each_next(each, &problem);

		if (duty == NULL)
			break;
		if (duty->ended == TIME_NONE)
			json_array_append_new(array,
					      case_duty_json(duty, FALSE));
	}
	if (each != NULL && problem == NULL)
		return array;
	if (problem != NULL)
		g_propagate_error(error, problem);
	json_decref(array);
	return NULL;
}

static json_t *
flags_json(guint32 flags)
{
	json_t *array = json_array();
	enum flag flag;

	for (flag = 0; flag < FLAG_COUNT; flag++)
		if ((flags & FLAG_BIT(flag)) != 0)
			json_array_append_new(array,
					      json_string(flag_name(flag)));
	return array;
}

gboolean
case_is_unsure(const struct case_row *row)
{
	return !row->confirmed && row->proposed != CATEGORY_NONE &&
	       row->confidence < SUGGESTION_UNSURE;
}

json_t *
case_json(struct ledger *ledger, const struct case_row *row, GError **error)
{
	json_t *duties = duties_json(ledger, row->id, error);

	if (duties == NULL)
		return NULL;
	return json_pack(
		"{s:s, s:o, s:s, s:{s:s, s:s}, s:s, s:o, s:b, s:o, s:o, "
		"s:o, s:s, s:o}",
		"ref", row->ref, "received", case_time_json(row->received),
		"channel", row->channel, "from", "name", row->from_name,
		"address", row->from_address, "subject", row->subject,
		"category", case_text_json(category_name(row->category)),
		"confirmed", (int)row->confirmed, "ground",
		case_text_json(ground_name(row->ground)), "flags",
		flags_json(row->flags), "stage",
		row->stage > 0 ? json_integer(row->stage) : json_null(),
		"status", row->status, "duties", duties);
}

const char *
case_category_words(enum category category)
{
	return category == CATEGORY_NONE ? "could not be read"
					 : category_words(category);
}

static char *
distance(guint32 due, guint32 today)
{
	guint32 days = due > today ? due - today : today - due;

	if (days == 0)
		return g_strdup("today");
	if (days == 1)
		return g_strdup(due > today ? "tomorrow" : "1 day overdue");
	return g_strdup_printf(due > today ? "in %u days" : "%u days overdue",
			       days);
}

char *
case_due_words(const struct duty_row *duty, gint64 now)
{
	g_autofree char *words = NULL;
	g_autofree char *when = NULL;

	if (duty->due_day != DAY_NONE) {
		when = clock_words(duty->due_day);
		words = distance(duty->due_day, clock_day(now));
	} else {
		when = clock_short(duty->due_at);
		words = duty_is_overdue(duty, now)
				? g_strdup("overdue")
				: distance(clock_day(duty->due_at),
					   clock_day(now));
	}
	return g_strdup_printf("%s, %s", when, words);
}
