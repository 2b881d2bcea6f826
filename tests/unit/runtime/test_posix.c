/* <unistd.h>, <fcntl.h>, <sys/stat.h>: the same calls on the runtime's functions,
 * over files in memory, and on the host's, over files in a directory. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../../../runtime/include/runtime.h"
#include "rt.h"

RT(open);
RT(creat);
RT(close);
RT(read);
RT(write);
RT(pread);
RT(pwrite);
RT(lseek);
RT(dup);
RT(dup2);
RT(fcntl);
RT(ftruncate);
RT(fsync);
RT(fdatasync);
RT(isatty);
RT(unlink);
RT(rmdir);
RT(mkdir);
RT(access);
RT(fdopen);
RT(fileno);
RT(fopen);
RT(freopen);
RT(fclose);
RT(fputs);
RT(fgets);
RT(fflush);
RT(sleep);
RT(nanosleep);
RT(sysconf);
extern FILE runtime_stdout, runtime_stderr, runtime_stdin;

/* The runtime's, which is not the host's. */
struct our_stat {
	unsigned long device, number, links;
	unsigned mode, user, group;
	unsigned long special;
	long size, block_size, blocks;
	struct {
		long long seconds;
		long nanoseconds;
	} accessed, modified, changed;
};
/* What POSIX has no more. */
int rt_usleep(unsigned microseconds);

int rt_stat(const char *name, struct our_stat *to);
int rt_lstat(const char *name, struct our_stat *to);
int rt_fstat(int descriptor, struct our_stat *to);

#define OUR_OPEN_MAX 64

/* ---- A kernel with files in memory ---- */

#define FILES      3
#define CONTENT    (1 << 16)
#define HANDLE_MAX 100

struct content {
	char name[8];
	bool exists;
	size_t size;
	unsigned char bytes[CONTENT];
};

static struct content contents[2 * FILES];
static struct handle {
	struct content *content;
	size_t at;
	bool appends;
} handles[HANDLE_MAX];

/* What hooks answer, if it is not 0; and whether the kernel has those that it may have. */
static int answer;
static bool has_hooks;
static char asked[64];

static struct content *find(const char *name)
{
	for (size_t i = 0; i < 2 * FILES; i++)
		if (contents[i].exists && strcmp(contents[i].name, name) == 0)
			return &contents[i];
	return NULL;
}

static ptrdiff_t file_read(void *object, void *to, size_t size_bytes)
{
	struct handle *handle = object;
	size_t left = handle->at < handle->content->size ? handle->content->size - handle->at : 0;
	size_t part = left < size_bytes ? left : size_bytes;

	memcpy(to, handle->content->bytes + handle->at, part);
	handle->at += part;
	return (ptrdiff_t)part;
}

static ptrdiff_t file_write(void *object, const void *from, size_t size_bytes)
{
	struct handle *handle = object;
	struct content *content = handle->content;

	if (answer != 0)
		return -answer;
	if (handle->appends)
		handle->at = content->size;
	assert_true(handle->at + size_bytes <= CONTENT);
	if (handle->at > content->size)
		memset(content->bytes + content->size, 0, handle->at - content->size);
	memcpy(content->bytes + handle->at, from, size_bytes);
	handle->at += size_bytes;
	if (handle->at > content->size)
		content->size = handle->at;
	return (ptrdiff_t)size_bytes;
}

static int64_t file_seek(void *object, int64_t offset, int from)
{
	struct handle *handle = object;
	int64_t base = from == SEEK_SET   ? 0
	               : from == SEEK_CUR ? (int64_t)handle->at
	                                  : (int64_t)handle->content->size;

	if (base + offset < 0)
		return -EINVAL;
	handle->at = (size_t)(base + offset);
	return base + offset;
}

static int file_close(void *object)
{
	*(struct handle *)object = (struct handle){ NULL, 0, false };
	return answer;
}

static struct content *make(const char *name)
{
	for (size_t i = 0; i < 2 * FILES; i++) {
		bool used = contents[i].exists;

		for (size_t h = 0; h < HANDLE_MAX; h++)
			used |= handles[h].content == &contents[i];
		if (used)
			continue;
		contents[i] = (struct content){ .exists = true };
		snprintf(contents[i].name, sizeof contents[i].name, "%s", name);
		return &contents[i];
	}
	fail_msg("too many files");
	return NULL;
}

int runtime_open(const char *name, int mode, struct runtime_file *file)
{
	struct content *content = find(name);
	struct handle *handle = handles;

	if (content && (mode & RUNTIME_OPEN_EXCLUSIVE) != 0)
		return EEXIST;
	if (!content && (mode & RUNTIME_OPEN_CREATE) == 0)
		return ENOENT;
	if (!content)
		content = make(name);
	if ((mode & RUNTIME_OPEN_TRUNCATE) != 0)
		content->size = 0;
	while (handle->content)
		handle++;
	*handle = (struct handle){ content, 0, (mode & RUNTIME_OPEN_APPEND) != 0 };
	*file = (struct runtime_file){ handle, file_read, file_write, file_seek, file_close };
	return 0;
}

int runtime_remove(const char *name)
{
	struct content *content = find(name);

	if (!content)
		return ENOENT;
	content->exists = false;
	return 0;
}

ptrdiff_t runtime_read(int stream, char *to, size_t size_bytes)
{
	assert_int_equal(stream, RUNTIME_STDIN);
	memcpy(to, "input", size_bytes < 5 ? size_bytes : 5);
	return (ptrdiff_t)(size_bytes < 5 ? size_bytes : 5);
}

/* ---- What it may have ---- */

int runtime_truncate(const struct runtime_file *file, int64_t size_bytes)
{
	struct content *content = ((struct handle *)file->object)->content;

	if (!has_hooks)
		return ENOSYS;
	if ((size_t)size_bytes > content->size)
		memset(content->bytes + content->size, 0, (size_t)size_bytes - content->size);
	content->size = (size_t)size_bytes;
	return 0;
}

int runtime_stat(const char *name, struct runtime_status *to)
{
	if (!has_hooks)
		return ENOSYS;
	if (strcmp(name, "directory") != 0)
		return ENOENT;
	*to = (struct runtime_status){
		.size_bytes = 1025,
		.number = 17,
		.mode = 0040500,
		.modified_seconds = 1000,
		.modified_nanoseconds = 5,
	};
	return 0;
}

int runtime_fstat(const struct runtime_file *file, struct runtime_status *to)
{
	(void)file;
	if (!has_hooks)
		return ENOSYS;
	*to = (struct runtime_status){ .size_bytes = 99, .mode = 0100444, .number = 3 };
	return 0;
}

int runtime_sleep(int64_t seconds, uint32_t nanoseconds)
{
	if (!has_hooks)
		return ENOSYS;
	snprintf(asked, sizeof asked, "%lld.%09u", (long long)seconds, nanoseconds);
	return 0;
}

static void set_up(void)
{
	memset(contents, 0, sizeof contents);
	memset(handles, 0, sizeof handles);
	answer = 0;
	has_hooks = false;
	hooks_reset();
}
AROUND_EACH_TEST(set_up, NULL);

static void add_heap(void)
{
	static char heap[1 << 18];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

/* ---- Both at once ---- */

#define PAIRS 8

static struct {
	int ours, host; /* -1: closed */
} pairs[PAIRS];
static char directory[] = "/tmp/posix.XXXXXX";

/* The path of a file for the host. */
static const char *path_of(const char *name)
{
	static char path[64];

	snprintf(path, sizeof path, "%s/%s", directory, name);
	return path;
}

static const char *random_name(void)
{
	return (const char *[FILES]){ "a", "b", "c" }[random_below(FILES)];
}

/* Results, and errno where they are -1. */
static void expect(const char *what, long ours, long host)
{
	int our_errno = ours == -1 ? *runtime_errno() : 0, host_errno = host == -1 ? errno : 0;

	if (ours != host || our_errno != host_errno)
		fail_msg("%s: %ld (%d), the host's %ld (%d)", what, ours, our_errno, host,
		         host_errno);
}

/* open's answers are numbers, which differ. */
static void open_pair(size_t i)
{
	static const int flags[] = { O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_CLOEXEC, O_NOCTTY };
	int how = (int)random_below(3);
	const char *name = random_name();

	for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
		if (random_below(2) != 0)
			how |= flags[f];
	if ((how & (O_CREAT | O_EXCL)) == O_EXCL)
		how &= ~O_EXCL; /* the host's answer is not defined */
	pairs[i].host = open(path_of(name), how, 0600);
	pairs[i].ours = rt_open(name, how, 0600);
	expect("open", pairs[i].ours < 0 ? -1 : 0, pairs[i].host < 0 ? -1 : 0);
}

static void close_pair(size_t i)
{
	expect("close", rt_close(pairs[i].ours), close(pairs[i].host));
	pairs[i].ours = pairs[i].host = -1;
}

static void write_pair(size_t i)
{
	unsigned char block[200];
	size_t size = random_below(sizeof block);
	long at = (long)random_below(3000) - 100;

	for (size_t b = 0; b < size; b++)
		block[b] = (unsigned char)random_below(256);
	if (random_below(2) != 0)
		expect("write", rt_write(pairs[i].ours, block, size),
		       write(pairs[i].host, block, size));
	else if ((fcntl(pairs[i].host, F_GETFL) & O_APPEND) == 0) /* where Linux is not POSIX */
		expect("pwrite", rt_pwrite(pairs[i].ours, block, size, at),
		       pwrite(pairs[i].host, block, size, at));
}

static void read_pair(size_t i)
{
	unsigned char ours[200] = { 0 }, host[200] = { 0 };
	size_t size = random_below(sizeof ours);
	long at = (long)random_below(3000) - 100;

	if (random_below(2) != 0)
		expect("read", rt_read(pairs[i].ours, ours, size), read(pairs[i].host, host, size));
	else
		expect("pread", rt_pread(pairs[i].ours, ours, size, at),
		       pread(pairs[i].host, host, size, at));
	assert_memory_equal(ours, host, sizeof ours);
}

static void seek_pair(size_t i)
{
	int from = (int)random_below(3);
	long offset = (long)random_below(3000) - 1000;

	expect("lseek", rt_lseek(pairs[i].ours, offset, from), lseek(pairs[i].host, offset, from));
}

static void dup_pair(size_t i)
{
	size_t other = random_below(PAIRS);

	if (pairs[other].ours < 0) {
		pairs[other].ours = rt_dup(pairs[i].ours);
		pairs[other].host = dup(pairs[i].host);
		expect("dup", pairs[other].ours < 0 ? -1 : 0, pairs[other].host < 0 ? -1 : 0);
	} else {
		expect("dup2", rt_dup2(pairs[i].ours, pairs[other].ours) == pairs[other].ours,
		       dup2(pairs[i].host, pairs[other].host) == pairs[other].host);
	}
}

static void measure_pair(size_t i)
{
	struct our_stat ours = { 0 };
	struct stat host = { 0 };
	long size = (long)random_below(2000) - 20;

	expect("fstat", rt_fstat(pairs[i].ours, &ours), fstat(pairs[i].host, &host));
	assert_int_equal(ours.size, host.st_size);
	assert_int_equal(ours.mode & 0170000, host.st_mode & S_IFMT);
	has_hooks = true;
	/* a file that is only read: EINVAL there too */
	expect("ftruncate", rt_ftruncate(pairs[i].ours, size), ftruncate(pairs[i].host, size));
	has_hooks = false;
	int flags = rt_fcntl(pairs[i].ours, F_GETFL);
	expect("fcntl", flags,
	       flags < 0 ? fcntl(pairs[i].host, F_GETFL)
	                 : fcntl(pairs[i].host, F_GETFL) & (O_ACCMODE | O_APPEND));
	expect("isatty", rt_isatty(pairs[i].ours) - 1, isatty(pairs[i].host) - 1);
}

static void use_names(size_t i)
{
	const char *name = random_name();
	struct our_stat ours = { 0 };
	struct stat host = { 0 };

	(void)i;
	expect("stat", rt_stat(name, &ours), stat(path_of(name), &host));
	assert_int_equal(ours.size, host.st_size);
	assert_int_equal(ours.mode & 0170700, host.st_mode & 0170700);
	expect("lstat", rt_lstat(name, &ours), lstat(path_of(name), &host));
	expect("access", rt_access(name, R_OK | W_OK), access(path_of(name), R_OK | W_OK));
	expect("access", rt_access(name, 64), access(path_of(name), 64));
	if (random_below(4) == 0)
		expect("unlink", rt_unlink(name), unlink(path_of(name)));
}

static void act(void)
{
	static void (*const acts[])(size_t pair) = {
		open_pair, write_pair, write_pair, read_pair,    read_pair,
		seek_pair, dup_pair,   close_pair, measure_pair, use_names,
	};
	size_t i = random_below(PAIRS), what = random_below(10);

	if (acts[what] == open_pair && pairs[i].ours >= 0)
		close_pair(i);
	acts[what](i);
}

TEST(descriptors_behave_as_the_hosts)
{
	assert_non_null(mkdtemp(directory));
	for (size_t i = 0; i < PAIRS; i++)
		pairs[i].ours = pairs[i].host = -1;
	for (int round = 0; round < 20000; round++)
		act();
	for (size_t i = 0; i < PAIRS; i++)
		close_pair(i);
	for (size_t i = 0; i < FILES; i++)
		unlink(path_of((const char *[FILES]){ "a", "b", "c" }[i]));
	assert_int_equal(rmdir(directory), 0);
	for (size_t i = 0; i < HANDLE_MAX; i++)
		assert_null(handles[i].content); /* each was closed, once */
}

/* ---- What the host has not ---- */

TEST(the_console_has_three_numbers)
{
	char bytes[8] = "";
	struct our_stat status;

	assert_int_equal(rt_read(0, bytes, 3), 3);
	assert_string_equal(bytes, "inp");
	assert_int_equal(rt_write(1, "out ", 4), 4);
	assert_int_equal(rt_write(2, "error", 5), 5);
	assert_string_equal(hooks_text, "out error");
	assert_int_equal(rt_write(0, "x", 1), -1);
	assert_int_equal(*runtime_errno(), EBADF);
	assert_int_equal(rt_lseek(1, 0, SEEK_CUR), -1);
	assert_int_equal(*runtime_errno(), ESPIPE);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(rt_isatty(i), 1);
		assert_int_equal(rt_fstat(i, &status), 0);
		assert_int_equal(status.mode, 0020600);
	}
	assert_int_equal(rt_fileno(&runtime_stdin), 0);
	assert_int_equal(rt_fileno(&runtime_stdout), 1);
	assert_int_equal(rt_fileno(&runtime_stderr), 2);
}

TEST(numbers_end)
{
	int last = 2;

	for (int i = 3; i < OUR_OPEN_MAX; i++)
		assert_int_equal(rt_creat("a", 0600), last = i);
	assert_int_equal(rt_open("a", O_RDONLY), -1);
	assert_int_equal(*runtime_errno(), EMFILE);
	assert_int_equal(rt_dup(3), -1);
	assert_int_equal(*runtime_errno(), EMFILE);
	assert_int_equal(rt_sysconf(_SC_OPEN_MAX), last + 1);
	for (int i = 3; i < OUR_OPEN_MAX; i++)
		assert_int_equal(rt_close(i), 0);
	for (size_t i = 0; i < HANDLE_MAX; i++)
		assert_null(handles[i].content);
}

TEST(a_stream_and_its_descriptor_are_one_file)
{
	char line[16];
	FILE *stream = rt_fopen("a", "w+");
	int number = rt_fileno(stream);

	assert_int_equal(number, 3);
	assert_int_equal(rt_fileno(stream), 3);
	rt_fputs("by stream\n", stream);
	assert_int_equal(rt_fflush(stream), 0);
	assert_int_equal(rt_write(number, "by number\n", 10), 10);
	assert_int_equal(rt_lseek(number, 0, SEEK_SET), 0);
	assert_string_equal(rt_fgets(line, sizeof line, stream), "by stream\n");
	assert_string_equal(rt_fgets(line, sizeof line, stream), "by number\n");
	assert_int_equal(rt_fclose(stream), 0);
	assert_int_equal(rt_close(number), -1);
	assert_null(handles[0].content);

	number = rt_open("a", O_RDONLY);
	stream = rt_fdopen(number, "w");
	assert_null(stream);
	assert_int_equal(*runtime_errno(), EINVAL);
	stream = rt_fdopen(number, "r");
	assert_int_equal(rt_fileno(stream), number);
	assert_string_equal(rt_fgets(line, sizeof line, stream), "by stream\n");
	answer = EIO; /* the kernel's close says */
	assert_int_equal(rt_fclose(stream), EOF);
	assert_int_equal(*runtime_errno(), EIO);
	assert_null(rt_fdopen(number, "r"));
	assert_int_equal(*runtime_errno(), EBADF);
}

TEST(errors_are_the_kernels)
{
	int number = rt_creat("a", 0600);

	answer = ENOSPC;
	assert_int_equal(rt_write(number, "x", 1), -1);
	assert_int_equal(*runtime_errno(), ENOSPC);
	assert_int_equal(rt_close(number), -1);
	assert_int_equal(*runtime_errno(), ENOSPC);
	answer = 0;
	for (size_t i = 0; i < 4; i++) {
		int flag = (int[]){ O_NONBLOCK, O_SYNC, O_DIRECTORY, O_ACCMODE }[i];

		assert_int_equal(rt_open("a", flag), -1);
		assert_int_equal(*runtime_errno(), EINVAL);
	}
	assert_int_equal(rt_lseek(1, 0, 7), -1);
	number = rt_creat("a", 0600);
	assert_int_equal(rt_lseek(number, 0, 7), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_int_equal(rt_fcntl(number, 99), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_int_equal(rt_fcntl(number, F_SETFD, FD_CLOEXEC), 0);
	rt_close(number);
}

TEST(what_a_kernel_lacks_is_told)
{
	struct timespec second = { 1, 0 };
	int number = rt_creat("a", 0600);

	*runtime_errno() = 0;
	assert_int_equal(rt_sleep(3), 3);
	assert_int_equal(*runtime_errno(), ENOSYS);
#define LACKS(call) \
	do { \
		*runtime_errno() = 0; \
		assert_int_equal(call, -1); \
		assert_int_equal(*runtime_errno(), ENOSYS); \
	} while (0)
	LACKS(rt_usleep(1));
	LACKS(rt_nanosleep(&second, NULL));
	LACKS(rt_mkdir("d", 0700));
	LACKS(rt_fsync(number));
	LACKS(rt_fdatasync(number));
	LACKS(rt_ftruncate(number, 1));
	rt_close(number);
}

TEST(hooks_are_asked)
{
	struct our_stat status;
	struct timespec time = { 5, 7 }, rest = { 1, 1 }, bad = { 0, 1000000000 };
	int number = rt_creat("a", 0600);

	has_hooks = true;
	assert_int_equal(rt_stat("directory", &status), 0);
	assert_int_equal(status.mode, 0040500);
	assert_int_equal(status.size, 1025);
	assert_int_equal(status.blocks, 3);
	assert_int_equal(status.number, 17);
	assert_int_equal(status.modified.seconds, 1000);
	assert_int_equal(status.modified.nanoseconds, 5);
	assert_int_equal(rt_access("directory", R_OK | X_OK), 0);
	assert_int_equal(rt_access("directory", W_OK), -1);
	assert_int_equal(*runtime_errno(), EACCES);
	assert_int_equal(rt_stat("a", &status), -1);
	assert_int_equal(*runtime_errno(), ENOENT);
	assert_int_equal(rt_fstat(number, &status), 0);
	assert_int_equal(status.size, 99);
	assert_int_equal(rt_sleep(3), 0);
	assert_string_equal(asked, "3.000000000");
	assert_int_equal(rt_usleep(1500000), 0);
	assert_string_equal(asked, "1.500000000");
	assert_int_equal(rt_nanosleep(&time, &rest), 0);
	assert_string_equal(asked, "5.000000007");
	assert_true(rest.tv_sec == 0 && rest.tv_nsec == 0);
	assert_int_equal(rt_nanosleep(&bad, NULL), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	rt_close(number);
}
