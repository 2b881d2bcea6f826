/* Streams in memory, and lines of any length: the same calls on the runtime's and on the
 * host's. */
#include <errno.h>

#include "rt.h"

RT(fmemopen);
RT(open_memstream);
RT(getline);
RT(getdelim);
RT(getc_unlocked);
RT(putc_unlocked);
RT(fclose);
RT(fflush);
RT(fputs);
RT(fputc);
RT(fgetc);
RT(fwrite);
RT(fread);
RT(fseek);
RT(ftell);
RT(rewind);
RT(feof);
RT(ferror);
RT(setvbuf);
void rt_free(void *block);
int *runtime_errno(void);
void heap_add_region(void *base, size_t size_bytes);
void heap_check(void);
struct runtime_file {
	void *object;
	ptrdiff_t (*read)(void *object, void *to, size_t size_bytes);
	ptrdiff_t (*write)(void *object, const void *from, size_t size_bytes);
	int64_t (*seek)(void *object, int64_t offset, int from);
	int (*close)(void *object);
};
FILE *runtime_open_stream(const struct runtime_file *file, const char *mode);

static void add_heap(void)
{
	static char heap[1 << 20];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

/* ---- fmemopen ---- */

#define BUFFER_SIZE 40

struct pair {
	FILE *ours, *host;
	char our_bytes[BUFFER_SIZE], host_bytes[BUFFER_SIZE];
	long size;
};

static void open_pair(struct pair *pair, size_t size, const char *mode)
{
	memset(pair->our_bytes, 'z', BUFFER_SIZE);
	memcpy(pair->our_bytes, "some text", 10);
	memcpy(pair->host_bytes, pair->our_bytes, BUFFER_SIZE);
	pair->size = (long)size;
	pair->ours = rt_fmemopen(pair->our_bytes, size, mode);
	pair->host = fmemopen(pair->host_bytes, size, mode);
	assert_non_null(pair->ours);
	assert_non_null(pair->host);
}

static void close_pair(struct pair *pair)
{
	assert_int_equal(rt_fclose(pair->ours), fclose(pair->host));
	assert_memory_equal(pair->our_bytes, pair->host_bytes, BUFFER_SIZE);
}

static void read_both(struct pair *pair)
{
	char ours[BUFFER_SIZE] = "", host[BUFFER_SIZE] = "";
	size_t size = random_below(BUFFER_SIZE);

	assert_int_equal(rt_fread(ours, 1, size, pair->ours), fread(host, 1, size, pair->host));
	assert_memory_equal(ours, host, BUFFER_SIZE);
}

/* To a place in the memory: after a refusal the host's stream is somewhere else. */
static void seek_both(struct pair *pair)
{
	long place = (long)random_below((uint64_t)pair->size + 1), at = ftell(pair->host);
	int from = (int[]){ SEEK_SET, SEEK_CUR, SEEK_END }[random_below(3)];
	long offset = place - (from == SEEK_SET ? 0 : from == SEEK_CUR ? at : pair->size);

	assert_int_equal(rt_fseek(pair->ours, offset, from), 0);
	assert_int_equal(fseek(pair->host, offset, from), 0);
	assert_int_equal(rt_fseek(pair->ours, pair->size + 1, SEEK_SET), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_int_equal(rt_fseek(pair->ours, -1 - pair->size, SEEK_END), -1);
}

static void assert_same_state(struct pair *pair)
{
	assert_int_equal(rt_ftell(pair->ours), ftell(pair->host));
	assert_int_equal(rt_feof(pair->ours) != 0, feof(pair->host) != 0);
	assert_int_equal(rt_ferror(pair->ours) != 0, ferror(pair->host) != 0);
}

TEST(memory_is_read_as_the_host_reads_it)
{
	for (int round = 0; round < 500; round++) {
		struct pair pair;

		open_pair(&pair, 1 + random_below(BUFFER_SIZE), round % 2 ? "r" : "rb");
		for (int i = 0; i < 40; i++) {
			if (random_below(2))
				read_both(&pair);
			else
				seek_both(&pair);
			assert_same_state(&pair);
		}
		close_pair(&pair);
	}
}

/* Writes of what leaves a byte free: of content that fills the buffer the host keeps less
 * than POSIX wants. */
TEST(memory_is_written_as_the_host_writes_it)
{
	static const char *const modes[] = { "w", "w+", "r+", "a", "a+" };

	for (int round = 0; round < 2000; round++) {
		const char *mode = modes[round % 5];
		struct pair pair;
		long left = BUFFER_SIZE - 1 - (*mode == 'a' ? 9 : 0);

		open_pair(&pair, BUFFER_SIZE, mode);
		assert_same_state(&pair);
		for (long size; left > (size = 1 + (long)random_below(12)); left -= size) {
			assert_int_equal(rt_fwrite("0123456789abcdef", 1, (size_t)size, pair.ours),
			                 size);
			assert_int_equal(fwrite("0123456789abcdef", 1, (size_t)size, pair.host),
			                 size);
			if (random_below(2)) {
				assert_int_equal(rt_fflush(pair.ours), fflush(pair.host));
				assert_memory_equal(pair.our_bytes, pair.host_bytes, BUFFER_SIZE);
				assert_same_state(&pair);
			}
			if (*mode == 'r' && random_below(4) == 0) {
				assert_int_equal(rt_fseek(pair.ours, 2, SEEK_SET), 0);
				assert_int_equal(fseek(pair.host, 2, SEEK_SET), 0);
				read_both(&pair);
				assert_same_state(&pair);
				break;
			}
		}
		close_pair(&pair);
	}
}

/* Writes all of `text` with a mode; what fclose says. */
static int write_memory(char *memory, size_t size, const char *mode, const char *text)
{
	FILE *stream = rt_fmemopen(memory, size, mode);

	assert_non_null(stream);
	rt_fputs(text, stream);
	return rt_fclose(stream);
}

TEST(full_memory_is_as_posix_wants_it)
{
	char memory[5] = "wxyz";

	/* a stream for writing ends its text, one for both has all of it */
	assert_int_equal(write_memory(memory, 4, "w", "1234"), 0);
	assert_memory_equal(memory, "123\0\0", 5);
	assert_int_equal(write_memory(memory, 4, "w+", "1234"), 0);
	assert_memory_equal(memory, "1234\0", 5);
	assert_int_equal(write_memory(memory, 4, "r+", "abcd"), 0);
	assert_memory_equal(memory, "abcd\0", 5);
	*runtime_errno() = 0;
	assert_int_equal(write_memory(memory, 4, "w+", "12345"), EOF);
	assert_int_equal(*runtime_errno(), ENOSPC);
	assert_memory_equal(memory, "1234\0", 5);
	assert_int_equal(write_memory(memory, 4, "a+", "x"), EOF); /* no 0, no room */
	memory[1] = '\0';
	assert_int_equal(write_memory(memory, 4, "a+", "xyz"), 0);
	assert_memory_equal(memory, "1xyz\0", 5);
	assert_int_equal(write_memory(memory, 0, "w", "x"), EOF);
	assert_memory_equal(memory, "1xyz\0", 5);
}

TEST(memory_of_the_streams_own)
{
	FILE *stream = rt_fmemopen(NULL, 8, "w+");
	char text[9] = "";

	assert_int_equal(rt_fputs("12345678", stream), 0);
	rt_rewind(stream);
	assert_int_equal(rt_fread(text, 1, 8, stream), 8);
	assert_string_equal(text, "12345678");
	assert_int_equal(rt_fgetc(stream), EOF);
	assert_int_equal(rt_fclose(stream), 0);
	*runtime_errno() = 0;
	assert_null(rt_fmemopen(NULL, 8, "q"));
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_null(rt_fmemopen(NULL, 2 << 20, "w"));
	assert_int_equal(*runtime_errno(), ENOMEM);
	heap_check();
}

TEST(what_a_stream_is_not_for_is_refused)
{
	char memory[4] = "abc";
	FILE *reader = rt_fmemopen(memory, 4, "r"), *writer = rt_fmemopen(memory, 4, "a");

	assert_int_equal(rt_fputc('x', reader), EOF);
	assert_int_equal(*runtime_errno(), EBADF);
	*runtime_errno() = 0;
	assert_int_equal(rt_fgetc(writer), EOF);
	assert_int_equal(*runtime_errno(), EBADF);
	rt_fclose(reader);
	rt_fclose(writer);
	assert_string_equal(memory, "abc");
}

/* ---- open_memstream ---- */

TEST(a_string_grows_as_the_hosts_does)
{
	for (int round = 0; round < 200; round++) {
		char *ours = NULL, *host = NULL, block[3000];
		size_t our_size = 99, host_size = 99;
		FILE *a = rt_open_memstream(&ours, &our_size);
		FILE *b = open_memstream(&host, &host_size);

		memset(block, 'a' + round % 26, sizeof block);
		for (int i = 0; i < 20; i++) {
			/* a seek alone makes nothing longer here, but does in the host's */
			size_t size = 1 + random_below(random_below(8) ? 30 : sizeof block - 1);
			long place = (long)random_below(2000);

			assert_int_equal(rt_fwrite(block, 1, size, a), size);
			assert_int_equal(fwrite(block, 1, size, b), size);
			assert_int_equal(rt_ftell(a), ftell(b));
			if (random_below(4) == 0) {
				assert_int_equal(rt_fseek(a, place, SEEK_SET), 0);
				assert_int_equal(fseek(b, place, SEEK_SET), 0);
				continue;
			}
			assert_int_equal(rt_fflush(a), fflush(b));
			assert_int_equal(our_size, host_size);
			assert_memory_equal(ours, host, our_size);
			if (our_size == host_size && host[host_size] == '\0')
				assert_int_equal(ours[our_size], 0);
		}
		assert_int_equal(rt_fwrite("x", 1, 1, a), fwrite("x", 1, 1, b));
		assert_int_equal(rt_fclose(a), fclose(b));
		assert_int_equal(our_size, host_size);
		assert_memory_equal(ours, host, our_size);
		rt_free(ours);
		free(host);
	}
	heap_check();
}

TEST(a_string_is_there_from_the_start_and_ends_with_0)
{
	char *text = NULL;
	size_t size = 7;
	FILE *stream = rt_open_memstream(&text, &size);

	assert_string_equal(text, "");
	assert_int_equal(size, 0);
	rt_fputs("hello", stream);
	rt_fseek(stream, 2, SEEK_END);
	rt_fputc('!', stream);
	assert_int_equal(rt_fflush(stream), 0);
	assert_int_equal(size, 8);
	assert_memory_equal(text, "hello\0\0!\0", 9);
	rt_fseek(stream, 1, SEEK_SET); /* the size is up to the place: POSIX */
	assert_int_equal(rt_fflush(stream), 0);
	assert_int_equal(size, 1);
	assert_memory_equal(text, "hello\0\0!\0", 9);
	rt_fputc('E', stream);
	rt_fseek(stream, 0, SEEK_END);
	*runtime_errno() = 0;
	assert_int_equal(rt_fseek(stream, -1, SEEK_SET), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_int_equal(rt_fgetc(stream), EOF);
	assert_int_equal(*runtime_errno(), EBADF);
	assert_int_equal(rt_fclose(stream), 0);
	assert_int_equal(size, 8);
	assert_memory_equal(text, "hEllo\0\0!\0", 9);
	rt_free(text);
	*runtime_errno() = 0;
	assert_null(rt_open_memstream(NULL, &size));
	assert_null(rt_open_memstream(&text, NULL));
	assert_int_equal(*runtime_errno(), EINVAL);
}

TEST(a_string_for_which_there_is_no_memory)
{
	static char block[1 << 16];
	char *text = NULL;
	size_t size;
	FILE *stream = rt_open_memstream(&text, &size);

	memset(block, 'x', sizeof block);
	rt_setvbuf(stream, NULL, _IONBF, 0);
	rt_fputs("kept", stream);
	for (int i = 0; i < 32 && !rt_ferror(stream); i++)
		rt_fwrite(block, 1, sizeof block, stream);
	assert_true(rt_ferror(stream));
	assert_int_equal(*runtime_errno(), ENOMEM);
	assert_memory_equal(text, "keptx", 5);
	rt_fclose(stream);
	rt_free(text);
	heap_check();
}

/* ---- getline ---- */

TEST(lines_are_the_hosts)
{
	for (int round = 0; round < 300; round++) {
		static char text[6000];
		char *ours = NULL, *host = NULL;
		size_t our_size = 0, host_size = 0, size = 1 + random_below(sizeof text - 1);
		unsigned bytes = random_below(2) ? 4 : 200;

		for (size_t i = 0; i < size; i++)
			text[i] = "\n\xff\0:"[random_below(bytes) & 3];
		FILE *a = rt_fmemopen(text, size, "r"), *b = fmemopen(text, size, "r");
		for (ssize_t length = 0; length != -1;) {
			int delimiter = "\n\xff\0:"[random_below(4)];

			if (random_below(2)) {
				length = getline(&host, &host_size, b);
				assert_int_equal(rt_getline(&ours, &our_size, a), length);
			} else {
				delimiter &= 0xff;
				length = getdelim(&host, &host_size, delimiter, b);
				assert_int_equal(rt_getdelim(&ours, &our_size, delimiter, a),
				                 length);
			}
			if (length >= 0)
				assert_memory_equal(ours, host, (size_t)length + 1);
			assert_true(our_size > (size_t)(length + 1) || length == -1);
			assert_int_equal(rt_feof(a) != 0, feof(b) != 0);
			assert_int_equal(rt_ftell(a), ftell(b));
		}
		assert_int_equal(rt_getline(&ours, &our_size, a), -1);
		rt_fclose(a);
		fclose(b);
		rt_free(ours);
		free(host);
	}
	heap_check();
}

static ptrdiff_t fail_after_a_part(void *object, void *to, size_t size_bytes)
{
	int *calls = object;

	(void)size_bytes;
	if ((*calls)++ != 0)
		return -EIO;
	memcpy(to, "one\ntw", 6);
	return 6;
}

TEST(a_failure_is_no_line)
{
	int calls = 0;
	struct runtime_file file = { .object = &calls, .read = fail_after_a_part };
	FILE *stream = runtime_open_stream(&file, "r");
	char *line = NULL;
	size_t size = 0;

	assert_int_equal(rt_getline(&line, &size, stream), 4);
	assert_int_equal(rt_getline(&line, &size, stream), -1);
	assert_int_equal(*runtime_errno(), EIO);
	assert_true(rt_ferror(stream) && !rt_feof(stream));
	*runtime_errno() = 0;
	assert_int_equal(rt_getline(NULL, &size, stream), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
	assert_int_equal(rt_getdelim(&line, NULL, ':', stream), -1);
	rt_free(line);
	rt_fclose(stream);
}

TEST(a_line_longer_than_memory)
{
	static char text[3 << 20];
	FILE *stream = rt_fmemopen(text, sizeof text, "r+");
	char *line = NULL;
	size_t size = 0;

	memset(text, 'x', sizeof text);
	assert_int_equal(rt_putc_unlocked('y', stream), 'y');
	assert_int_equal(rt_getc_unlocked(stream), 'x');
	*runtime_errno() = 0;
	assert_int_equal(rt_getline(&line, &size, stream), -1);
	assert_int_equal(*runtime_errno(), ENOMEM);
	assert_true(rt_ferror(stream));
	rt_free(line);
	rt_fclose(stream);
	heap_check();
}
