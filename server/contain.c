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
 *   seccomp (the kernel's userspace-api/seccomp_filter.rst) holds for all threads at once (TSYNC);
 *   so it comes last, when threads, sockets and mappings are there. It is a list of what is
 *   allowed; all else gives EPERM: a library that tries a newer call falls back, and a test can see
 *   it. Arguments are looked at where the call is needed in one form only: open without writing,
 *   mmap and mprotect without executing.
 *
 * The filter is written here, in an array of fixed size, and not by libseccomp: out of memory,
 * that library (2.5) may crash, never come back, or load another filter than it was asked for, and
 * a program that cannot start should say so. The kernel answers calls that are allowed whatever
 * their arguments from a bitmap of its own (5.11), so the length of the list costs nothing.
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
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
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

static const uint32_t ALLOWED[] = {
    /* sockets that are there */
    __NR_accept4,
    __NR_recvfrom,
    __NR_recvmsg,
    __NR_sendto,
    __NR_sendmsg,
    __NR_shutdown,
    __NR_listen, /* a smaller backlog, while stopping */
    __NR_getsockname,
    __NR_getpeername,
    __NR_getsockopt,
    __NR_setsockopt,
    __NR_sendfile,
    /* descriptors */
    __NR_read,
    __NR_readv,
    __NR_pread64,
    __NR_write,
    __NR_writev,
    __NR_close,
    __NR_lseek,
    __NR_fcntl,
    __NR_ioctl,
    __NR_fstat,
    __NR_newfstatat,
    __NR_statx,
    __NR_faccessat,
    __NR_readlinkat,
    __NR_getdents64,
    /* waiting */
    __NR_epoll_pwait,
    __NR_epoll_ctl,
    __NR_epoll_create1,
    __NR_ppoll,
    __NR_futex,
    __NR_nanosleep,
    __NR_clock_nanosleep,
    __NR_sched_yield,
    __NR_restart_syscall,
    /* memory */
    __NR_brk,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    /* time, chance, signals, itself */
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_gettimeofday,
    __NR_getrandom,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_setitimer,
    __NR_tgkill,
    __NR_getpid,
    __NR_gettid,
    __NR_getuid,
    __NR_geteuid,
    __NR_getgid,
    __NR_getegid,
    __NR_getrusage,
    __NR_getrlimit,
    __NR_sysinfo,
    __NR_uname,
    __NR_sched_getaffinity,
    __NR_set_robust_list,
    __NR_rseq,
    __NR_exit,
    __NR_exit_group,
#ifdef __NR_open /* the older calls, which newer processors do not have */
    __NR_stat,
    __NR_lstat,
    __NR_access,
    __NR_readlink,
    __NR_epoll_wait,
    __NR_poll,
    __NR_time,
    __NR_alarm,
#endif
};

#if defined(__x86_64__)
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define PROCESSOR AUDIT_ARCH_AARCH64
#else
#error "the numbers of this processor's system calls are not known here"
#endif
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the low half of an argument is first");

#define WRITES (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND)

/* Calls that are allowed where an argument, as far as the mask goes, has one value. */
static const struct {
    uint32_t call, argument;
    uint64_t mask, value;
} ALLOWED_WITH[] = {
    {__NR_openat, 2, WRITES, O_RDONLY},
#ifdef __NR_open
    {__NR_open, 1, WRITES, O_RDONLY},
#endif
    {__NR_mmap, 2, PROT_EXEC, 0}, {__NR_mprotect, 2, PROT_EXEC, 0},
    {__NR_socketpair, 0, UINT32_MAX, AF_UNIX}, /* to a worker's process: never to a machine */
    {__NR_prlimit64, 2, UINT64_MAX, 0}, /* reading its own limits, not setting them */
};

enum {
    CALLS = sizeof ALLOWED / sizeof ALLOWED[0],
    CALLS_WITH = sizeof ALLOWED_WITH / sizeof ALLOWED_WITH[0],
    STEPS = 4 + 2 * CALLS + 9 * CALLS_WITH + 1
};

typedef struct program {
    struct sock_filter steps[STEPS];
    unsigned short size;
} program;

static void load_word(program *made, size_t offset) {
    made->steps[made->size++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset);
}

/* Goes on with the next step if it is the value, else after `others` more. */
static void unless_skip(program *made, uint32_t value, uint8_t others) {
    made->steps[made->size++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, others);
}

static void answer(program *made, uint32_t action) {
    made->steps[made->size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action);
}

static void keep_bits(program *made, uint32_t mask) {
    made->steps[made->size++] = (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask);
}

static const uint32_t REFUSED = SECCOMP_RET_ERRNO | EPERM;

static void allow_with(program *made, size_t i) {
    size_t at = offsetof(struct seccomp_data, args) + 8 * ALLOWED_WITH[i].argument;
    unless_skip(made, ALLOWED_WITH[i].call, 8); /* all that follows */
    load_word(made, at);
    keep_bits(made, (uint32_t)ALLOWED_WITH[i].mask);
    unless_skip(made, (uint32_t)ALLOWED_WITH[i].value, 4);
    load_word(made, at + 4);
    keep_bits(made, (uint32_t)(ALLOWED_WITH[i].mask >> 32));
    unless_skip(made, (uint32_t)(ALLOWED_WITH[i].value >> 32), 1);
    answer(made, SECCOMP_RET_ALLOW);
    answer(made, REFUSED);
}

/* Calls of another processor's kind (32 bits) have other numbers: whoever makes one ends. */
static void write_filter(program *made) {
    made->size = 0;
    load_word(made, offsetof(struct seccomp_data, arch));
    made->steps[made->size++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR, 1, 0);
    answer(made, SECCOMP_RET_KILL_PROCESS);
    load_word(made, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++) {
        unless_skip(made, ALLOWED[i], 1);
        answer(made, SECCOMP_RET_ALLOW);
    }
    for (size_t i = 0; i < CALLS_WITH; i++)
        allow_with(made, i);
    answer(made, REFUSED);
}

bool contain_calls(void) {
    program made;
    keep_capabilities(0);
    write_filter(&made);
    const struct sock_fprog filter = {.len = made.size, .filter = made.steps};
    return !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
           !syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
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
