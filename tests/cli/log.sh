#!/bin/sh
# Log lines are chosen by the command line, which the kernel can also read.
. "$(dirname "$0")/../tap.sh"

mkdir -p kernel/tests
cat >kernel/ingot.yaml <<'END'
name: log
sources: [tests]
image:
  cmdline: loglevel=warn log.loud=debug log.quiet=0 log.wrong=much number=0x1234 "title=two words"
END
cat >kernel/tests/log.c <<'END'
#include <ingot/boot.h>
#include <ingot/cmdline.h>
#include <ingot/log.h>
#include <ingot/test.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)

LOG_SUBSYSTEM(loud);
LOG_SUBSYSTEM(quiet);
LOG_SUBSYSTEM(wrong);
LOG_SUBSYSTEM(other);

static void check_next(uint64_t *position, const char *text)
{
	struct log_line line;

	REQUIRE(log_read(position, &line));
	CHECK_STR_EQ(line.text, text);
}

TEST(subsystems_are_switched)
{
	uint64_t position = 0;
	struct log_line line;

	log_debug(loud, "debug of loud");
	log_error(quiet, "error of quiet");
	log_info(other, "info of other");
	log_warn(other, "warning of other");
	log_info(wrong, "info of wrong");
	log_error(wrong, "error of wrong");
	check_next(&position, "debug of loud");
	check_next(&position, "warning of other");
	check_next(&position, "log.wrong=much is not a level: none, error, warn, info, "
	           "debug, or 0 to 4");
	check_next(&position, "error of wrong");
	CHECK(!log_read(&position, &line));
}

TEST(words_are_read)
{
	uint64_t number = 5;
	char value[16];

	CHECK_EQ(cmdline_get("title", value, sizeof(value)), 9);
	CHECK_STR_EQ(value, "two words");
	CHECK(cmdline_has("log.quiet"));
	CHECK(!cmdline_has("log"));
	CHECK(!cmdline_get_number("log.loud", &number));
	CHECK(!cmdline_get_number("nothing", &number));
	CHECK_EQ(number, 5);
	CHECK(cmdline_get_number("number", &number));
	CHECK_EQ(number, 0x1234);
}
END

for way in --bios --direct; do
	t_ok "the command line chooses ($way)" t_limit 300 "$INGOT" -C kernel test $way
	t_has "both tests ran ($way)" "2 passed, 0 failed"
done
t_done
