/* The console with its crash reports explained, byte by byte and at once. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "fake_symbolizer.h"
#include "host/run/report.h"
#include "tests/unit/unit.h"

static struct arena arena;
static struct arena own; /* the symbolizer's */
static struct symbolizer symbolizer;
static unsigned char *memory;

static void set_up(void)
{
	signal(SIGPIPE, SIG_IGN);
	arena = arena_new(8 << 20);
	memory = arena.next;
	own = arena_part(&arena, 1 << 20);
	const struct guest_request request = { .symbolizer = fake_symbolizer_make(),
		                               .kernel_elf = "kernel.elf" };
	symbolizer = symbolizer_new(&own, &request);
}

static void tear_down(void)
{
	symbolizer_close(&symbolizer);
	fake_symbolizer_remove();
	free(memory);
}
AROUND_ALL_TESTS(set_up, tear_down);

/* In pieces of `piece` bytes: the result must not depend on them. */
static char *pass(struct arena *scratch, const char *text, size_t piece)
{
	struct report report = report_new(&symbolizer);
	struct buffer out = { .arena = scratch };

	buffer_puts(&out, "");
	for (size_t size = strlen(text); size;) {
		size_t now = size < piece ? size : piece;

		report_add(&report, text, now, &out);
		text += now;
		size -= now;
	}
	report_end(&report, &out);
	return out.data;
}

static void check(const char *text, const char *wanted)
{
	for (size_t piece = 1; piece < 70; piece += 17) {
		struct arena scratch = arena;

		assert_string_equal(pass(&scratch, text, piece), wanted);
	}
}

TEST(frames_are_explained)
{
	/* Frame 1 is a return address: the call is the byte before. */
	check("backtrace:\r\n  #0 0x0000000000001000\r\n  #1 0x0000000000001001\r\n",
	      "backtrace:\n  #0 0x0000000000001000 in f at src/a.c:3\n"
	      "  #1 0x0000000000001001 in f at src/a.c:3\n");
	check("  #1 0x0000000000001000\n", "  #1 0x0000000000001000\n");
	check("  #12 0x0000000000003001\n", "  #12 0x0000000000003001 in g\n");
}

TEST(inlined_frames_have_lines_of_their_own)
{
	check("  #0 0x0000000000002000\nnext\n",
	      "  #0 0x0000000000002000 in inner at src/b.c:7\n"
	      "                        inlined into outer at src/a.c:9\nnext\n");
}

/* They are 80 columns wide as they are. */
TEST(registers_pass_unchanged)
{
	check("  rip 0x0000000000001000  rsp 0x0000000000000001\n",
	      "  rip 0x0000000000001000  rsp 0x0000000000000001\n");
}

TEST(a_global_variable_has_its_line)
{
	check("  0x0000000000004028 is just past the end of t, 40 bytes at 0x0000000000004000, "
	      "of ./src/a.c\n",
	      "  0x0000000000004028 is just past the end of t, 40 bytes at 0x0000000000004000, "
	      "of ./src/a.c:21\n");
	check("panic: a\n  kernel slide 0x0000000000001000\n"
	      "  0x0000000000005028 is past t, 40 bytes at 0x0000000000005000, of a.c\n",
	      "panic: a\n  kernel slide 0x0000000000001000\n"
	      "  0x0000000000005028 is past t, 40 bytes at 0x0000000000005000, of a.c:21\n");
	check("  0x0000000000009000 is in u, 4 bytes at 0x0000000000009000, of a.c\n",
	      "  0x0000000000009000 is in u, 4 bytes at 0x0000000000009000, of a.c\n");
}

TEST(callers_are_explained)
{
	check("panic: a\n  allocated by 0x0000000000001001\n  freed by 0x0000000000003001\n",
	      "panic: a\n  allocated by 0x0000000000001001 in f at src/a.c:3\n"
	      "  freed by 0x0000000000003001 in g\n");
	check("panic: a\n  kernel slide 0x0000000070000000\n  sent by x by 0x0000000070001001\n",
	      "panic: a\n  kernel slide 0x0000000070000000\n"
	      "  sent by x by 0x0000000070001001 in f at src/a.c:3\n");
}

/* Until the next report begins. */
TEST(a_slide_is_taken_off)
{
	check("panic: a\n  kernel slide 0x0000000070000000\n  #0 0x0000000070001000\n",
	      "panic: a\n  kernel slide 0x0000000070000000\n"
	      "  #0 0x0000000070001000 in f at src/a.c:3\n");
	check("b, exception 3\n  kernel slide 0xfffffffffffff000\npanic: c\n"
	      "  #0 0x0000000000001000\n",
	      "b, exception 3\n  kernel slide 0xfffffffffffff000\npanic: c\n"
	      "  #0 0x0000000000001000 in f at src/a.c:3\n");
	check("panic: d\n  kernel slide 0x0000000000001000\n  kernel slide nowhere\n"
	      "  #0 0x0000000000001000\n",
	      "panic: d\n  kernel slide 0x0000000000001000\n  kernel slide nowhere\n"
	      "  #0 0x0000000000001000 in f at src/a.c:3\n");
}

TEST(all_else_passes_unchanged)
{
	static const char *const plain[] = {
		/* clang-format off */
		"", "hello\n", "> ", "  #\n", "  #0\n", "  #x 0x0000000000001000\n",
		"  #0 0x1000\n", "  #0 0x00000000000010000\n",
		"  #0 0x0000000000001000 again\n", " #0 0x0000000000001000\n",
		"  #0 0x0000000000009999\n", "  freed by 0x1001\n", " by 0x0000000000001001\n",
		"  freed by 0x0000000000001001 and\n", "  rip 4096\n", "  0x, of\n",
		"  0x4000, of a.c\n", "\033[1mbold\033[0m\n", "\xff\x80\n",
		/* clang-format on */
	};

	for (size_t i = 1; i < sizeof plain / sizeof *plain; i++) {
		size_t size = strlen(plain[i]);
		char wanted[128];

		/* Only the last line's missing end is added. */
		strcpy(wanted, plain[i]);
		if (plain[i][size - 1] != '\n')
			strcat(wanted, "\n");
		check(plain[i], wanted);
	}
}

TEST(prompts_appear_before_their_line_ends)
{
	struct arena scratch = arena;
	struct report report = report_new(&symbolizer);
	struct buffer out = { .arena = &scratch };

	report_add(&report, "name? ", 6, &out);
	assert_string_equal(out.data, "name? ");
}

TEST(a_lone_return_stays)
{
	check("10%\r20%\r\n", "10%\r20%\n");
	check("a\r\r\nb\n", "a\r\nb\n");
}

TEST(long_lines_pass_whole)
{
	char text[1000];

	memset(text, 'x', sizeof text);
	memcpy(text, "  #0 0x0000000000001000", 23);
	memcpy(text + sizeof text - 2, "\n", 2);
	check(text, text);
}

TEST(a_crash_is_noticed)
{
	struct arena scratch = arena;
	struct report report = report_new(&symbolizer);
	struct buffer out = { .arena = &scratch };

	report_add(&report, "no panic: here\n", 15, &out);
	assert_false(report.saw_crash);
	report_add(&report, "panic: a.c:1: b\n", 16, &out);
	assert_true(report.saw_crash);

	/* However much it says. */
	report = report_new(&symbolizer);
	report_add(&report, "panic: ", 7, &out);
	for (int i = 0; i < 2 * REPORT_LINE_BYTES_MAX; i++)
		report_add(&report, "x", 1, &out);
	report_add(&report, "\n", 1, &out);
	assert_true(report.saw_crash);
}

/* Inlined frames have made sixty times as much of a console. */
TEST(a_report_that_grows_beyond_measure_has_no_more_symbols)
{
	static const char frame[] = "  #0 0x0000000000001000\n";
	struct arena scratch = arena;
	struct buffer text = { .arena = &scratch };

	for (size_t size = 0; size < 600u << 10; size += sizeof frame - 1)
		buffer_puts(&text, frame);
	char *out = report_text(&symbolizer, &scratch, text.data, text.size);
	assert_non_null(strstr(out, "  #0 0x0000000000001000 in f at src/a.c:3\n"));
	assert_non_null(strstr(out, "  #0 0x0000000000001000 [no symbols: more than "
	                            "REPORT_TEXT_BYTES_MAX]\n"));
	assert_true(strlen(out) < 2u << 20);
}

static void check_hidden(const char *text, const char *wanted)
{
	for (size_t piece = 1; piece < 70; piece += 17) {
		struct arena scratch = arena;
		struct report report = report_new(&symbolizer);
		struct buffer out = { .arena = &scratch };

		report.hides_registers = true;
		buffer_puts(&out, "");
		for (size_t at = 0, size = strlen(text); at < size; at += piece)
			report_add(&report, text + at, at + piece < size ? piece : size - at, &out);
		report_end(&report, &out);
		assert_string_equal(out.data, wanted);
	}
}

/* A line that only begins like registers passes. */
TEST(registers_of_a_crash_can_be_hidden)
{
	check_hidden("  rip 0x0000000000001000\npanic: a\n  on CPU 1 of 2\n  likely cause: b\n"
	             "  rip 0x0000000000001000  rsp 0x0000000000000001\n"
	             "  r8  0x0000000000000001\n  cr2 0x12\n  rax\r  \n"
	             "  0x0000000000009000 is in t\n  #0 0x0000000000001000\n  r",
	             "  rip 0x0000000000001000\npanic: a\n  on CPU 1 of 2\n  likely cause: b\n"
	             "  cr2 0x12\n  rax\r  \n"
	             "  0x0000000000009000 is in t\n  #0 0x0000000000001000 in f at src/a.c:3\n"
	             "  r\n");
	char *text = text_format(&arena, "panic: a\n  r8  0x%0300d\nb\n", 7);
	check_hidden(text, text);
}
