/*
 * Lists of the ways in which residents ask, from the letters of the corpus.
 * A sentence asks for something if it holds one of `asking`, or starts with
 * one of `opening`, and holds none of `courtesy`.
 */
#include "respond/asking.h"

#include <string.h>

#include "base/text.h"

/* A polite sentence that is longer tells something too. */
#define POLITE_CHARS 90

/* Say what is wanted from the first word on. */
static const char *const asking[] = {
	"i want",	   "we want",		"i would like",
	"we would like",   "i'd like",		"we'd like",
	"i'd also like",   "i would also like", "i am asking",
	"i'm asking",	   "we are asking",	"we ask that",
	"i ask that",	   "i ask please",	"i am looking for",
	"i expect you",	   "we expect you",	"i need you to",
	"we need you to",  "i wish you to",	"i am seeking",
	"i'm seeking",	   "i demand",		"we demand",
	"i request",	   "i insist",		"be grateful if",
	"be grateful for", "be obliged if",	"be obliged for",
	"all i ask",	   "all we ask",	"all i want",
	"all we want",	   "put this right by", "to put this right",
	"please ",	   "kindly ",		"now i want",
	"do us a favour",  "do me a favour",	NULL};

/* The same in the midst of a sentence, or of somebody else. */
static const char *const within[] = {
	" please.",	  " please!",	     " please?",    " please,",
	"he'd like",	  "she'd like",	     "they'd like", "he would like",
	"she would like", "they would like", "would like:", "would like to see",
	"please could",	  "could please",    NULL};

static const char *const opening[] = {
	"can you ",	"could you ",	  "will you ",	    "would you ",
	"can someone ", "can somebody ",  "could someone ", "could somebody ",
	"could the ",	"and could the ", "can the ",	    NULL};

static const char *const courtesy[] = {"please find",
				       "please see attached",
				       "please see below",
				       "please see the att",
				       "please note",
				       "please be aware",
				       "please do not hes",
				       "please don't hes",
				       "please accept",
				       "please read",
				       "please excuse",
				       "please do not reply",
				       "please don't reply",
				       "please contact me if",
				       "please consider the env",
				       "please register",
				       "please log this",
				       "please treat this",
				       "please take this as",
				       "please look at the att",
				       "there is no ",
				       "i want to tell you",
				       "i want you to know",
				       "i want to let you know",
				       "i want to thank",
				       "i want to say",
				       "i would like to tell you",
				       "i would like to thank",
				       "i'd like to thank",
				       "i would like to say",
				       "if you would like",
				       "if you want",
				       "want this on record",
				       "they say ",
				       "yes please",
				       NULL};

static const char *const polite[] = {
	"thank you",	"thanks",	   "many thanks",  "i have a question",
	"i hope you",	"hope you",	   "good morning", "good afternoon",
	"good evening", "hope this finds", "hiya",	   NULL};

static gboolean
has_any(const char *text, const char *const *list)
{
	for (guint i = 0; list[i]; i++)
		if (strstr(text, list[i]))
			return TRUE;
	return FALSE;
}

static gboolean
starts_with_any(const char *text, const char *const *list)
{
	for (guint i = 0; list[i]; i++)
		if (g_str_has_prefix(text, list[i]))
			return TRUE;
	return FALSE;
}

/* Lower case, with straight apostrophes. */
static char *
plain(const char *sentence)
{
	g_autofree char *lower = text_lower(sentence);
	GString *text;

	if (strstr(lower, "\xe2") == NULL)
		return g_steal_pointer(&lower);
	text = g_string_new(lower);
	g_string_replace(text, "\u2019", "'", 0);
	return g_string_free(text, FALSE);
}

/* "I want to complain" asks for a complaint, which this already is. */
static gboolean
complains_only(const char *lower)
{
	static const char *const more[] = {" and ",	" so that ", "refund",
					   "compensat", "apolog",    "repair",
					   NULL};
	static const char *const complain[] = {
		"complain",  "escalate",     "stage 2", "stage two",
		"on record", "second stage", NULL};

	return has_any(lower, complain) && !has_any(lower, more);
}

gboolean
asking_for(const char *sentence)
{
	g_autofree char *text = plain(sentence);

	return (has_any(text, asking) || has_any(text, within) ||
		starts_with_any(text, opening)) &&
	       !has_any(text, courtesy) && !complains_only(text);
}

gboolean
asking_begins(const char *sentence)
{
	g_autofree char *text = plain(sentence);

	return starts_with_any(text, asking) || starts_with_any(text, opening);
}

gboolean
asking_of_complaint(const char *sentence)
{
	static const char *const about[] = {
		"complain about", "complain against", "complaint about",
		"complaint against", NULL};
	g_autofree char *text = plain(sentence);

	return has_any(text, about);
}

gboolean
asking_to_complain(const char *sentence)
{
	static const char *const wishes[] = {
		"i wish to ",	       "we wish to ",
		"i want to ",	       "we want to ",
		"i would like to ",    "i'd like to ",
		"we would like to ",   "we'd like to ",
		"i want this ",	       "please treat this",
		"please log ",	       "please register ",
		"please take this as", NULL};
	static const char *const about[] = {
		" about ", " because", " against ", " since ",	 " that ",
		" of ",	   ":",	       " for ",	    "regarding", NULL};
	g_autofree char *text = plain(sentence);

	return starts_with_any(text, wishes) && complains_only(text) &&
	       !has_any(text, about);
}

gboolean
asking_politely(const char *sentence)
{
	g_autofree char *text = plain(sentence);

	return starts_with_any(text, polite) &&
	       g_utf8_strlen(text, -1) <= POLITE_CHARS &&
	       !strstr(text, "for nothing") && !strstr(text, " but ");
}
