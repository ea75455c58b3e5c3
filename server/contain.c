/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Containment: the process takes from itself what it does not need, so that whoever takes it over
 * through a fault in libmicrohttpd or in ours cannot write files, start programs, reach other
 * machines or make memory executable.
 *
 *   Landlock (kernel 5.13; the kernel's documentation, userspace-api/landlock.rst) holds for a
 *   thread and those made after; so it comes first. Reading stays allowed, because keys are read
 *   again on SIGHUP, name resolution reads files, and the figures of the process are in /proc.
 *   From version 4 on it also refuses connecting to TCP ports.
 *   seccomp (libseccomp) holds for all threads at once (TSYNC); so it comes last, when threads,
 *   sockets and mappings are there. It is a list of what is allowed; all else gives EPERM: a
 * library that tries a newer call falls back, and a test can see it. Arguments are looked at where
 * the call is needed in one form only: open without writing, mmap and mprotect without executing.
 *
 * The list holds what libuv, libmicrohttpd, the C library and the log use while serving and while
 * stopping. Sanitizers and valgrind need more: `contain = off` is for them.
 *
 * Not here: the uid, the root directory, limits on memory and processes; they are the service
 * manager's (docs/operations.md).
 */
#include "contain.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- capabilities ---------------------------------------------------------------------------- */

/* Keeps those of the mask, of those that are there. */
static bool keep_capabilities(uint32_t mask) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {{0}};
    if (syscall(SYS_capget, &header, data))
        return false;
    data[0].effective &= mask;
    data[0].permitted &= mask;
    data[0].inheritable = 0;
    data[1] = (struct __user_cap_data_struct){0};
    return !syscall(SYS_capset, &header, data);
}

/* ---- Landlock -------------------------------------------------------------------------------- */

/* Names that the headers of Debian bookworm do not have yet; the numbers are the kernel's. */
#define FS_REFER (1ull << 13) /* version 2 */
#define FS_TRUNCATE (1ull << 14) /* version 3 */
#define NET_CONNECT_TCP (1ull << 1) /* version 4 */

typedef struct landlock_rules { /* struct landlock_ruleset_attr of version 4 */
    uint64_t files, net;
} landlock_rules;

static landlock_rules rules_of(int version) {
    landlock_rules rules = {.files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                     LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM};
    if (version >= 2)
        rules.files |= FS_REFER;
    if (version >= 3)
        rules.files |= FS_TRUNCATE;
    if (version >= 4)
        rules.net = NET_CONNECT_TCP;
    return rules;
}

bool contain_files(int *landlock) {
    *landlock = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || !keep_capabilities(1u << CAP_NET_BIND_SERVICE))
        return false;
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) /* no such kernel, or switched off: as good as not there */
        return true;
    landlock_rules rules = rules_of((int)version);
    size_t size = version >= 4 ? sizeof rules : sizeof rules.files;
    long set = syscall(SYS_landlock_create_ruleset, &rules, size, 0u);
    if (set < 0)
        return false;
    /* No rule is added: what is handled is refused everywhere. */
    long result = syscall(SYS_landlock_restrict_self, (int)set, 0u);
    close((int)set);
    *landlock = result ? 0 : (int)version;
    return !result;
}

/* ---- seccomp --------------------------------------------------------------------------------- */

static const int ALLOWED[] = {
    /* sockets that are there */
    SCMP_SYS(accept4),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(shutdown),
    SCMP_SYS(listen), /* a smaller backlog, while stopping */
    SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(sendfile),
    /* descriptors */
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fcntl),
    SCMP_SYS(ioctl),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    /* waiting */
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(futex),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    /* memory */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    /* time, chance, signals, itself */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(alarm),
    SCMP_SYS(setitimer),
    SCMP_SYS(tgkill),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

static bool allow_reading(scmp_filter_ctx filter) {
    const struct scmp_arg_cmp flags =
        SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY);
    const struct scmp_arg_cmp old_flags =
        SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY);
    return !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, flags) &&
           !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, old_flags);
}

static bool allow_memory(scmp_filter_ctx filter) {
    const struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    return !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, data) &&
           !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data);
}

/* To a worker's process: never to another machine. */
static bool allow_pairs(scmp_filter_ctx filter) {
    const struct scmp_arg_cmp local = SCMP_A0(SCMP_CMP_EQ, AF_UNIX);
    return !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 1, local);
}

/* Reading its own limits, not setting them. */
static bool allow_limits(scmp_filter_ctx filter) {
    const struct scmp_arg_cmp none = SCMP_A2(SCMP_CMP_EQ, 0);
    return !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, none) &&
           !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(getrlimit), 0);
}

static bool load_filter(scmp_filter_ctx filter) {
    for (size_t i = 0; i < sizeof ALLOWED / sizeof ALLOWED[0]; i++) {
        int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, ALLOWED[i], 0);
        if (result && result != -EDOM) /* EDOM: this processor's kernel has no such call */
            return false;
    }
    return allow_reading(filter) && allow_memory(filter) && allow_limits(filter) &&
           allow_pairs(filter) && !seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) &&
           !seccomp_load(filter);
}

bool contain_calls(void) {
    keep_capabilities(0);
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    bool loaded = load_filter(filter);
    seccomp_release(filter);
    return loaded;
}

/* ---- the proof ------------------------------------------------------------------------------- */

/* EPERM is the filter's own: without it each of these fails otherwise, or does no harm. */
static bool refused(long result) {
    return result < 0 && errno == EPERM;
}

static bool cannot_open_for_writing(void) {
    int file = open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool is = refused(file);
    if (file >= 0)
        close(file);
    return is;
}

static bool cannot_make_socket(void) {
    int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is = refused(made);
    if (made >= 0)
        close(made);
    return is;
}

static bool cannot_make_executable(void) {
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page != MAP_FAILED)
        munmap(page, 4096);
    return page == MAP_FAILED && errno == EPERM;
}

const char *contain_prove(void) {
    static char *const nothing[] = {NULL};
    if (!cannot_open_for_writing())
        return "a file can be opened for writing";
    if (!cannot_make_socket())
        return "a socket can be made";
    if (!refused(execve("/", nothing, nothing))) /* EACCES: a directory */
        return "a program can be started";
    if (!refused(syscall(SYS_clone, CLONE_SIGHAND, 0, 0, 0, 0))) /* EINVAL: without CLONE_VM */
        return "a process can be made";
    if (!cannot_make_executable())
        return "memory can be made executable";
    return NULL;
}
