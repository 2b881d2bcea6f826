/* Lines from a pipe: whole, in pieces, too long, and the end. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena_fixture.h"
#include "host/base/os_process.h"
#include "host/run/lines.h"
#include "tests/unit/unit.h"

#define LINE_MAX_BYTES 16

static int ends[2];

ARENA_FOR_ALL_TESTS(1 << 20);

static struct lines open_pipe(void)
{
	assert_true(os_pipe(ends));
	return lines_open(&arena, ends[0], LINE_MAX_BYTES);
}

static void put(const char *text)
{
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
}

static void close_pipe(void)
{
	close(ends[0]);
	close(ends[1]);
}

TEST(whole_lines_come_without_their_ends)
{
	struct lines lines = open_pipe();

	put("one\r\ntwo\n\nthree");
	assert_string_equal(lines_next(&lines), "one");
	assert_string_equal(lines_next(&lines), "two");
	assert_string_equal(lines_next(&lines), "");
	assert_null(lines_next(&lines));
	put("!\n");
	assert_string_equal(lines_next(&lines), "three!");
	assert_null(lines_next(&lines));
	assert_false(lines.ended);
	close_pipe();
}

TEST(a_long_line_is_cut_and_says_so)
{
	struct lines lines = open_pipe();

	put("0123456789abcdefghijklmnopqrstuvwxyz0123456789\nnext\n");
	assert_string_equal(lines_next(&lines), "0123456789abcdef" LINES_CUT);
	assert_string_equal(lines_next(&lines), "next");
	close_pipe();
}

/* Sixteen bytes and their end fill the buffer exactly. */
TEST(the_longest_line_that_fits_is_whole)
{
	struct lines lines = open_pipe();

	put("0123456789abcde\nnext\n");
	assert_string_equal(lines_next(&lines), "0123456789abcde");
	assert_string_equal(lines_next(&lines), "next");
	close_pipe();
}

/* /dev/zero and its like: there is always more. */
TEST(a_line_without_end_has_not_come_yet)
{
	int zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	struct lines lines = lines_open(&arena, zero, LINE_MAX_BYTES);

	assert_non_null(lines_next(&lines)); /* cut */
	for (int i = 0; i < 3; i++)
		assert_null(lines_next(&lines));
	assert_false(lines.ended);
	close(zero);
}

TEST(the_end_is_told)
{
	struct lines lines = open_pipe();

	put("last\n");
	close(ends[1]);
	assert_string_equal(lines_wait(&lines, 1000), "last");
	assert_null(lines_wait(&lines, 1000));
	assert_true(lines.ended);
	close(ends[0]);
}

TEST(waiting_has_an_end)
{
	struct lines lines = open_pipe();
	int64_t start = os_clock_ms();

	assert_null(lines_wait(&lines, 30));
	assert_in_range(os_clock_ms() - start, 25, 10000);
	close_pipe();
}

/* The owner closes it, and the next channel has its number. */
TEST(what_has_ended_is_not_read_again)
{
	struct lines lines = open_pipe();
	int first = ends[0];

	close(ends[1]);
	assert_null(lines_next(&lines));
	assert_true(lines.ended);
	assert_int_equal(lines.error, 0);
	close(first);
	assert_true(os_pipe(ends));
	assert_int_equal(ends[0], first);
	put("another's\n");
	assert_null(lines_next(&lines));
	close_pipe();
}

TEST(what_cannot_be_read_is_no_end)
{
	struct lines lines = lines_open(&arena, open("/", O_RDONLY), LINE_MAX_BYTES);

	assert_null(lines_next(&lines));
	assert_true(lines.ended);
	assert_int_equal(lines.error, EISDIR);
	close(lines.fd);
}
