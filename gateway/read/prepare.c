/*
 * What the libraries load when they are first used, loaded before the box is
 * closed, after which nothing can be.
 */
#include "read/charset.h"
#include "read/form.h"
#include "read/part.h"
#include "read/read.h"
#include "read/thread.h"

void
read_prepare(void)
{
	form_prepare();
	charset_prepare();
	mime_prepare();
	thread_prepare();
}
