/* kit/console/terminal.c and what <ingot/screen.h> adds to it, on a screen made of an
 * array: what is drawn, how often, and escape sequences whole and damaged. */
#include <ingot/screen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kit/console/terminal.h"
#include "tests/unit/unit.h"

#define COLUMNS    20
#define ROWS       5
#define FUZZ_BYTES 400000

static uint16_t screen[ROWS][COLUMNS];
static unsigned drawn;

static void draw(uint32_t row, uint32_t column, uint16_t cell)
{
	assert_true(row < ROWS && column < COLUMNS);
	assert_int_not_equal(screen[row][column], cell);
	screen[row][column] = cell;
	drawn++;
}

static void begin(void)
{
	terminal_open(COLUMNS, ROWS, '?', draw);
	for (unsigned row = 0; row < ROWS; row++)
		for (unsigned column = 0; column < COLUMNS; column++)
			screen[row][column] = TERMINAL_BLANK;
	screen_use_escapes();
	drawn = 0;
}
AROUND_EACH_TEST(begin, NULL);

static void write_text(const char *text)
{
	terminal_write(text, strlen(text));
}

/* What is on the array, without the blanks at the end. */
static const char *row_of(unsigned row)
{
	static char text[COLUMNS + 1];
	size_t end = COLUMNS;

	for (unsigned i = 0; i < COLUMNS; i++)
		text[i] = (char)screen[row][i];
	while (end > 0 && text[end - 1] == ' ')
		end--;
	text[end] = '\0';
	return text;
}

static void assert_screen(const char *a, const char *b, const char *c, const char *d, const char *e)
{
	assert_string_equal(row_of(0), a);
	assert_string_equal(row_of(1), b);
	assert_string_equal(row_of(2), c);
	assert_string_equal(row_of(3), d);
	assert_string_equal(row_of(4), e);
}

static void assert_cursor(uint32_t row, uint32_t column)
{
	assert_int_equal(terminal.row, row);
	assert_int_equal(terminal.column, column);
}

TEST(text_is_placed)
{
	write_text("one\ntwo\rT\n\tx\b\by");
	assert_screen("one", "Two", "       yx", "", "");
	assert_cursor(2, 8);
	write_text("\r\b\b");
	assert_cursor(2, 0);
}

/* A line that is exactly full needs no empty one behind it. */
TEST(a_full_line_waits_for_the_next_character)
{
	write_text("01234567890123456789");
	assert_cursor(0, COLUMNS);
	write_text("\nx\n01234567890123456789y");
	assert_screen("01234567890123456789", "x", "01234567890123456789", "y", "");
	write_text("\r01234567890123456789\b!");
	assert_string_equal(row_of(3), "0123456789012345678!");
	write_text("\n01234567890123456\t\tz");
	assert_screen("x", "01234567890123456789", "0123456789012345678!", "01234567890123456",
	              "        z");
}

/* However many lines a text has, no cell is drawn twice. */
TEST(many_lines_are_drawn_once)
{
	for (unsigned i = 0; i < 50; i++)
		write_text("a line of twenty ch.");
	drawn = 0;
	write_text("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13");
	assert_screen("9", "10", "11", "12", "13");
	assert_true(drawn <= ROWS * COLUMNS);
	drawn = 0;
	write_text(".");
	assert_int_equal(drawn, 1);
	drawn = 0;
	write_text("\n");
	assert_true(drawn <= 12); /* what differs, and no more */
}

TEST(a_cursor_is_drawn)
{
	terminal.shows_cursor = true;
	write_text("ab");
	assert_int_equal(screen[0][2], 0x7020);
	write_text("\n");
	assert_int_equal(screen[0][2], TERMINAL_BLANK);
	assert_int_equal(screen[1][0], 0x7020);
	write_text("01234567890123456789");
	assert_int_equal(screen[1][19], 0x7039);
}

static unsigned colours_at(unsigned column)
{
	return screen[0][column] >> 8;
}

TEST(colours)
{
	write_text("\033[31ma\033[1mb\033[44mc\033[7md\033[27;22me\033[39;49mf");
	write_text("\033[92mg\033[103mh\033[mi\033[0;36;1mj\033[30;47m\033[0mk");
	assert_string_equal(row_of(0), "abcdefghijk");
	assert_int_equal(colours_at(0), 0x04);
	assert_int_equal(colours_at(1), 0x0c);
	assert_int_equal(colours_at(2), 0x1c);
	assert_int_equal(colours_at(3), 0xc1);
	assert_int_equal(colours_at(4), 0x14);
	assert_int_equal(colours_at(5), 0x07);
	assert_int_equal(colours_at(6), 0x0a);
	assert_int_equal(colours_at(7), 0xea);
	assert_int_equal(colours_at(8), 0x07);
	assert_int_equal(colours_at(9), 0x0b);
	assert_int_equal(colours_at(10), 0x07);
}

TEST(cursor_moves_inside_the_screen)
{
	write_text("\033[3;5HX");
	assert_int_equal((char)screen[2][4], 'X');
	write_text("\033[2A\033[3Da\033[B\033[2Cb\033[H*");
	assert_screen("* a", "     b", "    X", "", "");
	write_text("\033[99;99H");
	assert_cursor(ROWS - 1, COLUMNS - 1);
	write_text("\033[0A\033[;4f");
	assert_cursor(0, 3);
	write_text("\033[9999999999999999999D\033[99A");
	assert_cursor(0, 0);
	write_text("\033[99B\033[99C");
	assert_cursor(ROWS - 1, COLUMNS - 1);
}

static void fill(void)
{
	write_text("\033[H");
	for (unsigned row = 0; row < ROWS; row++)
		write_text(row + 1 < ROWS ? "abcdefghij\n" : "abcdefghij");
	write_text("\033[3;4H");
}

TEST(erasing)
{
	fill();
	write_text("\033[K");
	assert_screen("abcdefghij", "abcdefghij", "abc", "abcdefghij", "abcdefghij");
	fill();
	write_text("\033[1K");
	assert_string_equal(row_of(2), "    efghij");
	fill();
	write_text("\033[2K");
	assert_screen("abcdefghij", "abcdefghij", "", "abcdefghij", "abcdefghij");
	fill();
	write_text("\033[J");
	assert_screen("abcdefghij", "abcdefghij", "abc", "", "");
	fill();
	write_text("\033[1J");
	assert_screen("", "", "    efghij", "abcdefghij", "abcdefghij");
	fill();
	write_text("\033[44m\033[2J");
	assert_screen("", "", "", "", "");
	assert_int_equal(screen[4][7], 0x1720);
	assert_cursor(2, 3);
}

/* Whose glyphs would show what nobody wrote. */
TEST(controls_and_bytes_beyond_ascii_are_replaced)
{
	write_text("a\001b\037c\177d\200e\377f\a.");
	assert_string_equal(row_of(0), "a?b?c?d?e?f.");
}

TEST(other_sequences_do_nothing)
{
	write_text("\033[?25la\033(Bb\0337c\033[1;2;3;4;5;6;0;1;9;31md\033[>1;2me\033[5 qf");
	assert_string_equal(row_of(0), "abcdef");
	for (unsigned i = 0; i < 6; i++)
		assert_int_equal(colours_at(i), i < 3 ? 0x07 : 0x0f);
	write_text("\033[3\n1m!\033[3\030x\033[4\033[0my\033[3\200");
	assert_screen("abcdef", "!xy?", "", "", "");
	assert_int_equal(screen[1][0] >> 8, 0x0c);
}

TEST(scrollback)
{
	char text[16];

	for (unsigned i = 0; i < 20; i++) {
		snprintf(text, sizeof text, "%sline %u", i ? "\n" : "", i);
		write_text(text);
	}
	assert_screen("line 15", "line 16", "line 17", "line 18", "line 19");
	screen_page_up();
	assert_screen("line 11", "line 12", "line 13", "line 14", "line 15");
	screen_page_up();
	assert_screen("line 7", "line 8", "line 9", "line 10", "line 11");
	assert_true(screen_read_row(1, text, sizeof text));
	assert_string_equal(text, "line 8");
	screen_page_down();
	assert_screen("line 11", "line 12", "line 13", "line 14", "line 15");
	write_text("!");
	assert_screen("line 15", "line 16", "line 17", "line 18", "line 19!");
	screen_page_down();
	assert_screen("line 15", "line 16", "line 17", "line 18", "line 19!");
}

/* The oldest lines make room: at the very end, the view stops. */
TEST(scrollback_is_a_ring)
{
	unsigned capacity = SCREEN_SCROLLBACK_CELLS / COLUMNS;
	char text[16];

	for (unsigned i = 0; i < 2 * capacity; i++) {
		snprintf(text, sizeof text, "\n%u", i);
		write_text(text);
	}
	for (unsigned i = 0; i < capacity; i++)
		screen_page_up();
	snprintf(text, sizeof text, "%u", 2 * capacity - ROWS - capacity);
	assert_string_equal(row_of(0), text);
	for (unsigned i = 0; i < capacity; i++)
		screen_page_down();
	snprintf(text, sizeof text, "%u", 2 * capacity - 1);
	assert_string_equal(row_of(ROWS - 1), text);
}

TEST(limits)
{
	char text[4] = "xyz";

	terminal_open(10000, 10000, '?', draw);
	assert_int_equal(terminal.columns, TERMINAL_COLUMNS_MAX);
	assert_int_equal(terminal.rows, TERMINAL_CELLS_MAX / TERMINAL_COLUMNS_MAX);
	terminal_open(COLUMNS, ROWS, '?', draw);
	write_text("abcdef");
	assert_false(screen_read_row(ROWS, text, sizeof text));
	assert_false(screen_read_row(0, text, 0));
	assert_true(screen_read_row(0, text, sizeof text));
	assert_string_equal(text, "abc");
}

TEST(garbage)
{
	static const char likely[] = "\033\033\033[[[;;0123456789mJKHABCDf?\n\t\r\b xyz";
	uint32_t random = 0x2545f491;

	for (unsigned i = 0; i < FUZZ_BYTES; i++) {
		char c;

		random = random * 1664525 + 1013904223;
		c = random >> 31 ? likely[(random >> 8) % (sizeof likely - 1)]
		                 : (char)(random >> 16);
		terminal_write(&c, 1);
		if (random % 1000 == 0)
			screen_page_up();
		assert_true(terminal.row < ROWS && terminal.column <= COLUMNS);
	}
	write_text("\033c\033[m\033[2J\033[Hstill here");
	assert_screen("still here", "", "", "", "");
}
