/* A letter with all that a page has to cope with, for the tests of pages. */
#ifndef UNIT_RESPOND_PAGE_SAMPLE_H
#define UNIT_RESPOND_PAGE_SAMPLE_H

#include "respond/page.h"

#define SAMPLE_ADDRESS              \
	"Mrs Amina Okafor\n"        \
	"Flat 12, Bluebell Court\n" \
	"27 Long Meadow Road\n"     \
	"Springfield\n"             \
	"SP1 2AB"

#define SAMPLE_TEXT                                                            \
	"Dear Mrs Okafor\n\n"                                                  \
	"We received your complaint on 19 November 2026. We have logged it "   \
	"at stage 1 of our complaints process.\n\n"                            \
	"We are sorry that you have had to complain. This letter says what "   \
	"we understand your complaint to be, and what we will do next.\n\n"    \
	"# What your complaint is about\n\n"                                   \
	"1. The boiler in your flat has not worked since 3 November, and "     \
	"nobody came to either of the two appointments made with you.\n"       \
	"2. Nobody has rung you back, although you asked for it in each of "   \
	"your three calls.\n\n"                                                \
	"In your own words:\n\n"                                               \
	"> I have been without heating for three weeks now and nobody seems "  \
	"to care. I rang on the 5th, the 9th and the 12th.\n"                  \
	"> \n"                                                                 \
	"> # I want the boiler mended.\n"                                      \
	"> - and somebody to ring me\n\n"                                      \
	"# What we are responsible for\n\n"                                    \
	"We are responsible for the heating and hot water in your home, for "  \
	"keeping appointments, and for how we treated you on the telephone. "  \
	"We are not responsible for the electricity that you have used for "   \
	"the heaters, but we will look at whether we should help with it.\n\n" \
	"# When we will answer\n\n"                                            \
	"We will send you our full response by 3 December 2026. If we need "   \
	"longer than that, we will write to you before that day to say why, "  \
	"and when you will have our response.\n\n"                             \
	"# The Housing Ombudsman Service\n\n"                                  \
	"You have the right to contact the Housing Ombudsman Service at any "  \
	"time, also while we are dealing with your complaint. It is free "     \
	"and independent of us.\n\n"                                           \
	"Housing Ombudsman Service\n"                                          \
	"PO Box 1484, Unit D, Preston PR2 0ET\n"                               \
	"Telephone: 0300 111 3000\n\n"                                         \
	"Yours sincerely\n\n"                                                  \
	"Complaints Officer\n"                                                 \
	"Meadowbrook Housing Association\n"

static const struct page_spec sample = {
	.address = SAMPLE_ADDRESS,
	.sender = "Meadowbrook Housing Association\n1 Meadow Lane\n"
		  "Springfield SP1 9ZZ\nTelephone 0161 496 0000\n"
		  "help@meadowbrook.example",
	.date = "22 November 2026",
	.ref = "CR-2026-00042-K",
	.title = "Your complaint, reference CR-2026-00042-K",
	.language = "en-GB",
	.text = SAMPLE_TEXT,
	.points = 12,
};

#endif
