/*
 * The half of "postroom submit" that takes what was said to staff.
 */
#ifndef CMD_SUBMIT_TOLD_H
#define CMD_SUBMIT_TOLD_H

#include "cmd/cmd.h"
#include "desk/told.h"

/* Puts what was told into the spool; the words are in argv. text of told is
 * filled in here. The exit status; what fails is printed. */
int submit_told(struct call *call, struct told *told);

#endif
