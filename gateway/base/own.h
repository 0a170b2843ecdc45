/*
 * Scope-bound ownership. OWN_TYPE(spool, spool_close) makes
 * g_autoptr(own_spool) close a struct spool when it leaves scope.
 * It is for headers that hand out a struct which the caller must free.
 */
#ifndef BASE_OWN_H
#define BASE_OWN_H

#include <glib.h>

#define OWN_TYPE(name, free_function)   \
	typedef struct name own_##name; \
	G_DEFINE_AUTOPTR_CLEANUP_FUNC(own_##name, free_function)

#endif
