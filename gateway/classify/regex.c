/*
 * PCRE2 behind limits. The matching context, the JIT stack and the clock are
 * shared by all patterns, since one thread uses them.
 */
#include "classify/regex.h"

#include <pcre2.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "classify/branch.h"

#define MAX_PATTERN 65536
#define MAX_NESTING 50
#define CALLS_PER_LOOK 256

struct regex {
	pcre2_code *code;
	gboolean ready;	  /* compiled for this machine, at its first use, */
	gboolean direct;  /* and may be run without PCRE2's own checks */
	gboolean clocked; /* looks at the clock */
};

/* One for the process: made at first use, and kept. */
static struct {
	pcre2_compile_context *compile;
	pcre2_match_context *context;
	pcre2_match_data *match;
	gint64 until;
	guint calls;
} shared;

static int
look_at_clock(pcre2_callout_block *block, void *data)
{
	(void)block;
	(void)data;
	if (++shared.calls % CALLS_PER_LOOK)
		return 0;
	return g_get_monotonic_time() > shared.until ? PCRE2_ERROR_CALLOUT : 0;
}

static void
prepare(void)
{
	if (shared.context)
		return;
	shared.compile = pcre2_compile_context_create(NULL);
	pcre2_set_max_pattern_length(shared.compile, MAX_PATTERN);
	pcre2_set_parens_nest_limit(shared.compile, MAX_NESTING);
	shared.context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(shared.context, LIMIT_REGEX_MATCH);
	pcre2_set_depth_limit(shared.context, LIMIT_REGEX_MATCH);
	pcre2_set_heap_limit(shared.context, LIMIT_REGEX_HEAP_KB);
	pcre2_set_callout(shared.context, look_at_clock, NULL);
	shared.match = pcre2_match_data_create(1, NULL);
	pcre2_jit_stack *stack =
		pcre2_jit_stack_create(32 * 1024, 1024 * 1024, NULL);
	pcre2_jit_stack_assign(shared.context, NULL, stack);
}

/* True if the repeat at c has no upper end. */
static gboolean
is_endless(const char *c)
{
	if (*c == '*' || *c == '+')
		return TRUE;
	const char *end = *c == '{' ? strchr(c, '}') : NULL;
	return end && end[-1] == ',';
}

static const char *
after_atom(const char *c)
{
	if (*c == '[')
		return branch_after_set(c);
	return c + (c[0] == '\\' && c[1] ? 2 : 1);
}

/* True if an endless repeat is of a group that holds one, or if there are
 * more than two of any character. */
static gboolean
repeats_nest(const char *pattern)
{
	gboolean holds[MAX_NESTING + 2] = {FALSE};
	guint depth = 0;
	guint any = 0;
	for (const char *c = pattern; *c;) {
		const char *atom = c;
		c = after_atom(c);
		if (*atom == '(' && ++depth > MAX_NESTING)
			return TRUE;
		if (*atom == '(')
			holds[depth] = FALSE;
		gboolean endless = is_endless(c);
		gboolean nested = *atom == ')' && holds[depth];
		if (endless && nested)
			return TRUE;
		any += endless && *atom == '.';
		if (*atom == ')' && depth)
			depth--;
		holds[depth] |= endless || nested;
	}
	return any > 2;
}

/* Only what the match limit stops late pays for the clock. */
static gboolean
needs_clock(const char *pattern)
{
	return repeats_nest(pattern) || strstr(pattern, "(?R") ||
	       strstr(pattern, "(?0");
}

static pcre2_code *
compile(const char *pattern, uint32_t more, GError **error)
{
	prepare();
	int number = 0;
	PCRE2_SIZE offset = 0;
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
			   PCRE2_NO_UTF_CHECK | more;
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
			      options, &number, &offset, shared.compile);
	if (code)
		return code;
	PCRE2_UCHAR why[160];
	pcre2_get_error_message(number, why, sizeof why);
	fault_set(error, FAULT_SETUP,
		  "the pattern is not understood near \"%.20s\": %s.",
		  pattern + MIN(offset, strlen(pattern)), (const char *)why);
	return NULL;
}

gboolean
regex_check(const char *pattern, GError **error)
{
	pcre2_code *code =
		compile(pattern,
			PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS |
				PCRE2_NO_DOTSTAR_ANCHOR,
			error);
	pcre2_code_free(code);
	return code != NULL;
}

struct regex *
regex_new(const char *pattern, GError **error)
{
	gboolean clocked = needs_clock(pattern);
	pcre2_code *code =
		compile(pattern, clocked ? PCRE2_AUTO_CALLOUT : 0, error);
	if (!code)
		return NULL;
	struct regex *regex = g_new0(struct regex, 1);
	regex->code = code;
	regex->clocked = clocked;
	return regex;
}

void
regex_free(struct regex *regex)
{
	if (!regex)
		return;
	pcre2_code_free(regex->code);
	g_free(regex);
}

enum regex_result
regex_find(struct regex *regex, const char *text, gsize from, gsize to,
	   gsize span[2])
{
	if (!regex->ready)
		regex->direct =
			!pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
	regex->ready = TRUE;
	shared.calls = 0;
	if (regex->clocked)
		shared.until = g_get_monotonic_time() + LIMIT_REGEX_MS * 1000;
	int (*run)(const pcre2_code *, PCRE2_SPTR, PCRE2_SIZE, PCRE2_SIZE,
		   uint32_t, pcre2_match_data *, pcre2_match_context *) =
		regex->direct ? pcre2_jit_match : pcre2_match;
	int found = run(regex->code, (PCRE2_SPTR)text, to, from,
			regex->direct ? 0 : PCRE2_NO_UTF_CHECK, shared.match,
			shared.context);
	if (found == PCRE2_ERROR_NOMATCH)
		return REGEX_NO;
	if (found < 0)
		return REGEX_LIMIT;
	PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(shared.match);
	span[0] = ovector[0];
	span[1] = ovector[1];
	return REGEX_YES;
}
