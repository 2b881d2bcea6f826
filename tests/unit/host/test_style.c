/* When there are colours, and how wide a terminal is: asked of a pseudo-terminal. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "host/base/os_terminal.h"
#include "host/base/style.h"
#include "tests/unit/unit.h"

static int keyboard = -1, screen = -1, file = -1;

static void set_up(void)
{
	keyboard = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(keyboard >= 0);
	assert_int_equal(grantpt(keyboard), 0);
	assert_int_equal(unlockpt(keyboard), 0);
	screen = open(ptsname(keyboard), O_RDWR | O_NOCTTY);
	assert_true(screen >= 0);
	file = open("/dev/null", O_WRONLY);
	assert_true(file >= 0);
	style_set_when(STYLE_AUTO);
	unsetenv("NO_COLOR");
	unsetenv("COLUMNS");
	setenv("TERM", "xterm", 1);
}

static void tear_down(void)
{
	close(screen);
	close(keyboard);
	close(file);
	style_set_when(STYLE_AUTO);
}

AROUND_EACH_TEST(set_up, tear_down);

static bool is_on(int fd)
{
	return *style_end(fd) != '\0';
}

TEST(a_terminal_has_colours_and_a_file_has_none)
{
	assert_true(is_on(screen));
	assert_string_equal(style(screen, STYLE_BAD), "\033[1;31m");
	assert_string_equal(style_end(screen), "\033[0m");
	assert_false(is_on(file));
	assert_string_equal(style(file, STYLE_BAD), "");
	assert_string_equal(style_end(file), "");
}

TEST(the_environment_can_say_no)
{
	setenv("NO_COLOR", "1", 1);
	assert_false(is_on(screen));
	setenv("NO_COLOR", "", 1);
	assert_true(is_on(screen));
	setenv("TERM", "dumb", 1);
	assert_false(is_on(screen));
}

TEST(the_option_overrides_everything)
{
	setenv("NO_COLOR", "1", 1);
	setenv("TERM", "dumb", 1);
	style_set_when(STYLE_ALWAYS);
	assert_true(is_on(screen));
	assert_true(is_on(file));
	unsetenv("NO_COLOR");
	setenv("TERM", "xterm", 1);
	style_set_when(STYLE_NEVER);
	assert_false(is_on(screen));
}

TEST(what_was_known_of_a_standard_stream_is_asked_again)
{
	style_set_when(STYLE_ALWAYS);
	assert_true(is_on(STDOUT_FILENO));
	style_set_when(STYLE_NEVER);
	assert_false(is_on(STDOUT_FILENO));
}

static void resize(unsigned short columns)
{
	struct winsize size = { .ws_row = 24, .ws_col = columns };

	assert_int_equal(ioctl(keyboard, TIOCSWINSZ, &size), 0);
}

TEST(the_width_is_the_terminals)
{
	resize(132);
	setenv("COLUMNS", "100", 1);
	assert_int_equal(os_terminal_columns(screen), 132);
	resize(10);
	assert_int_equal(os_terminal_columns(screen), OS_TERMINAL_COLUMNS_LEAST);
}

TEST(without_a_terminal_the_environment_says_it)
{
	assert_int_equal(os_terminal_columns(file), OS_TERMINAL_COLUMNS_DEFAULT);
	setenv("COLUMNS", "100", 1);
	assert_int_equal(os_terminal_columns(file), 100);
	setenv("COLUMNS", "wide", 1);
	assert_int_equal(os_terminal_columns(file), OS_TERMINAL_COLUMNS_DEFAULT);
	/* A terminal that does not know its size. */
	resize(0);
	setenv("COLUMNS", "90", 1);
	assert_int_equal(os_terminal_columns(screen), 90);
}
