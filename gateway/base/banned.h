/*
 * Functions that nobody here may call, put in front of every source file by
 * the compiler's command line: each is a known way to overrun a buffer, to
 * cut a text in silence, or to depend on the locale.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison strtok atoi atol atof system popen tmpnam mktemp
#pragma GCC poison localtime gmtime ctime asctime

#endif
