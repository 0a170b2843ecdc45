/*
 * seccomp, Landlock and resource limits for the current process. Nothing
 * here can be undone.
 */
#include "base/box.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fault.h"

#if defined(__SANITIZE_ADDRESS__)
#define BOX_LOOSE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BOX_LOOSE 1
#endif
#endif

/* Landlock's file rights by version: 13, then REFER, TRUNCATE, IOCTL_DEV. */
static guint64
landlock_rights(int version)
{
	guint64 rights = 0x1fff;

	if (version >= 2)
		rights |= G_GUINT64_CONSTANT(1) << 13;
	if (version >= 3)
		rights |= G_GUINT64_CONSTANT(1) << 14;
	if (version >= 5)
		rights |= G_GUINT64_CONSTANT(1) << 15;
	return rights;
}

/* Takes away every path. The kernel's version, 0 if it has no Landlock. */
static int
close_paths(void)
{
	struct landlock_ruleset_attr rights = {0};
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
			       LANDLOCK_CREATE_RULESET_VERSION);
	long fd;
	long done;

	if (version < 1)
		return 0;
	rights.handled_access_fs = landlock_rights((int)version);
	fd = syscall(SYS_landlock_create_ruleset, &rights,
		     sizeof(rights.handled_access_fs), 0);
	if (fd < 0)
		return 0;
	done = syscall(SYS_landlock_restrict_self, (int)fd, 0);
	close((int)fd);
	return done == 0 ? (int)version : 0;
}

static gboolean
limit(int resource, rlim_t most)
{
	struct rlimit limits = {most, most};

	return setrlimit((__rlimit_resource_t)resource, &limits) == 0;
}

static gboolean
set_limits(const struct box_limits *limits, GError **error)
{
	gboolean done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
			limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 16) &&
			limit(RLIMIT_CPU, limits->cpu_seconds);

#ifndef BOX_LOOSE
	/* The sanitizers reserve terabytes of addresses. */
	done = done && limit(RLIMIT_AS, limits->memory);
#endif
	if (!done)
		return fault_errno(error, errno,
				   "Cannot limit the reader's resources");
	return TRUE;
}

/* What computing and two pipes need. */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(getrandom),
	SCMP_SYS(futex),
	SCMP_SYS(newfstatat),
	SCMP_SYS(fstat),
	SCMP_SYS(gettid),
	SCMP_SYS(getpid),
	SCMP_SYS(tgkill),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(restart_syscall),
#ifdef BOX_LOOSE
	SCMP_SYS(mprotect),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(sched_yield),
	SCMP_SYS(close),
	SCMP_SYS(getppid),
	SCMP_SYS(prctl),
	SCMP_SYS(getrusage),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(mmap),
#endif
};

/* Memory yes, but none that can be run. */
static int
allow_memory(scmp_filter_ctx filter)
{
#ifdef BOX_LOOSE
	(void)filter;
	return 0;
#else
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
#endif
}

static gboolean
close_calls(GError **error)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int done = filter == NULL ? -ENOMEM : 0;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(allowed) && done == 0; i++)
		done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	if (done == 0)
		done = allow_memory(filter);
	if (done == 0)
		done = seccomp_load(filter);
	if (filter != NULL)
		seccomp_release(filter);
	if (done != 0)
		return fault_errno(error, -done,
				   "Cannot close the reader's box (seccomp)");
	return TRUE;
}

gboolean
box_enter(const struct box_limits *limits, int *landlock, GError **error)
{
	int version;

	if (!set_limits(limits, error))
		return FALSE;
	if (prctl(PR_SET_DUMPABLE, 0) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fault_errno(error, errno,
				   "Cannot give up the reader's privileges");
	version = close_paths();
	if (landlock != NULL)
		*landlock = version;
	return close_calls(error);
}
