/* <stdio.h>'s files: the same calls on the runtime's and on the host's, and
 * what a kernel's own functions are asked. */
#include <errno.h>

#include "rt.h"

/* the numbers are the runtime's: Linux's */
RT(tmpfile);
RT(fclose);
RT(fputc);
RT(fputs);
RT(fwrite);
RT(fread);
RT(fgetc);
RT(fgets);
RT(ungetc);
RT(fseek);
RT(ftell);
RT(rewind);
RT(fflush);
RT(feof);
RT(ferror);
RT(clearerr);
RT(setvbuf);
RT(fprintf);
RT(fscanf);
RT(scanf);
RT(getchar);
RT(fopen);
RT(remove);
RT(rename);
RT(tmpnam);
RT(exit);
extern int *runtime_errno(void);
extern FILE runtime_stdout, runtime_stdin;
void heap_add_region(void *base, size_t size_bytes);

/* ---- A kernel with one file, of which each thing that is asked is written
 * down ---- */

struct runtime_file {
	void *object;
	ptrdiff_t (*read)(void *object, void *to, size_t size_bytes);
	ptrdiff_t (*write)(void *object, const void *from, size_t size_bytes);
	int64_t (*seek)(void *object, int64_t offset, int from);
	int (*close)(void *object);
};

static char content[4096];
static size_t content_size, content_at;
static char asked[512];
static int answer; /* of every function, if it is not 0 */
static const char *input = "";

static void ask(const char *what, long value)
{
	size_t length = strlen(asked);

	snprintf(asked + length, sizeof asked - length, "%s %ld;", what, value);
}

static ptrdiff_t file_read(void *object, void *to, size_t size_bytes)
{
	size_t left = content_size - content_at, part = size_bytes < left ? size_bytes : left;

	(void)object;
	ask("read", (long)size_bytes);
	if (answer != 0)
		return -answer;
	memcpy(to, content + content_at, part);
	content_at += part;
	return (ptrdiff_t)part;
}

/* At most 100 bytes at a time. */
static ptrdiff_t file_write(void *object, const void *from, size_t size_bytes)
{
	size_t part = size_bytes < 100 ? size_bytes : 100;

	(void)object;
	ask("write", (long)size_bytes);
	if (answer != 0)
		return -answer;
	memcpy(content + content_at, from, part);
	content_at += part;
	if (content_at > content_size)
		content_size = content_at;
	return (ptrdiff_t)part;
}

static int64_t file_seek(void *object, int64_t offset, int from)
{
	(void)object;
	ask("seek", (long)offset);
	content_at = (size_t)(offset + (from == SEEK_SET   ? 0
	                                : from == SEEK_CUR ? (int64_t)content_at
	                                                   : (int64_t)content_size));
	return (int64_t)content_at;
}

static int file_close(void *object)
{
	(void)object;
	ask("close", 0);
	return answer;
}

int runtime_open(const char *name, int mode, struct runtime_file *file);
FILE *runtime_open_stream(const struct runtime_file *file, const char *mode);
int runtime_remove(const char *name);
ptrdiff_t runtime_read(int stream, char *to, size_t size_bytes);

int runtime_open(const char *name, int mode, struct runtime_file *file)
{
	if (strcmp(name, "the file") != 0)
		return ENOENT;
	ask("open", mode);
	*file = (struct runtime_file){ NULL, file_read, file_write, file_seek, file_close };
	content_at = 0;
	return 0;
}

int runtime_remove(const char *name)
{
	return strcmp(name, "the file") == 0 ? 0 : ENOENT;
}

ptrdiff_t runtime_read(int stream, char *to, size_t size_bytes)
{
	size_t size = strlen(input) < size_bytes ? strlen(input) : size_bytes;

	assert_int_equal(stream, 0);
	memcpy(to, input, size);
	input += size;
	return (ptrdiff_t)size;
}

static void set_up(void)
{
	content_size = content_at = 0;
	asked[0] = '\0';
	answer = 0;
	hooks_reset();
}
AROUND_EACH_TEST(set_up, NULL);

static void add_heap(void)
{
	static char heap[1 << 20];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

/* ---- Both at once ---- */

struct pair {
	FILE *ours, *host;
	bool reading;
	int last; /* what can be put back; EOF: nothing */
};

static void turn(struct pair *pair, bool reading)
{
	if (pair->reading != reading) {
		assert_int_equal(rt_fseek(pair->ours, 0, SEEK_CUR), 0);
		assert_int_equal(fseek(pair->host, 0, SEEK_CUR), 0);
	}
	pair->reading = reading;
	pair->last = EOF;
}

static void write_both(struct pair *pair)
{
	char block[3000];
	size_t size = random_below(random_below(8) == 0 ? sizeof block : 20);

	turn(pair, false);
	for (size_t i = 0; i < size; i++)
		block[i] = "ab\n\xff"[random_below(4)];
	assert_int_equal(rt_fwrite(block, 1, size, pair->ours), fwrite(block, 1, size, pair->host));
	assert_int_equal(rt_fputc('x', pair->ours), fputc('x', pair->host));
}

static void read_both(struct pair *pair)
{
	static char ours[3000], host[3000];
	size_t size = random_below(random_below(8) == 0 ? sizeof ours : 20);

	turn(pair, true);
	assert_int_equal(rt_fread(ours, 1, size, pair->ours), fread(host, 1, size, pair->host));
	assert_memory_equal(ours, host, size);
	pair->last = fgetc(pair->host);
	assert_int_equal(rt_fgetc(pair->ours), pair->last);
}

static void line_of_both(struct pair *pair)
{
	char ours[30] = "", host[30] = "";
	int size = 2 + (int)random_below(28);

	turn(pair, true);
	assert_int_equal(rt_fgets(ours, size, pair->ours) != NULL,
	                 fgets(host, size, pair->host) != NULL);
	assert_string_equal(ours, host);
}

static void seek_both(struct pair *pair)
{
	int from = (int[]){ SEEK_SET, SEEK_CUR, SEEK_END }[random_below(3)];
	long offset = (long)random_below(4000) - 1500;

	assert_int_equal(rt_fseek(pair->ours, offset, from), fseek(pair->host, offset, from));
	pair->last = EOF;
}

static void push_back(struct pair *pair)
{
	if (pair->last != EOF) {
		assert_int_equal(rt_ungetc('?', pair->ours), ungetc('?', pair->host));
		assert_int_equal(rt_ftell(pair->ours), ftell(pair->host));
		assert_int_equal(rt_fgetc(pair->ours), fgetc(pair->host));
	}
	pair->last = EOF;
}

TEST(files_behave_as_the_hosts)
{
	for (int round = 0; round < 60; round++) {
		struct pair pair = { rt_tmpfile(), tmpfile(), false, EOF };
		int mode = (int[]){ _IOFBF, _IOLBF, _IONBF }[round % 3];

		assert_int_equal(rt_setvbuf(pair.ours, NULL, round % 3, 0), 0);
		setvbuf(pair.host, NULL, mode, BUFSIZ);
		for (int i = 0; i < 300; i++) {
			static void (*const acts[])(struct pair *) = {
				write_both, read_both, line_of_both, seek_both, push_back,
			};

			acts[random_below(5)](&pair);
			assert_int_equal(rt_ftell(pair.ours), ftell(pair.host));
			assert_int_equal(rt_feof(pair.ours) != 0, feof(pair.host) != 0);
			assert_int_equal(rt_ferror(pair.ours) != 0, ferror(pair.host) != 0);
		}
		assert_int_equal(rt_fclose(pair.ours), 0);
		fclose(pair.host);
	}
}

/* ---- The kernel's side ---- */

TEST(writes_wait_in_the_buffer)
{
	FILE *file = rt_fopen("the file", "w");

	rt_fprintf(file, "%s %d\n", "line", 1);
	assert_string_equal(asked, "open 14;");
	assert_int_equal(rt_ftell(file), 7);
	assert_int_equal(rt_fflush(NULL), 0);
	assert_string_equal(asked, "open 14;seek 0;write 7;");
	for (int i = 0; i < 500; i++)
		rt_fputs("abc", file);
	assert_int_equal(rt_fclose(file), 0);
	assert_int_equal(content_size, 1507);
	assert_memory_equal(content, "line 1\nabcabc", 13);
	assert_memory_equal(content + 1501, "abcabc", 6);
}

TEST(every_mode_is_told)
{
	static const struct {
		const char *mode;
		int bits;
	} modes[] = {
		{ "r", 1 },    { "rb", 1 },  { "r+", 3 }, { "w", 14 },  { "w+b", 15 },
		{ "wb+", 15 }, { "wx", 30 }, { "a", 38 }, { "a+", 39 },
	};
	static const char *const bad[] = { "", "x", "+", "rx", "ax", "rw", "r " };

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		char expected[40];

		asked[0] = '\0';
		rt_fclose(rt_fopen("the file", modes[i].mode));
		snprintf(expected, sizeof expected, "open %d;close 0;", modes[i].bits);
		assert_string_equal(asked, expected);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		*runtime_errno() = 0;
		assert_null(rt_fopen("the file", bad[i]));
		assert_int_equal(*runtime_errno(), EINVAL);
	}
	assert_null(rt_fopen("another", "r"));
	assert_int_equal(*runtime_errno(), ENOENT);
}

TEST(errors_are_told)
{
	char bytes[4];
	FILE *file = rt_fopen("the file", "r+");

	answer = EIO;
	assert_int_equal(rt_fread(bytes, 1, 4, file), 0);
	assert_int_equal(*runtime_errno(), EIO);
	assert_true(rt_ferror(file) && !rt_feof(file));
	rt_clearerr(file);
	assert_false(rt_ferror(file));
	answer = ENOSPC;
	assert_int_equal(rt_fputs("text", file), 0);
	assert_int_equal(rt_fflush(file), EOF);
	assert_int_equal(*runtime_errno(), ENOSPC);
	rt_setvbuf(file, NULL, 1, 0);
	assert_int_equal(rt_fclose(file), EOF);
	answer = 0;

	file = rt_fopen("the file", "r");
	assert_int_equal(rt_fputc('x', file), EOF);
	assert_int_equal(*runtime_errno(), EBADF);
	assert_true(rt_ferror(file));
	rt_fclose(file);
	file = rt_fopen("the file", "w");
	assert_int_equal(rt_fgetc(file), EOF);
	assert_true(rt_ferror(file));
	rt_fclose(file);
}

TEST(unbuffered_writes_go_at_once)
{
	FILE *file = rt_fopen("the file", "w");

	assert_int_equal(rt_setvbuf(file, NULL, 2, 0), 0);
	assert_int_equal(rt_fprintf(file, "%d", 12345), 5);
	assert_string_equal(asked, "open 14;write 5;");
	answer = EIO;
	assert_int_equal(rt_fprintf(file, "x"), -1);
	answer = 0;
	rt_fclose(file);
}

/* More than C17 7.21.5.3 wants: no seek between the two. */
TEST(writing_goes_on_where_reading_stopped)
{
	FILE *file = rt_fopen("the file", "w+");
	char rest[4];

	rt_fputs("abcdef", file);
	rt_rewind(file);
	assert_int_equal(rt_fgetc(file), 'a');
	rt_fputc('B', file);
	assert_int_equal(rt_fread(rest, 1, 4, file), 4);
	assert_memory_equal(rest, "cdef", 4);
	rt_fclose(file);
	assert_memory_equal(content, "aBcdef", 6);
}

TEST(what_was_put_back_counts)
{
	FILE *file = rt_tmpfile();

	rt_fputs("abc", file);
	assert_int_equal(rt_fgetc(file), EOF);
	assert_true(rt_feof(file));
	assert_int_equal(rt_ungetc('z', file), 'z');
	assert_false(rt_feof(file));
	assert_int_equal(rt_ftell(file), 2);
	assert_int_equal(rt_fseek(file, -1, SEEK_CUR), 0);
	assert_int_equal(rt_fgetc(file), 'b');
	for (int i = 0; i < 4; i++)
		assert_int_equal(rt_ungetc('0' + i, file), '0' + i);
	assert_int_equal(rt_ungetc('4', file), EOF);
	assert_int_equal(rt_fgetc(file), '3');
	rt_fclose(file);
}

TEST(buffers_are_the_programs)
{
	char buffer[8];
	FILE *file = rt_fopen("the file", "w");

	assert_int_equal(rt_setvbuf(file, buffer, 0, sizeof buffer), 0);
	rt_fputs("0123456789", file);
	assert_string_equal(asked, "open 14;write 8;");
	assert_int_not_equal(rt_setvbuf(file, NULL, 2, 0), 0); /* it is in use */
	rt_fclose(file);
	assert_memory_equal(content, "0123456789", 10);
}

TEST(streams_are_scanned)
{
	FILE *file = rt_tmpfile();
	char word[8];
	int number = 0;
	double real = 0;

	rt_fputs("12abc 2.5e1;0x", file);
	rt_rewind(file);
	assert_int_equal(rt_fscanf(file, "%d%7s %lf", &number, word, &real), 3);
	assert_int_equal(number, 12);
	assert_string_equal(word, "abc");
	assert_true(real == 25);
	assert_int_equal(rt_fgetc(file), ';'); /* it was looked at, not taken */
	assert_int_equal(rt_fscanf(file, "%i", &number), 0);
	assert_int_equal(rt_fscanf(file, "%i", &number), EOF);
	rt_fclose(file);
}

TEST(input_is_the_kernels)
{
	int a = 0, b = 0;

	assert_int_equal(rt_getchar(), EOF);
	rt_clearerr(&runtime_stdin);
	input = "7 8\nx";
	assert_int_equal(rt_scanf("%d %d", &a, &b), 2);
	assert_int_equal(a * 10 + b, 78);
	assert_int_equal(rt_getchar(), '\n');
	assert_int_equal(rt_getchar(), 'x');
	assert_int_equal(rt_getchar(), EOF);
	assert_true(rt_feof(&runtime_stdin));
}

TEST(console_is_no_file)
{
	assert_int_equal(rt_fgetc(&runtime_stdout), EOF);
	assert_true(rt_ferror(&runtime_stdout));
	rt_clearerr(&runtime_stdout);
	assert_int_equal(rt_setvbuf(&runtime_stdout, NULL, 2, 0), 0);
	assert_int_not_equal(rt_setvbuf(&runtime_stdout, NULL, 0, 100), 0);
	assert_int_equal(rt_fseek(&runtime_stdout, 0, SEEK_SET), -1);
	assert_int_equal(*runtime_errno(), ESPIPE);
	assert_int_equal(rt_fclose(&runtime_stdout), 0);
	assert_int_equal(rt_fputs("still there", &runtime_stdout), 0);
	assert_string_equal(hooks_text, "still there");
}

TEST(kernels_make_streams_of_their_own)
{
	const struct runtime_file file = { .write = file_write };
	FILE *stream = runtime_open_stream(&file, "w");

	assert_int_equal(rt_fprintf(stream, "a pipe"), 6);
	assert_int_equal(rt_fseek(stream, 0, SEEK_SET), -1);
	assert_int_equal(*runtime_errno(), ESPIPE);
	assert_int_equal(rt_fclose(stream), 0);
	assert_string_equal(asked, "write 6;");
	assert_null(runtime_open_stream(&file, "?"));
}

TEST(names_are_handled)
{
	char name[L_tmpnam], other[L_tmpnam];

	assert_int_equal(rt_remove("the file"), 0);
	assert_int_equal(rt_remove("another"), -1);
	assert_int_equal(*runtime_errno(), ENOENT);
	assert_int_equal(rt_rename("the file", "another"), -1);
	assert_int_equal(*runtime_errno(), ENOSYS);
	assert_ptr_equal(rt_tmpnam(name), name);
	rt_tmpnam(other);
	assert_string_not_equal(name, other);
}

TEST(exit_writes_what_is_held_back)
{
	FILE *file = rt_fopen("the file", "w");

	rt_fputs("last words", file);
	if (setjmp(hooks_return) == 0)
		rt_exit(0);
	assert_memory_equal(content, "last words", 10);
	rt_fclose(file);
}
