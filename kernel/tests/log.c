/* Log lines and counters in the booted kernel. */
#include <ingot/counter.h>
#include <ingot/log.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <stdio.h>
#include <string.h>

LOG_SUBSYSTEM(tested);

static uint64_t position; /* of the next line that no test has read */
static struct log_line line;

static void read_to_end(void)
{
	while (log_read(&position, &line))
		;
}

static void check_line(const char *subsystem, enum log_level level, const char *text)
{
	REQUIRE(log_read(&position, &line));
	CHECK_STR_EQ(line.subsystem, subsystem);
	CHECK_EQ(line.level, level);
	CHECK_STR_EQ(line.text, text);
	CHECK_EQ(line.lost, 0);
}

/* A constructor, before the first test: it is still there. */
__attribute__((constructor)) static void log_early(void)
{
	log_info(tested, "from a constructor");
}

TEST(log_keeps_early_lines)
{
	uint64_t from_the_beginning = 0;
	bool is_found = false;

	while (log_read(&from_the_beginning, &line))
		is_found |= strcmp(line.text, "from a constructor") == 0;
	CHECK(is_found);
}

TEST(log_lines_are_read_back)
{
	read_to_end();
	log_error(tested, "number %d", 7);
	log_warn(tested, "a newline at the end\n");
	log_info(tested, "third");
	check_line("tested", LOG_ERROR, "number 7");
	check_line("tested", LOG_WARN, "a newline at the end");
	check_line("tested", LOG_INFO, "third");
	CHECK(line.tsc != 0);
	CHECK(!log_read(&position, &line));
}

TEST(log_computes_nothing_for_what_is_not_let_through)
{
	unsigned computed = 0;

	read_to_end();
	log_debug(tested, "not wanted: %u", ++computed);
	CHECK(!log_read(&position, &line));
	CHECK_EQ(computed, 0);
}

TEST(log_thresholds_can_be_set)
{
	bool is_listed = false;

	read_to_end();
	CHECK(log_set_threshold("tested", LOG_ERROR) == NULL);
	log_info(tested, "not wanted");
	CHECK(log_set_threshold("tested", LOG_INFO) == NULL);
	log_info(tested, "wanted");
	check_line("tested", LOG_INFO, "wanted");
	CHECK_STR_EQ(log_set_threshold("nobody", LOG_INFO), "no log subsystem has this name");
	for (size_t i = 0; log_get_subsystem(i); i++)
		is_listed |= strcmp(log_get_subsystem(i)->name, "tested") == 0;
	CHECK(is_listed);
	CHECK_STR_EQ(log_get_level_name(LOG_WARN), "warn");
	CHECK_STR_EQ(log_get_level_name((enum log_level)99), "none");
}

TEST(log_cuts_long_lines)
{
	char text[2 * LOG_TEXT_SIZE];

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	read_to_end();
	log_info(tested, "%s", text);
	REQUIRE(log_read(&position, &line));
	CHECK_EQ(strlen(line.text), LOG_TEXT_SIZE - 1);
}

TEST(log_counts_what_it_overwrites)
{
	char text[32];

	read_to_end();
	for (unsigned i = 0; i < LOG_LINES_MAX + 9; i++)
		log_info(tested, "%u", i);
	REQUIRE(log_read(&position, &line));
	CHECK_EQ(line.lost, 9);
	CHECK_STR_EQ(line.text, "9");
	for (unsigned i = 10; i < LOG_LINES_MAX + 9; i++) {
		snprintf(text, sizeof text, "%u", i);
		check_line("tested", LOG_INFO, text);
	}
	CHECK_EQ(log_get_dropped(), 0);
}

static void log_in_trap(struct trap_frame *frame)
{
	log_info(tested, "vector %u", (unsigned)frame->vector);
}

TEST(log_works_in_handlers)
{
	read_to_end();
	trap_set_handler(TRAP_BREAKPOINT, log_in_trap);
	__asm__ volatile("int3");
	trap_set_handler(TRAP_BREAKPOINT, NULL);
	check_line("tested", LOG_INFO, "vector 3");
}

COUNTER(test_rounds);

TEST(counters_are_found_by_name)
{
	const struct counter *found = counter_find("test_rounds");
	size_t count = 0;

	REQUIRE(found != NULL);
	COUNT(test_rounds);
	COUNT_BY(test_rounds, 41);
	CHECK_EQ(counter_read(found), 42);
	CHECK(counter_find("nothing") == NULL);
	while (counter_get(count))
		count++;
	CHECK(count >= 1);
}
