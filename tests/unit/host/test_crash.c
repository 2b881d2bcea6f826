/* Crash reports taken apart, and written for people. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "arena_fixture.h"
#include "fake_symbolizer.h"
#include "host/base/style.h"
#include "host/run/crash.h"
#include "tests/unit/unit.h"

#define NO_TERMINAL 9 /* a descriptor that is not open */

static struct symbolizer symbolizer;

static void set_up(void)
{
	signal(SIGPIPE, SIG_IGN);
	style_set_when(STYLE_NEVER);
	unsetenv("COLUMNS");
	arena_set_up(8 << 20);
	symbolizer = symbolizer_new(&arena,
	                            &(struct guest_request){ .symbolizer = fake_symbolizer_make(),
	                                                     .kernel_elf = "kernel.elf" });
}

static void tear_down(void)
{
	symbolizer_close(&symbolizer);
	fake_symbolizer_remove();
	arena_tear_down();
}

AROUND_ALL_TESTS(set_up, tear_down);

static const char *shown(const char *text, bool is_full)
{
	struct buffer out = { .arena = &arena };
	struct crash *crash = crash_read(&symbolizer, &arena, text, strlen(text));

	buffer_puts(&out, "");
	crash_write(&out, crash, &(struct crash_view){ NO_TERMINAL, is_full, "  " });
	return out.data;
}

static const char report[] = "page fault reading 0x8 (not mapped), exception 14\n"
			     "  on CPU 1 of 2\n"
			     "  likely cause: null pointer dereference\n"
			     "  rip 0x0000000000002000  rsp 0x0000000000000001\n"
			     "  cr2 0x0000000000000008\n"
			     "backtrace:\n"
			     "  #0 0x0000000000005000\n"
			     "  #1 0x0000000000002001\n"
			     "  #2 0x0000000000001001\n"
			     "  (repeated 3 more times)\n";

TEST(a_report_is_found_and_ends_with_its_backtrace)
{
	char *text = text_format(&arena, "panic: earlier\nhello\n%sgoodbye\n", report);
	size_t size;
	const char *found = crash_find(text, &size);

	assert_non_null(found);
	assert_int_equal(size, strlen(report));
	assert_memory_equal(found, report, size);
	assert_null(crash_find("no panic: here\nexception 14\n, exception x\n", &size));
	assert_null(crash_find("", &size));
}

TEST(what_failed_comes_first_then_cause_place_and_callers)
{
	assert_string_equal(shown(report, false),
	                    "  page fault reading 0x8 (not mapped), exception 14\n"
	                    "  likely cause: null pointer dereference\n"
	                    "  src/b.c:7 in inner\n"
	                    "  on CPU 1 of 2\n"
	                    "  backtrace:\n"
	                    "    #0  0x0000000000005000\n"
	                    "    #1  inner at src/b.c:7\n"
	                    "        inlined into outer at src/a.c:9\n"
	                    "    #2  f at src/a.c:3\n"
	                    "    (repeated 3 more times)\n"
	                    "  3 registers left out: --backtrace=full\n");
}

TEST(a_full_report_leaves_nothing_out)
{
	const char *text = shown(report, true);

	assert_non_null(strstr(text, "    #2  0x0000000000001001 f at src/a.c:3\n"));
	assert_non_null(strstr(text, "  registers:\n"
	                             "    rip 0x0000000000002000  rsp 0x0000000000000001\n"
	                             "    cr2 0x0000000000000008\n"));
	assert_null(strstr(text, "left out"));
}

TEST(the_only_frame_of_the_user_is_the_place)
{
	assert_string_equal(shown("panic: src/a.c:3: no memory\nbacktrace:\n"
	                          "  #0 0x0000000000001000\n",
	                          false),
	                    "  no memory\n  src/a.c:3 in f\n");
}

TEST(a_slide_is_taken_off_and_not_shown)
{
	assert_string_equal(shown("panic: a\n  kernel slide 0x0000000070000000\nbacktrace:\n"
	                          "  #0 0x0000000070001000\n",
	                          false),
	                    "  a\n  src/a.c:3 in f\n");
}

TEST(what_the_sanitizer_says_is_kept_and_its_shadow_left_out)
{
	const char *text = shown("panic: address sanitizer: use-after-free\n"
	                         "  allocated by\n"
	                         "  #0 0x0000000000001000\n"
	                         "shadow memory, one byte for 8 bytes:\n"
	                         "  0xffff800000100080 fa [fd]\n"
	                         "backtrace:\n"
	                         "  #0 0x0000000000002000\n",
	                         false);

	assert_non_null(strstr(text, "  allocated by\n    #0  f at src/a.c:3\n  backtrace:\n"));
	assert_null(strstr(text, "[fd]"));
	assert_non_null(strstr(text, "  the shadow memory left out: --backtrace=full\n"));
}

TEST(long_words_are_folded_to_80_columns)
{
	assert_string_equal(
		shown("panic: stack smashing detected: a function wrote past a local array; its "
	              "return address may be corrupt\n",
	              false),
		"  stack smashing detected: a function wrote past a local array; its return\n"
		"      address may be corrupt\n");
}

TEST(places_in_headlines_are_skipped)
{
	assert_string_equal(crash_skip_place("src/a.c:31: no memory"), "no memory");
	assert_string_equal(crash_skip_place("src/a.c:31:7: no memory"), "no memory");
	assert_string_equal(crash_skip_place("page_free: page 0x1"), "page_free: page 0x1");
	assert_string_equal(crash_skip_place("CPU 1: 12"), "CPU 1: 12");
	assert_string_equal(crash_skip_place(""), "");
}
