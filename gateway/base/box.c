/*
 * seccomp, Landlock and resource limits for the current process: the narrow
 * box of the reader, then the wider one of the programs that read scans.
 * Nothing here can be undone.
 */
#include "base/box.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
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

/* What the programs may do with files they did not write. */
#define LOOK                                                         \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | \
	 LANDLOCK_ACCESS_FS_READ_DIR)
#define READ_ONLY (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* And with those in their folder: plain files and no folders. */
#define SPECIAL                                                        \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |   \
	 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | \
	 LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_DIR | \
	 LANDLOCK_ACCESS_FS_MAKE_SYM)
#define NULL_DEVICE \
	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

/* A path that is not there need not be allowed. */
static gboolean
allow_path(int rules, const char *path, guint64 rights)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = rights};
	gboolean done;

	beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return errno == ENOENT;
	done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		       &beneath, 0) == 0;
	close(beneath.parent_fd);
	return done;
}

static gboolean
allow_paths(int rules, const char *folder, guint64 all)
{
	static const struct {
		const char *path;
		guint64 rights;
	} paths[] = {
		{"/usr/bin", LOOK},
		{"/usr/lib", LOOK},
		{"/usr/lib64", LOOK},
		{"/usr/share", READ_ONLY},
		{"/lib", LOOK},
		{"/lib64", LOOK},
		{"/bin", LOOK},
		{"/etc/ld.so.cache", LANDLOCK_ACCESS_FS_READ_FILE},
		{"/etc/fonts", READ_ONLY},
		{"/dev/null", NULL_DEVICE},
	};
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(paths); i++)
		if (!allow_path(rules, paths[i].path, paths[i].rights))
			return FALSE;
	return allow_path(rules, folder, all & ~(guint64)SPECIAL);
}

/* Leaves the system's programs to read and run, and one folder to write. */
static gboolean
narrow_paths(const char *folder, GError **error)
{
	struct landlock_ruleset_attr rights = {0};
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
			       LANDLOCK_CREATE_RULESET_VERSION);
	gboolean done;
	int rules;

	if (version < 1)
		return fault_set(error, FAULT_SETUP,
				 "This kernel has no Landlock, so files from "
				 "outside cannot be opened in safety. Switch "
				 "it on (lsm=landlock,… at boot).");
	rights.handled_access_fs = landlock_rights((int)version);
	rules = (int)syscall(SYS_landlock_create_ruleset, &rights,
			     sizeof(rights.handled_access_fs), 0);
	done = rules >= 0 &&
	       allow_paths(rules, folder, rights.handled_access_fs) &&
	       syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (!done)
		fault_errno(error, errno,
			    "Cannot close the box to other files");
	if (rules >= 0)
		close(rules);
	return done;
}

static gboolean
limit(int resource, rlim_t most)
{
	struct rlimit limits = {most, most};

	return setrlimit((__rlimit_resource_t)resource, &limits) == 0;
}

static gboolean
limit_memory(gsize bytes)
{
#ifdef BOX_LOOSE
	/* The sanitizers reserve terabytes of addresses. */
	(void)bytes;
	return TRUE;
#else
	return limit(RLIMIT_AS, bytes);
#endif
}

static gboolean
set_limits(const struct box_limits *limits, GError **error)
{
	gboolean done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
			limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 16) &&
			limit(RLIMIT_CPU, limits->cpu_seconds);

	if (!done || !limit_memory(limits->memory))
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

/* Loads a filter unless something failed while it was made, and lets go of
 * it. */
static gboolean
load_filter(scmp_filter_ctx filter, int done, GError **error)
{
	if (done == 0)
		done = seccomp_load(filter);
	if (filter != NULL)
		seccomp_release(filter);
	if (done != 0)
		return fault_errno(error, -done,
				   "Cannot close the reader's box (seccomp)");
	return TRUE;
}

static gboolean
give_up_privileges(GError **error)
{
	if (prctl(PR_SET_DUMPABLE, 0) == 0 &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		return TRUE;
	return fault_errno(error, errno,
			   "Cannot give up the reader's privileges");
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
	return load_filter(filter, done, error);
}

gboolean
box_enter(const struct box_limits *limits, int *landlock, GError **error)
{
	int version;

	if (!set_limits(limits, error) || !give_up_privileges(error))
		return FALSE;
	version = close_paths();
	if (landlock != NULL)
		*landlock = version;
	return close_calls(error);
}

/* What no program that reads a picture needs: the network, other processes,
 * the kernel's rarer and more dangerous doors, and leaving its group, by
 * which it is ended. */
static const int forbidden[] = {
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept4),
	SCMP_SYS(kill),
	SCMP_SYS(tkill),
#ifndef BOX_LOOSE
	SCMP_SYS(tgkill),
	SCMP_SYS(ptrace),
#endif
	SCMP_SYS(rt_sigqueueinfo),
	SCMP_SYS(rt_tgsigqueueinfo),
	SCMP_SYS(pidfd_open),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(process_madvise),
	SCMP_SYS(setpriority),
	SCMP_SYS(setsid),
	SCMP_SYS(setpgid),
	SCMP_SYS(personality),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(move_mount),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(name_to_handle_at),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(keyctl),
	SCMP_SYS(shmget),
	SCMP_SYS(shmat),
	SCMP_SYS(msgget),
	SCMP_SYS(semget),
	SCMP_SYS(mq_open),
	SCMP_SYS(kexec_load),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
};

/* Refused, and not killed for it: some look for a name server and go on. */
static gboolean
forbid_calls(GError **error)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int done = filter == NULL ? -ENOMEM : 0;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(forbidden) && done == 0; i++)
		done = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
					forbidden[i], 0);
	/* prlimit64 on oneself is how limits are read. */
	if (done == 0)
		done = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
					SCMP_SYS(prlimit64), 1,
					SCMP_A0(SCMP_CMP_NE, 0));
	return load_filter(filter, done, error);
}

static gboolean
limit_programs(const struct box_limits *limits, GError **error)
{
	gboolean done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 64) &&
			limit(RLIMIT_FSIZE, limits->file_bytes) &&
			limit(RLIMIT_CPU, limits->cpu_seconds);

	done = done && limit_memory(limits->memory);
	return done ||
	       fault_errno(error, errno, "Cannot limit what a scan may use up");
}

gboolean
box_enter_programs(const struct box_limits *limits, const char *folder,
		   GError **error)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	return limit_programs(limits, error) && give_up_privileges(error) &&
	       narrow_paths(folder, error) && forbid_calls(error);
}
