/* Stands between a test and the C library: fails the n-th call of a kind on files below one folder, or
 * records what is done to them, so that a test can replay it as a power cut would have left it. Loaded with
 * LD_PRELOAD into a test that runs in one thread; it is no part of the program.
 *
 * The test speaks to it by opening paths that begin with CONTROL; the answer is what is read from there:
 *   root/PATH        the folder whose files count; nothing fails and nothing is recorded any more
 *   fail/KIND/N/HOW  the N-th call of KIND fails, from 1; HOW: 0 that one alone, 1 all from there on
 *   pass             nothing fails any more; gives "FIRED COUNT" of the kind
 *   record/PATH      records into a file
 *   note/TEXT        writes a line into the record
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char CONTROL[] = "/liseuse-faults/";
enum kind { OPEN, READ, WRITE, SYNC, SIZE, NAME, ALLOCATE, NONE };
static const char *const KINDS[] = {"open", "read", "write", "sync", "size", "name", "allocate"};

static char root[PATH_MAX];
static size_t root_length;
static enum kind failing = NONE;
static long fails_at, count, fired;
static int and_after;
static int record = -1;
static char below[1024]; /* whether a descriptor is of a file below the root */
static __thread int is_test;


static int inside(const char *path) {
    return root_length && strncmp(path, root, root_length) == 0
           && (path[root_length] == '/' || path[root_length] == 0);
}

static int inside_fd(int fd) { return fd >= 0 && fd < (int)sizeof below && below[fd]; }

static int fails(enum kind kind) {
    if (kind != failing || !is_test) return 0;
    count++;
    if (count == fails_at || (and_after && count > fails_at)) {
        fired++;
        return 1;
    }
    return 0;
}

static void put(const void *bytes, size_t length) {
    while (length) {
        long done = syscall(SYS_write, record, bytes, length);
        if (done <= 0) _exit(99);
        bytes = (const char *)bytes + done;
        length -= done;
    }
}

static const char *name_in_root(const char *path) {
    return path[root_length] ? path + root_length + 1 : ".";
}

__attribute__((format(printf, 1, 2))) static void tell(const char *format, ...) {
    if (record < 0) return;
    char line[2 * PATH_MAX + 100];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    put(line, length);
}

static unsigned long inode(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

static int answer(const char *text) {
    int fd = syscall(SYS_memfd_create, "answer", 0);
    syscall(SYS_write, fd, text, strlen(text));
    syscall(SYS_lseek, fd, 0L, SEEK_SET);
    return fd;
}

static int control(const char *command) {
    char text[100] = "done", kind[20];
    is_test = 1;
    if (strncmp(command, "root/", 5) == 0) {
        snprintf(root, sizeof root, "%s", command + 5);
        root_length = strlen(root);
        failing = NONE;
        if (record >= 0) syscall(SYS_close, record);
        record = -1;
    } else if (sscanf(command, "fail/%19[a-z]/%ld/%d", kind, &fails_at, &and_after) == 3) {
        count = fired = 0;
        for (failing = OPEN; failing < NONE && strcmp(KINDS[failing], kind) != 0;) failing++;
        if (failing == NONE) _exit(98);
    } else if (strcmp(command, "pass") == 0) {
        failing = NONE;
        snprintf(text, sizeof text, "%ld %ld", fired, count);
    } else if (strncmp(command, "record/", 7) == 0) {
        record = syscall(SYS_openat, AT_FDCWD, command + 7, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    } else if (strncmp(command, "note/", 5) == 0) {
        tell("note %s\n", command + 5);
    } else {
        _exit(97);
    }
    return answer(text);
}

static int open_file(int folder, const char *path, int flags, mode_t mode) {
    if (strncmp(path, CONTROL, sizeof CONTROL - 1) == 0) return control(path + sizeof CONTROL - 1);
    if (!inside(path)) return syscall(SYS_openat, folder, path, flags, mode);
    if (fails(OPEN)) {
        errno = EIO;
        return -1;
    }
    struct stat before;
    int is_new = (flags & O_CREAT) && lstat(path, &before) != 0;
    int fd = syscall(SYS_openat, folder, path, flags, mode);
    if (fd >= 0 && fd < (int)sizeof below) {
        below[fd] = 1;
        if (is_new) tell("create %lu %s\n", inode(fd), name_in_root(path));
        else if (flags & O_TRUNC) tell("size %lu 0\n", inode(fd));
    }
    return fd;
}

#define MODE(flags, mode)                                                                                    \
    mode_t mode = 0;                                                                                         \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                   \
        va_list arguments;                                                                                   \
        va_start(arguments, flags);                                                                          \
        mode = va_arg(arguments, mode_t);                                                                    \
        va_end(arguments);                                                                                   \
    }

int open(const char *path, int flags, ...) { MODE(flags, mode) return open_file(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return open_file(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags, mode) return open_file(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags, mode) return open_file(folder, path, flags, mode); }

int close(int fd) {
    if (inside_fd(fd)) below[fd] = 0;
    return syscall(SYS_close, fd);
}

ssize_t read(int fd, void *to, size_t length) {
    if (inside_fd(fd) && fails(READ)) { errno = EIO; return -1; }
    return syscall(SYS_read, fd, to, length);
}

ssize_t pread64(int fd, void *to, size_t length, off64_t at) {
    if (inside_fd(fd) && fails(READ)) { errno = EIO; return -1; }
    return syscall(SYS_pread64, fd, to, length, at);
}
ssize_t pread(int fd, void *to, size_t length, off_t at) { return pread64(fd, to, length, at); }

/* A write that fails has done half of it, as on a disk that runs full. */
static ssize_t write_at(int fd, const void *bytes, size_t length, off64_t at) {
    int failed = fails(WRITE);
    if (failed) length /= 2;
    long done = length ? syscall(SYS_pwrite64, fd, bytes, length, at) : 0;
    if (done > 0 && record >= 0) {
        tell("write %lu %ld %ld\n", inode(fd), (long)at, done);
        put(bytes, done);
        put("\n", 1);
    }
    if (failed) { errno = ENOSPC; return -1; }
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    if (!inside_fd(fd)) return syscall(SYS_pwrite64, fd, bytes, length, at);
    return write_at(fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

ssize_t write(int fd, const void *bytes, size_t length) {
    if (!inside_fd(fd)) return syscall(SYS_write, fd, bytes, length);
    off64_t at = syscall(SYS_lseek, fd, 0L, SEEK_CUR);
    ssize_t done = write_at(fd, bytes, length, at);
    if (done > 0) syscall(SYS_lseek, fd, at + done, SEEK_SET);
    return done;
}

/* Nothing is synchronised in truth: no power is cut here, and the tests are a hundred times faster. */
static int synchronise(int fd) {
    if (!inside_fd(fd)) return syscall(SYS_fsync, fd);
    if (fails(SYNC)) { errno = EIO; return -1; }
    struct stat found;
    if (fstat(fd, &found) == 0 && S_ISDIR(found.st_mode)) tell("names\n");
    else tell("sync %lu\n", inode(fd));
    return 0;
}
int fsync(int fd) { return synchronise(fd); }
int fdatasync(int fd) { return synchronise(fd); }

int ftruncate64(int fd, off64_t length) {
    if (inside_fd(fd) && fails(SIZE)) { errno = EIO; return -1; }
    int done = syscall(SYS_ftruncate, fd, length);
    if (done == 0 && inside_fd(fd)) tell("size %lu %ld\n", inode(fd), (long)length);
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int unlink(const char *path) {
    if (inside(path) && fails(NAME)) { errno = EIO; return -1; }
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (done == 0 && inside(path)) tell("remove %s\n", name_in_root(path));
    return done;
}

int rename(const char *from, const char *to) {
    if (inside(from) && fails(NAME)) { errno = EIO; return -1; }
    int done = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (done == 0 && inside(from)) tell("move %s/%s\n", name_in_root(from), name_in_root(to));
    return done;
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    if (inside(from) && fails(NAME)) { errno = EIO; return -1; }
    int done = syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    if (done == 0 && inside(from)) tell("link %s/%s\n", name_in_root(from), name_in_root(to));
    return done;
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

/* Copies in the kernel would pass by: the standard library then reads and writes. */
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t length, unsigned flags) {
    (void)from, (void)at, (void)to, (void)to_at, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) {
    (void)to, (void)from, (void)at, (void)length;
    errno = ENOSYS;
    return -1;
}

/* Rust has another allocator in this test, so what is left is SQLite's. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t size) {
    if (fails(ALLOCATE)) { errno = ENOMEM; return NULL; }
    return __libc_malloc(size);
}
void *calloc(size_t number, size_t size) {
    if (fails(ALLOCATE)) { errno = ENOMEM; return NULL; }
    return __libc_calloc(number, size);
}
void *realloc(void *old, size_t size) {
    if (fails(ALLOCATE)) { errno = ENOMEM; return NULL; }
    return __libc_realloc(old, size);
}
